"""How far a question has got."""

from qm.analysis.progress import listening, progress_of


def test_who_listens_is_told_and_nobody_else():
    told: list[tuple[str, float]] = []
    with listening(lambda what, share: told.append((what, share))):
        progress_of("Drivers")(0.5)
    progress_of("Drivers")(1.0)
    assert told == [("Drivers", 0.0), ("Drivers", 0.5)]
