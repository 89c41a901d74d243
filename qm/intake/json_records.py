"""JSON as records of text: one object per line, or an array of objects; nested objects one level as dotted names."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from qm.errors import QMError
from qm.intake.layout import Record

MOST_ARRAY = 256 * 2**20
"""An array is held in memory as a whole; larger files come as one object per line."""
SUFFIXES = (".json", ".jsonl", ".ndjson")


def is_json(path: Path, start: bytes) -> bool:
    """Whether the file holds JSON: its first character opens an object or an array, and what follows fits."""
    text = start.decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    if text[:1] not in ("{", "["):
        return False
    inside = text[1:].lstrip()
    return path.suffix.lower() in SUFFIXES or inside[:1] in ('"', "{", "}", "]")


def json_records(path: Path, name: str) -> Iterator[Record]:
    """The names, then (line, cells) for each object; of an array the line is the object's place, after the names.

    QMError for what is no list of objects.
    """
    if _first(path) == "[":
        objects: list[Any] | None = _array(path, name)
    elif _is_one_object(path):
        objects = _list_inside(_whole(path, name), name)
    else:
        objects = None

    def found() -> Iterator[tuple[int, Any]]:
        return _lines(path, name) if objects is None else enumerate(objects, start=2)

    names: dict[str, None] = {}
    for line, thing in found():
        names |= dict.fromkeys(_flat(thing, name, line))
    header = list(names)
    if not header:
        raise QMError(f"{name} holds no object with a value; export it again with at least one row.")
    flats = ((line, _flat(thing, name, line)) for line, thing in found())
    rows = ((line, [flat.get(key, "") for key in header]) for line, flat in flats)
    return chain([(1, header)], rows)


def _first(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.read(4096).lstrip()[:1]


def _is_one_object(path: Path) -> bool:
    """Whether the first line is no object by itself, so that the whole file is one."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        line = next((line for line in file if line.strip()), "")
        more = any(line.strip() for line in file)
    try:
        thing = json.loads(line)
    except ValueError:
        return True
    return not more and isinstance(thing, dict) and any(isinstance(value, list) for value in thing.values())


def _array(path: Path, name: str) -> list[Any]:
    if path.stat().st_size > MOST_ARRAY:
        raise QMError(f"{name} is a JSON array of more than 256 MB; export it with one object on each line.")
    found = _whole(path, name)
    assert isinstance(found, list)
    return found


def _whole(path: Path, name: str) -> Any:
    return _parsed(path.read_text(encoding="utf-8-sig", errors="replace"), name, 1)


def _list_inside(thing: Any, name: str) -> list[Any]:
    """The rows of an answer of an interface such as {"contacts": [{…}, …]}: its only list of objects."""
    if not isinstance(thing, dict):
        raise QMError(f"{name} holds no JSON objects; bring one object per line, or an array of objects.")
    lists = [v for v in thing.values() if isinstance(v, list) and v and all(isinstance(i, dict) for i in v)]
    if not any(isinstance(value, list) for value in thing.values()):
        return [thing]
    if len(lists) != 1:
        raise QMError(f"{name} is one JSON object, not a list of rows; bring one object per line.")
    return lists[0]


def _lines(path: Path, name: str) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, _parsed(line, name, number)


def _parsed(text: str, name: str, line: int) -> Any:
    try:
        return json.loads(text.rstrip(), parse_constant=lambda constant: None)
    except (ValueError, RecursionError) as error:
        where = getattr(error, "lineno", 1) + line - 1
        why = getattr(error, "msg", "too deep, or a number too long")
        raise QMError(f"{name} is no valid JSON in line {where} ({why}); export it again.") from error


def _flat(thing: Any, name: str, line: int) -> dict[str, str]:
    if not isinstance(thing, dict):
        raise QMError(f"{name} holds {json.dumps(thing)[:40]} in line {line} where an object such as {{…}} belongs.")
    flat: dict[str, str] = {}
    for key, value in thing.items():
        if isinstance(value, dict):
            flat |= {_text(f"{key}.{inner}"): _text(below) for inner, below in value.items()}
        else:
            flat[_text(key)] = _text(value)
    return flat


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # Half of a letter, which JSON can escape and no text can hold, and NULs go the way they go in other files.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
