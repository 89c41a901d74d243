"""Everything a reader can read on a page that was drawn, text by text: also in charts, tables and tooltips."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# What Streamlit never shows, or shows as somebody typed it.
UNSEEN = {
    "id", "key", "form_id", "page_script_hash", "url", "page", "query_string", "default", "value", "set_value",
    "raw_value", "raw_values", "spec", "columns", "element_id", "host_config", "anchor", "icon", "user_key", "data",
    "url_pathname", "page_name", "type", "selection_mode", "color", "arrow_data", "styler", "vega_lite_chart_theme",
    "theme", "language", "width", "height", "tag", "allowed_types", "format", "svg", "deferred_file_id", "datasets",
    "min", "max",
}  # fmt: skip
VALUES = {"metric"}  # elements whose `value` is read
PLAIN_OPTIONS = {"selectbox", "multiselect", "select_slider"}
PLAIN = {"alt", "placeholder"}
MARKS = ("tooltip", "text", "x", "y", "row", "column", "facet")  # channels whose values are read
EMPTY_CELL = "(an empty cell: Streamlit writes None)"


@dataclass(frozen=True)
class Text:
    """One text: `place` says where on the page, `is_markdown` whether it is drawn as Markdown."""

    place: str
    text: str
    is_markdown: bool

    @property
    def plain(self) -> str:
        """As it is read: without marks, icons and colours."""
        if not self.is_markdown:
            return self.text
        text = re.sub(r":material/\w+:", "", self.text)
        text = re.sub(r":\w+(?:-\w+)?\[((?:[^\[\]\\]|\\.)*)\]", r"\1", text)
        text = re.sub(r"(?<!\\)\*\*", "", text)
        text = re.sub(r"(?<!\\)\[([^\]]*)\]\([^)]*\)", r"\1", text)
        return re.sub(r"\\([^\w\s])", r"\1", text).replace("\u2060", "").strip()


def read(test: AppTest) -> list[Text]:
    """All texts of the page and of what stands beside it, in the order drawn."""
    texts = []
    for kind, proto, element in [*messages(test.main), *messages(test.sidebar)]:
        texts += list(_of_message(kind, proto))
        if kind == "table":
            texts += list(_cells(kind, element.value, is_markdown=True))
        elif kind in {"arrow_data_frame", "dataframe"}:
            texts += list(_cells(kind, element.value, is_markdown=False, is_empty_told=bool(proto.placeholder)))
        elif kind in {"arrow_vega_lite_chart", "vega_lite_chart"} or hasattr(proto, "spec"):
            texts += list(_chart(proto))
    return [text for text in texts if text.text.strip()]


def messages(block: Any) -> Iterator[tuple[str, Message, Any]]:
    """Every element and block below: its type, its protobuf message, itself."""
    for child in block.children.values():
        proto = getattr(child, "proto", None)
        if isinstance(proto, Message):
            yield child.type, proto, child
        if hasattr(child, "children"):
            yield from messages(child)


def _of_message(kind: str, proto: Message, under: str = "") -> Iterator[Text]:
    for field, value in proto.ListFields():
        if field.name in UNSEEN and not (field.name == "value" and kind in VALUES):
            continue
        plain = field.name in PLAIN or (field.name == "options" and kind in PLAIN_OPTIONS)
        for one in value if hasattr(value, "append") or hasattr(value, "add") else [value]:
            if isinstance(one, Message):
                yield from _of_message(kind, one, f"{under}{field.name}.")
            elif isinstance(one, str):
                yield Text(f"{kind}.{under}{field.name}", one, not plain)


def _cells(kind: str, frame: Any, is_markdown: bool, is_empty_told: bool = True) -> Iterator[Text]:
    for column in frame:
        yield Text(f"{kind}.heading", str(column), is_markdown)
        for cell in frame[column]:
            if isinstance(cell, str):
                yield Text(f"{kind}.{column}", cell, is_markdown)
            elif not is_empty_told and (cell is None or cell != cell):
                yield Text(f"{kind}.{column}", EMPTY_CELL, is_markdown)


def _chart(proto: Any) -> Iterator[Text]:
    """Titles of axes, legends and tooltips, and the texts at marks and in tooltips."""
    if not getattr(proto, "spec", ""):
        return
    spec = json.loads(proto.spec)
    fields: set[str] = set()
    for kind, text in _titles(spec, fields):
        yield Text(f"chart.{kind}", text, False)
    for dataset in proto.datasets:
        frame = pa.ipc.open_stream(dataset.data.data).read_all().to_pandas()
        for column in fields & set(frame):
            for cell in dict.fromkeys(c for c in frame[column] if isinstance(c, str)):
                yield Text(f"chart.{column}", cell, False)


def _titles(part: Any, fields: set[str], channel: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for one in part:
            yield from _titles(one, fields, channel)
    elif isinstance(part, dict):
        if channel in MARKS and isinstance(part.get("field"), str):
            fields.add(part["field"])
        for name, value in part.items():
            if name in {"title", "subtitle"} or (name == "value" and channel == "text"):
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, str):
                        yield name, one
            if name not in {"data", "datasets", "config"}:
                yield from _titles(value, fields, name if name in MARKS else channel)
