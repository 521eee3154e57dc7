"""The work of an import grows with the length of a cell, whatever stands in it, and no faster."""

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import thread_time

import pytest
from tests.support import forms

from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.workbook import SheetData, Source

_SHORT, _LONG = 4_000, 32_000
_FAIR_GROWTH = 24  # eight times the text: 8 when the cost is linear, 64 when it is quadratic
_HEADINGS = (
    "Họ và tên", "Email", "Số điện thoại", "Năm sinh", "Bạn muốn học hỏi điều gì?", "Bạn rảnh vào lúc nào?",
    "Cấp bậc", "Vai trò", "Bạn có thể nhận tối đa bao nhiêu mentee?", "Ghi chú", "Dấu thời gian", "Quản lý trực tiếp",
)  # fmt: skip
_UNITS = (
    "x", "x.", "a@", "1", "1 ", "- ", "(", "[", " [a]", "t2,", "6h - ", "đây là một câu văn. ", "word ", "a, b; ",
    "1/1/", "0912 ", "\n", "mentor ", "=", "ạ́", "\u0301",
)  # fmt: skip
_EVER_ANOTHER = count()  # what was read once is remembered


def _cost(unit: str, size: int) -> float:
    cell = unit * (size // len(unit)) + f" {next(_EVER_ANOTHER)}"
    rows: forms.Rows = [_HEADINGS, tuple(cell + heading for heading in _HEADINGS), (cell,) * len(_HEADINGS)]
    source = Source(Path("a.csv"), "csv", (SheetData("S", tuple(map(tuple, rows))),), unit + str(size))
    start = thread_time()
    answers(understand([source]), [source])
    return thread_time() - start + 5e-3


def _grows(cost: Callable[[int], float]) -> bool:
    short = long = float("inf")
    for _turn in range(4):
        short, long = min(short, cost(_SHORT)), min(long, cost(_LONG))
        if long <= short * _FAIR_GROWTH:
            return False
    return True


@pytest.mark.parametrize("unit", _UNITS)
def test_a_long_cell_costs_an_import_no_more_than_it_is_long(unit: str) -> None:
    assert not _grows(lambda size: _cost(unit, size))


def test_a_pattern_that_costs_more_would_be_found() -> None:
    def cost(size: int) -> float:
        start = thread_time()
        re.findall("[a-z]+@", "x" * (size // 4))
        return thread_time() - start

    assert _grows(cost)
