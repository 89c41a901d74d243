from qm.models.queueing.event_calendar import Agenda


def test_time_then_kind_then_order_of_planning():
    agenda = Agenda([(2.0, 1, "known b"), (1.0, 5, "known a"), (2.0, 1, "known c")])
    agenda.plan(2.0, 0, "planned first kind")
    agenda.plan(3.0, 0, "last")
    agenda.plan(3.0, 0, "very last")
    assert [event[-1] for event in agenda] == [
        "known a",
        "planned first kind",
        "known b",
        "known c",
        "last",
        "very last",
    ]


def test_more_may_be_planned_on_the_way():
    agenda = Agenda([(1.0, 0, "first"), (9.0, 0, "end")])
    seen = []
    for event in agenda:
        seen.append(event[0])
        if event[-1] == "first":
            agenda.plan(5.0, 0, "later")
    assert seen == [1.0, 5.0, 9.0]
