"""The one door for text from data and addresses into Markdown: it is shown letter by letter.

Everything that Streamlit draws as Markdown (markdown, caption, title, alerts, labels, help, buttons, tabs,
expanders, cells of st.table …) takes text from a file, from people or from an address only as `literal(text)`;
a sentence made beside an answer passes whole, as `sentence(text, strong=[…])` where parts are to stand out.

A backslash stops what the parser reads. What is looked for in the parsed text (addresses, e-mail, emoji, arrows)
a backslash does not stop; an invisible word joiner inside it does. Both go only where something would become
live, so that ordinary sentences pass as they are.
"""

import re
from collections.abc import Iterable

JOINER = "\u2060"  # zero width, no break: splits a word for a pattern, not for the eye

PARSED = re.compile(
    r"""
      [\\`*\[\]$~|]                  # code, emphasis, links and pictures, mathematics, strikethrough, table cells
    | (?<![^\W_])_ | _(?![^\W_])     # emphasis, not the inside of a_name
    | <(?=[A-Za-z/!?])               # tags, comments, <http://…>
    | &(?=\#?\w+;)                   # entities
    | :(?=[^\s\d/])                  # directives such as :red[…], :small, ::name
    | (?<=:material)/                # :material/… is taken for an icon before anything is parsed
    | ^[-+](?=\s|$)                  # list items
    | ^[-=:](?=[-=:\s]*$)            # rules, underlined headings, the second line of a table
    | ^\#(?=\#{0,5}(\s|$))           # headings
    | (?<=\s)\#(?=\#*$)              # the end of a heading
    | (?:(?<=^\d)|(?<=^\d{2})|(?<=^\d{3})|(?<=^\d{4})|(?<=^\d{5})|(?<=^\d{6})|(?<=^\d{7})|(?<=^\d{8})|(?<=^\d{9}))
      [.)](?=\s|$)                   # numbered lists
    | ^[>{]                          # quotations, and what a directive before could take for its own
    """,
    re.VERBOSE,
)
FOUND_LATER = re.compile(
    r"""
      (?<=http)(?=s?://) | (?<=www)(?=\.)                     # addresses
    | (?<=[\w.+-])(?=@[\w-])                                  # e-mail
    | (?<=:)(?=(?!\d\d(-\d\d?)?:)[\w+-]+:)                   # :emoji:, not 10:30:00 or 9:30-10:00
    | (?:(?<=^[-<>~])|(?<=\s[-<>~]))(?=[->=]{1,2}(?:\s|$))    # arrows: ->, <-, <->, --, >=, <=, ~=
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def literal(text: object) -> str:
    """Markdown that shows a text as it stands, in one line; blanks that touch become one."""
    one_line = " ".join(str(text).split())
    return PARSED.sub(lambda mark: "\\" + mark[0], FOUND_LATER.sub(JOINER, one_line))


def sentence(text: str, strong: Iterable[str] = ()) -> str:
    """Markdown that shows a plain text as it stands, the parts named in `strong` bold where they first occur.

    A part that does not occur changes nothing.
    """
    parts = [re.escape(part) for part in strong if part.strip()]
    if not parts:
        return literal(text)
    one_line = " ".join(text.split())
    shown, at, left = [], 0, {" ".join(part.split()) for part in strong}
    for found in re.finditer("|".join(sorted(parts, key=len, reverse=True)), one_line):
        if found[0] not in left:
            continue
        left.remove(found[0])
        shown += [_piece(one_line[at : found.start()]), f"**{literal(found[0])}**"]
        at = found.end()
    return "".join([*shown, _piece(one_line[at:])])


def _piece(text: str) -> str:
    """A part of a line, with the blanks at its ends."""
    if not text.strip():
        return text
    return " " * text.startswith(" ") + literal(text) + " " * text.endswith(" ")
