"""No text file of ours begins a formula in any cell, whatever separator it is opened with; our reader sees no mark."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.workbook import ColumnSpec, SheetSpec, read_source
from nhipcau.workbook.formula_marks import marked, unmarked
from nhipcau.workbook.writer.csv_writing import write_csv

_SEPARATORS = ",;\t"
_UNSEEN = ' \t\r\n"\xa0\u200b\ufeff'
_FORMULA = re.compile(r"[=@＝＠]|[+\-＋－](?![\d ().\xa0]*(?:$|[;,\t\"]))")
_NASTY = st.text(st.sampled_from("=+-@＝＋－＠;,|\t\n'\" \xa0\u200b\ufeff0489().aệ"), max_size=30)


def begins_a_formula(cell: str) -> bool:
    return _FORMULA.match(cell.lstrip(_UNSEEN)) is not None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ('A;=HYPERLINK("http://evil")', 'A;\'=HYPERLINK("http://evil")'),
        ("A, @SUM(1)", "A,' @SUM(1)"),
        ("A\t=1", "A\t'=1"),
        ("A\n-cmd", "A\n'-cmd"),
        ("＝1+1", "'＝1+1"),
        ("\ufeff\u200b\xa0 =1", "'\ufeff\u200b\xa0 =1"),
        ("'=1", "''=1"),
        ("+84 912 345 678", "+84 912 345 678"),
        ("+84 912 345 678; -5", "'+84 912 345 678; -5"),
        ("-5;cmd", "'-5;cmd"),
        ("an@ex.vn; binh@ex.vn", "an@ex.vn; binh@ex.vn"),
        ("O'Neil; it's", "O'Neil; it's"),
        ("a = b - c", "a = b - c"),
    ],
)
def test_only_what_would_be_run_is_marked(text: str, written: str) -> None:
    assert marked(text) == written
    assert unmarked(written) == text


@given(_NASTY)
def test_every_mark_comes_off_again(text: str) -> None:
    assert unmarked(marked(text)) == text


@given(st.lists(_NASTY, min_size=1, max_size=4), st.sampled_from(_SEPARATORS), st.sampled_from(_SEPARATORS))
def test_no_cell_begins_a_formula_whatever_the_separator(texts: list[str], ours: str, theirs: str) -> None:
    file = StringIO(newline="")
    csv.writer(file, delimiter=ours).writerow([marked(text) for text in texts])

    for row in csv.reader(StringIO(file.getvalue(), newline=""), delimiter=theirs):
        assert not any(map(begins_a_formula, row))


def test_a_list_comes_home_as_it_went_out(tmp_path: Path) -> None:
    texts = ["=1+1", "A;=B", "'=x", "+84 912 345 678", "@an", "a\n- b", "thường"]
    path = tmp_path / "a.csv"
    write_csv(
        path, SheetSpec("S", [ColumnSpec("Tên"), ColumnSpec("=Ghi chú")], [[text, "x"] for text in texts])
    )

    rows = read_source(path).sheets[0].rows

    assert rows == (("Tên", "=Ghi chú"), *((text, "x") for text in texts))
