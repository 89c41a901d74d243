"""Mapping files as people write them: a line for each field, its rule in braces."""

import json
import re
from collections.abc import Mapping
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(tables: Mapping[str, Any]) -> str:
    """TOML text for plain values and tables of them: the top values, then a [section] for each table.

    Values are texts, numbers, truth values, lists and tables; what lies deeper than a section
    is written in braces, on the line of its key.
    """
    parts = [_lines({key: value for key, value in tables.items() if not isinstance(value, dict)})]
    parts += [f"[{_key(key)}]\n{_lines(value)}" for key, value in tables.items() if isinstance(value, dict)]
    return "\n".join(part for part in parts if part)


def _lines(table: Mapping[str, Any]) -> str:
    keys = {key: _key(key) for key in table}
    width = max(map(len, keys.values()), default=0)
    return "".join(f"{keys[key]:<{width}} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and value.is_integer():
        return f"{value:.1f}"
    return json.dumps(value)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    # JSON's escapes are TOML's, but for the one control character that JSON lets stand.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
