"""One conversation with the file."""

import pandas as pd

from qm.store import Store


def test_a_cursor_is_free_after_one_row(store: Store):
    cursor = store.cursor()
    assert cursor.row("select 1, 'a' union all select 2, 'b' order by 1") == (1, "a")
    cursor.load_frame("numbers", pd.DataFrame({"n": [1, 2, 3]}))
    assert cursor.row("select sum(n) from numbers") == (6,)
    cursor.unload_frame("numbers")
