"""What to beware of in the drivers of satisfaction, and why there are none."""

from qm.models.scorecard.drivers import Caution, Drivers, pairs_for
from qm.wording import counted


def impossible_text(drivers: Drivers) -> str | None:
    """Why nothing can be told of these pairs; None where it can."""
    if drivers.impossible == "too_few_pairs":
        n, questions = drivers.n, drivers.differing
        rated = (
            f"{counted(n, 'rated contact')} {'is' if n == 1 else 'are'} too few for {counted(questions, 'question')}"
        )
        return f"{rated}; at least {pairs_for(questions)} are needed"
    return {
        None: None,
        "no_pairs": "no evaluated contact has a rating",
        "same_answers": "no question has answers that differ",
        "same_grades": "all customers gave the same rating",
    }[drivers.impossible]


def question_notes(drivers: Drivers, names: tuple[str, ...]) -> list[str | None]:
    """By question, why it cannot be told or what to beware of; `names` are the questions'."""
    why = impossible_text(drivers)
    return [caution_text(caution, names) if caution else why for caution in drivers.cautions]


def caution_text(caution: Caution, names: tuple[str, ...]) -> str:
    """What to beware of."""
    twins = ", ".join(names[place] for place in caution.twins)
    return {
        "never_applied": "it never applied",
        "never_differs": "everybody gets the same, so it cannot be told",
        "twins": f"always answered like {twins}, so both share one worth",
        "saturated": f"{caution.share:.1%} get the same points, so little can be told",
        "negative": "where it is passed customers are less satisfied, all else equal",
        "unstable": "it moves with other questions, so its own effect is uncertain",
    }[caution.kind]
