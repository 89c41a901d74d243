"""What is wrong with a text, whatever page it stands on."""

import re
from collections.abc import Callable

from qm.store.definitions import DEFINITIONS
from tests.sentences.phrases import PHRASES
from tests.sentences.reading import EMPTY_CELL, Text

LEFT_OVER = re.compile(r"\b(?:nan|NaN|NaT|inf|undefined|null)\b|^None$|(?<=[^.!?] )None\b|\bTrue\b|\bFalse\b|\{\w*\}")
ONE_OF_MANY = re.compile(r"(?<![\d.,:+−-])\b1 ([a-z]+s)\b")
NOT_PLURAL = {"is", "was", "has", "does", "less", "across", "others", "goes", "this", "us", "plus", "minus"}
BROKEN_EMPHASIS = re.compile(r"(?<!\\)\*\*(?=\s*$)|[.,;:!?%)]\*\*\w")
UP = re.compile(r"\b(?:up|higher|rose|more|longer|increased?)\b")
DOWN = re.compile(r"\b(?:down|lower|fell|fewer|less|shorter|decreased?)\b")
SIGNED = re.compile(r"(?<![\w.,])([+−])(\d[\d.,]*)")
NO_CLEARLY = re.compile(r"\b(?:no|not|none|nobody|nothing|neither|whether|cannot|too few|if|who|which|where)\b", re.I)
SAID = ("markdown.body", "caption.body", "info.body", "success.body", "warning.body", "vega_lite_chart.alt")
"""Where verdicts stand; help and legends explain the words instead."""


def left_over(text: Text) -> str | None:
    """A value that is none, as the program writes it."""
    if text.text == EMPTY_CELL:
        return "None in a cell"
    found = LEFT_OVER.search(text.plain)
    return found and found[0]


def one_of_many(text: Text) -> str | None:
    """One thing, said as if there were several."""
    return next((found[0] for found in ONE_OF_MANY.finditer(text.plain) if found[1] not in NOT_PLURAL), None)


def broken_markup(text: Text) -> str | None:
    """Marks that are shown instead of meant."""
    if not text.is_markdown:
        return "**" if "**" in text.text else "\\" if re.search(r"\\[*_\[\]$:.]", text.text) else None
    if text.text.replace("\\*", "").count("**") % 2:
        return "** without an end"
    return "** against a letter" if BROKEN_EMPHASIS.search(text.text) and text.text.count("**") < 2 else None


def old_phrase(text: Text) -> str | None:
    """A phrase that has a better one."""
    return next((name for name, pattern in PHRASES.items() if pattern.search(text.plain)), None)


def named_by_key(text: Text) -> str | None:
    """A definition that is named as commands name it, not as people do."""
    return next((name for name in DEFINITIONS if ("." in name or "_" in name) and name in text.plain), None)


def contradiction(text: Text) -> str | None:
    """A signed number beside a word for the other direction, in the same clause."""
    for clause in re.split(r"[.;·:]\s|[()]", text.plain):
        signs = {found[1] for found in SIGNED.finditer(clause) if float(found[2].replace(",", "").rstrip(".")) != 0}
        up, down = UP.search(clause), DOWN.search(clause)
        if (signs == {"−"} and up and not down) or (signs == {"+"} and down and not up):
            return clause
    return None


def clear_in_noise(text: Text) -> str | None:
    """A clear difference, said of data in which there is none."""
    if text.place not in SAID:
        return None
    sentences = re.split(r"(?<=[.!?])\s", text.plain)
    return next((s for s in sentences if re.search(r"\bclear(?:ly)?\b", s, re.I) and not NO_CLEARLY.search(s)), None)


def tile_contradictions(texts: list[Text]) -> list[str]:
    """Tiles whose verdict on the change names the other direction than the change itself."""
    found, delta = [], ""
    for text in texts:
        if text.place == "metric.body":
            delta = ""
        elif text.place == "metric.delta":
            delta = text.plain
        elif delta and text.plain.startswith("Change:"):
            other = DOWN if delta[0] == "+" else UP if delta[0] in "-−" else None
            found += [f"tile: {delta} under {text.plain!r}"] if other and other.search(text.plain) else []
    return found


def faults_of(texts: list[Text], is_noise: bool = False) -> list[str]:
    """All faults of these texts, each with its rule and its place."""
    rules = (*EVERYWHERE, clear_in_noise) if is_noise else EVERYWHERE
    return tile_contradictions(texts) + [
        f"{rule.__name__}: {fault!r} in {text.place}: {text.plain}"
        for text in dict.fromkeys(texts)
        for rule in rules
        if (fault := rule(text))
    ]


EVERYWHERE: tuple[Callable[[Text], str | None], ...] = (
    left_over,
    one_of_many,
    broken_markup,
    old_phrase,
    named_by_key,
    contradiction,
)
