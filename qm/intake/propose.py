"""A mapping for a file nobody has mapped yet: columns named like fields."""

from qm.errors import QMError
from qm.intake import numbers
from qm.intake.kinds import KINDS, RATINGS, SESSION, Kind, kind_called, plain
from qm.intake.mapping import Mapping, Rule
from qm.intake.reading import Reading
from qm.intake.values import Binder, cleaned
from qm.intake.yes_and_no import NO, YES
from qm.store import Cursor
from qm.store.tables import BOOLEAN


def propose(cursor: Cursor, reading: Reading, kind: str | None = None) -> Mapping:
    """The best mapping for what stands in `raw`, from names first, then from values.

    QMError when no kind of file fits, or `kind` cannot be filled.
    """
    if kind is not None:
        chosen = kind_called(kind)
        return Mapping(chosen.name, with_day(cursor, chosen, _rules(cursor, reading, chosen)))
    found = {name: _named(reading.header, one) for name, one in KINDS.items()}
    scores = {name: _score(KINDS[name], fields) for name, fields in found.items()}
    best = max(scores, key=lambda name: scores[name])
    if _is_quality_sheet(found, best):
        best = "evaluations"  # whatever it lacks is said when it is checked
    elif scores[best] <= 0:
        needs = ", ".join(KINDS["contacts"].required)
        *others, last = KINDS["surveys"].one_of
        raise QMError(
            f"{reading.name} has no columns that name what it is (a file of contacts needs {needs}; one of surveys "
            f"contact_id and {', '.join(others)} or {last}); "
            f"say which is which in a mapping (columns: {', '.join(reading.header[:30])})."
        )
    return Mapping(best, with_day(cursor, KINDS[best], _rules(cursor, reading, KINDS[best])))


OF_CONTACTS = ("customer_id", "channel", "queue", "wait_seconds", "handle_seconds", "abandoned", "transfers")
"""Fields that only a file of contacts has."""


def _is_quality_sheet(found: dict[str, dict[str, str]], best: str) -> bool:
    """Whether a file that fits contacts or surveys by its ids is about evaluations of them.

    Taken for contacts it would move their arrivals to the days of the evaluations.
    """
    sheet = found["evaluations"]
    if best not in ("contacts", "surveys", "agents") or "evaluator_id" not in sheet:
        return False
    return "evaluation_id" in sheet or not any(name in found["contacts"] for name in OF_CONTACTS)


def _score(kind: Kind, fields: dict[str, str]) -> float:
    """How well a kind fits: all it requires must be there, then the more fields the better."""
    if any(name not in fields for name in kind.required if not (kind.name == RATINGS and name == "evaluated_at")):
        return 0
    if kind.one_of and not any(name in fields and plain(fields[name]) not in kind.hints for name in kind.one_of):
        return 0
    if kind.name == RATINGS:  # any file about evaluators has what ratings need; what else it may be goes first
        return 0.01 * len(fields)
    own = sum(name in kind.fields_of(kind.main) for name in fields)
    return own + 0.4 * (len(fields) - own) + 0.01 * len(kind.required)


def _named(header: list[str], kind: Kind) -> dict[str, str]:
    """field -> column, each column once: exact names first, then synonyms in their order."""
    by_name: dict[str, str] = {}
    for title in header:
        by_name.setdefault(plain(title), title)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for level in (0, 1):
        for name in kind.fields:
            options = (plain(name),) if level == 0 else tuple(plain(s) for s in kind.names_of(name))
            if name in found:
                continue
            for option in options:
                column = by_name.get(option)
                if column is not None and column not in taken:
                    found[name] = column
                    taken.add(column)
                    break
    if kind.name == RATINGS and "calibration_id" not in found and "contact_id" in found:
        found["calibration_id"] = found["contact_id"]  # what was rated is a contact
    if kind.name == RATINGS and "calibration_id" not in found and SESSION in found:
        found["calibration_id"] = found.pop(SESSION)  # nothing else says what was rated
    if "agent_id" in kind.fields and "agent_id" not in found and "name" in found:
        found["agent_id"] = found["name"]  # names serve as numbers where there are none
    return found


def _rules(cursor: Cursor, reading: Reading, kind: Kind) -> dict[str, Rule]:
    rules = {}
    for name, column in _named(reading.header, kind).items():
        index = reading.header.index(column)
        rules[name] = _fitted(cursor, kind, name, column, index)
        if name == "csat" and (top := _scale(cursor, index)):
            rules.setdefault("csat_max", Rule(value=f"{top:g}"))
    return rules


def _fitted(cursor: Cursor, kind: Kind, name: str, column: str, index: int) -> Rule:
    """The plain rule, with what the column's values ask for."""
    field, text = kind.fields[name], cleaned(index)
    rule = Rule(columns=(column,))
    if field.type == BOOLEAN:
        binder = Binder()
        amount = numbers.number(text, ".")
        words = binder.among(YES + NO)
        sql = f"""select count({text}), count({text}) filter (where lower({text}) in {words}),
                         count({amount}), max({amount}) from raw"""
        known, plainly, counted, most = cursor.row(sql, binder.values)
        if known and plainly < known and counted == known and most > 1:
            return Rule(columns=(column,), true_above=0)
    return rule


def with_day(cursor: Cursor, kind: Kind, rules: dict[str, Rule]) -> dict[str, Rule]:
    """Ratings without a column of days get the last day of the store's evaluations, so that they fall into what is
    looked at and the same file changes nothing when it comes again; in an empty store today."""
    if kind.name != RATINGS or "evaluated_at" in rules:
        return rules
    (day,) = cursor.row("""
        select cast(coalesce((select max(evaluated_at) from evaluations), (select max(arrived_at) from contacts),
                             current_localtimestamp()) as date)
    """)
    return rules | {"evaluated_at": Rule(value=str(day))}


def _scale(cursor: Cursor, index: int) -> float | None:
    """The top of a satisfaction scale as its values suggest: 5, 7, 10 or 100; None when all fit into 5."""
    (most,) = cursor.row(f"select max({numbers.number(cleaned(index), '.')}) from raw")
    if most is None or most <= 5:
        return None
    return next((top for top in (7.0, 10.0, 100.0) if most <= top), None)
