"""What the address asks for: a contact, one of its evaluations, one of the answers."""

from dataclasses import dataclass

from qm.analysis.contact.contact import contact_of
from qm.errors import QMError
from qm.store import Store
from qm.ui.drill import named


@dataclass(frozen=True)
class Asked:
    """The contact (None where an evaluation names none), the evaluation asked for, and what was asked wrongly."""

    contact: str | None
    evaluation: str | None
    problems: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.contact or self.evaluation)


def asked(store: Store) -> Asked:
    """The contact and evaluation that the address (or the field) names."""
    contact, evaluation = named("contact"), named("evaluation")
    if not evaluation:
        return Asked(contact, None)
    try:
        of = contact_of(store, evaluation)
    except QMError as error:
        if not contact:
            raise
        return Asked(contact, None, (str(error),))
    if contact and of != contact:
        about = f"is about contact '{of}', not about '{contact}'" if of else "names no contact"
        return Asked(contact, None, (f"Evaluation '{evaluation}' {about}.",))
    return Asked(of, evaluation)
