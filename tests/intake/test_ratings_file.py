"""Files of ratings, read without the centre's store."""

from pathlib import Path

import openpyxl
import pytest

from qm.errors import QMError
from qm.intake.ratings_file import RatingsFile, read_ratings


def read(path: Path, text: str, **settings: tuple) -> RatingsFile:
    path.write_text(text, encoding="utf-8")
    return read_ratings(path, "Item", "Rater", "Score", **settings)


def test_decimal_commas_are_found(tmp_path: Path):
    found = read(tmp_path / "r.csv", "item;rater;score\n1;a;2,5\n1;b;3\n2;a;1,5\n")
    assert found.score.tolist() == [2.5, 3, 1.5]
    assert found.raters == ["a", "b"]
    assert (found.item.tolist(), found.rater.tolist()) == ([0, 0, 1], [0, 1, 0])


def test_numbers_with_a_slip_stay_numbers_and_words_stay_words(tmp_path: Path):
    slip = read(tmp_path / "r.csv", "item,rater,score\n" + "".join(f"{i},a,{i}\n" for i in range(9)) + "9,a,oops\n")
    assert slip.dropped == {"not a number": 1}
    words = read(tmp_path / "w.csv", "item,rater,score\n1,a,pass\n1,b,fail\n2,a,1\n")
    assert words.score is None
    assert words.words == ["1", "fail", "pass"]


def test_a_scale_says_that_scores_are_numbers(tmp_path: Path):
    found = read(tmp_path / "r.csv", "item,rater,score\n1,a,4\n1,b,good\n2,b,7\n", scale=(1, 5))
    assert found.score.tolist() == [4]
    assert found.dropped == {"not a number": 1, "outside the scale": 1}


def test_a_workbook(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in (("Item", "Rater", "Score"), ("x", "a", 1), ("x", "b", 2.5)):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    assert read_ratings(tmp_path / "r.xlsx", "item", "rater", "score").score.tolist() == [1, 2.5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("item,rater\n1,a\n", "r.csv has no column 'Score'; it has item, rater"),
        ("item,rater,score\n1,a,\n,b,1\n", "holds no rating that can be used"),
        ("item,rater,score\n", "has a header but no rows"),
    ],
)
def test_files_that_hold_no_ratings(tmp_path: Path, text: str, words: str):
    with pytest.raises(QMError, match=words):
        read(tmp_path / "r.csv", text)
