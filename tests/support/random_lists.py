"""Random lists of people with everything that makes a coordinator hesitate, and how many rows there are in them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from nhipcau.workbook import SheetData, Source

_HEADINGS: Final = (
    ("Họ và tên", "Email", "Số điện thoại", "Vai trò", "Trạng thái"),
    ("Full name", "E-mail address", "Phone", "Role", "Status"),
)
_NAMES: Final = (
    "Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Nguyen Van Hung", "Trần Thị Lan", "Trần Thị Lan Anh", "Lê Minh",
    "José García", "", "H'Hen Niê",
)  # fmt: skip
_EMAILS: Final = ("", "hung@x.vn", "vanphong@x.vn", "lan@x.vn", "sai@@x", "minh@x.vn", "vanphong@x.vn")
_PHONES: Final = ("", "0912345678", "0912 345 678", "12")
_ROLES: Final = ("Mentor", "Mentee", "Người cố vấn", "", "Cả hai", "chưa biết")
_STATES: Final = ("", "", "Đã rút", "Approved")


@dataclass(frozen=True, slots=True)
class RandomList:
    """A file, and by sheet and number every row in it that holds something, headings and what is above them aside."""

    source: Source
    rows: frozenset[tuple[str, int]]


@st.composite
def random_lists(draw: st.DrawFn, name: str = "danh sách.xlsx") -> RandomList:
    """Draw a workbook of one list of people or two, and perhaps a sheet of something else."""
    sheets: list[SheetData] = []
    counted: set[tuple[str, int]] = set()
    for number in range(draw(st.integers(1, 2))):
        sheet, rows = draw(_lists(f"Danh sách {number + 1}"))
        sheets.append(sheet)
        counted |= rows
    if draw(st.booleans()):
        sheets.append(SheetData("Hướng dẫn", (("Cách điền",), ("Mỗi người một dòng",), (None,), (2,))))
        counted |= {("Hướng dẫn", 1), ("Hướng dẫn", 2), ("Hướng dẫn", 4)}
    return RandomList(Source(Path(name), "xlsx", tuple(sheets), "digest"), frozenset(counted))


@st.composite
def _lists(draw: st.DrawFn, name: str) -> tuple[SheetData, set[tuple[str, int]]]:
    headings = draw(st.sampled_from(_HEADINGS))
    above: list[tuple[Any, ...]] = draw(st.sampled_from([[], [("DANH SÁCH ĐĂNG KÝ 2026",)]]))
    rows: list[tuple[Any, ...]] = [*above, headings, *draw(st.lists(_rows(headings), min_size=3, max_size=9))]
    if draw(st.booleans()):
        rows.append(("Tổng cộng", str(len(rows)), None, None, None))
    first = len(above) + 1
    filled = {number for number, row in enumerate(rows, 1) if number > first and any(row)}
    hidden = frozenset(draw(st.sets(st.sampled_from(sorted(filled)), max_size=2)) if filled else ())
    return SheetData(name, tuple(rows), hidden_rows=hidden), {(name, number) for number in filled}


@st.composite
def _rows(draw: st.DrawFn, headings: tuple[str, ...]) -> tuple[Any, ...]:
    kind = draw(st.sampled_from(["person"] * 8 + ["blank", "headings"]))
    if kind == "blank":
        return (None,) * len(headings)
    if kind == "headings":
        return headings
    picked = [draw(st.sampled_from(pool)) for pool in (_NAMES, _EMAILS, _PHONES, _ROLES, _STATES)]
    return tuple(one or None for one in picked)
