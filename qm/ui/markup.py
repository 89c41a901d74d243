"""The door for text from data and addresses into Markdown: nothing in it is markup."""

MARKUP = "\\`*_{}[]()#+-.!|~$:<>&"


def literal(text: object) -> str:
    """A text from a file, drawn as it stands: nothing in it is markup."""
    one_line = " ".join(str(text).split())
    return "".join("\\" + c if c in MARKUP else c for c in one_line)
