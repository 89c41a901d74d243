"""Words for yes, no, passed, failed and does not apply, lower case, in the languages of exports met so far."""

YES: tuple[str, ...] = (
    "true",
    "t",
    "yes",
    "y",
    "1",
    "ja",
    "j",
    "oui",
    "si",
    "sí",
    "sì",
    "sim",
    "wahr",
    "vrai",
    "x",
    "1.0",
)
NO: tuple[str, ...] = ("false", "f", "no", "n", "0", "nein", "non", "não", "nao", "nee", "falsch", "faux", "0.0")
PASSED: tuple[str, ...] = (
    "pass",
    "passed",
    "met",
    "ok",
    "yes",
    "y",
    "true",
    "erfüllt",
    "conforme",
    "cumple",
    "aprobado",
    "voldoet",
)
PASSED += ("réussi", "superato", "atende")
FAILED: tuple[str, ...] = (
    "fail",
    "failed",
    "not met",
    "no",
    "n",
    "false",
    "nicht erfüllt",
    "non conforme",
    "no cumple",
    "no aprobado",
)
FAILED += ("não conforme", "voldoet niet", "échoué", "non superato", "não atende")
NOT_APPLICABLE: tuple[str, ...] = (
    "na",
    "n/a",
    "n.a.",
    "not applicable",
    "entfällt",
    "-",
    "n. z.",
    "no aplica",
    "sans objet",
    "s.o.",
)
NOT_APPLICABLE += ("non applicabile", "não aplicável", "n.v.t.", "nvt", "niet van toepassing")
SIGNS_OF_YES_OR_NO = ("1", "1.0", "0", "0.0", "x", "t", "f", "j")
"""What means yes or no in a column of yes and no, and may be points or anything in an answer."""
