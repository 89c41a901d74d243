"""Names of months in other languages, written as DuckDB reads them."""

import re

MONTHS = {
    "january|januari|januar|janvier|janv|janeiro|gennaio|gen|enero|ene|jan": "Jan",
    "february|februari|februar|février|fevrier|févr|fevr|fév|fev|fevereiro|febbraio|febrero|feb": "Feb",
    "march|märz|maerz|maart|mars|março|marco|marzo|mär|mrz|mrt|mar": "Mar",
    "april|aprile|avril|abril|avr|abr|apr": "Apr",
    "may|mai|mei|maio|mayo|maggio|mag": "May",
    "june|juni|juin|junho|junio|giugno|giu|jun": "Jun",
    "july|juli|juillet|juil|julho|julio|luglio|lug|jul": "Jul",
    "august|augustus|août|aout|agosto|ago|aug": "Aug",
    "september|septembre|setembro|septiembre|settembre|sept|sep|set": "Sep",
    "october|oktober|octobre|outubro|octubre|ottobre|out|ott|oct|okt": "Oct",
    "november|novembre|novembro|noviembre|nov": "Nov",
    "december|dezember|décembre|decembre|dezembro|diciembre|dicembre|déc|dec|dez|dic": "Dec",
}
"""English, German, French, Spanish, Italian, Portuguese and Dutch names, and the one that DuckDB reads."""
ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"]
ENGLISH += [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
FOREIGN = "|".join(name for names in MONTHS for name in names.split("|") if name not in ENGLISH)
NOT_ENGLISH = rf"(?i)(?:^|[\W\d_])(?:{FOREIGN})(?:[\W\d_]|$)"
A_MONTH = r"(?i)(^|[^\p{{L}}])(?:{})([^\p{{L}}]|$)"
A_MONTH_IN_PYTHON = r"(?i)(^|[\W\d_])(?:{})([\W\d_]|$)"
OF = r"(?i)(\d|\p{L}{3,}) de(?:l)? "  # 4 de marzo de 2024


def english_months(text: str) -> str:
    """SQL: the text of a time with the name of its month in English: 4 de marzo de 2024 → 4 Mar 2024."""
    clean = f"regexp_replace({text}, '{OF}', '\\1 ', 'g')"
    for names, month in MONTHS.items():
        clean = f"regexp_replace({clean}, '{A_MONTH.format(names)}', '\\1{month}\\2')"
    return clean


def in_english(text: str) -> str:
    """The same time with the name of its month as DuckDB reads it."""
    text = re.sub(r"(?i)(\d|[^\W\d_]{3,}) del? ", r"\1 ", text)
    for names, month in MONTHS.items():
        text = re.sub(A_MONTH_IN_PYTHON.format(names), rf"\g<1>{month}\g<2>", text)
    return text
