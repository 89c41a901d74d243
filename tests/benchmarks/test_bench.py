"""The bench frame: rows say whether they hold, and become JSON."""

from tests.benchmarks.row import Row


def test_a_limit_is_met_up_to_the_limit():
    assert Row("import", 2.5, "×", "bare read_csv", limit=2.5).is_met is True
    assert Row("import", 2.51, "×", "bare read_csv", limit=2.5).is_met is False
    assert Row("import", 9.9, "s").is_met is None


def test_a_row_as_json():
    assert Row("import", 2.5, "×", "bare read_csv", limit=2.0).as_json() == {
        "name": "import", "figure": 2.5, "unit": "×", "against": "bare read_csv", "limit": 2.0, "is_met": False,
    }  # fmt: skip
