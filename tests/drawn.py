"""What an AppTest has drawn, found by the name of its widget: keys carry a version as well."""

import re
from typing import Any

from streamlit.testing.v1 import AppTest


def widget(page: AppTest, kind: str, name: str) -> Any:
    """The widget of that name as it is drawn now: widget(page, "selectbox", "metric")."""
    pattern = re.compile(re.escape(name) + r"(\.\d+)?")
    for one in page.get(kind):
        if pattern.fullmatch(str(getattr(one, "key", ""))):
            return one
    raise KeyError(name)
