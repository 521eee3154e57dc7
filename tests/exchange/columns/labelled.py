"""Headings with answers, and what a careful person takes them for."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.support.forms import source_of

from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.mapping.file_proposal import understand

SETS: Final = ("built_with", "written_after", "of_kinds", "kept_back")
"""For building on: `built_with`, `written_after`, `of_kinds`.

`kept_back` was written before the recogniser, to measure it."""
_NAMES: Final = frozenset({"full_name", "first_name", "last_name", "middle_name"})
_PEOPLE: Final = (
    "Trần Thị Quyên",
    "Lê Minh Sơn",
    "Phạm Quốc Thảo",
    "Hoàng Thu Uyên",
    "Vũ Đức Vinh",
    "Đặng Kim Yến",
)
_FILES: Final[Mapping[str, str]] = {"mentor": "mentors.csv", "mentee": "mentees.csv"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A heading, how it was read, and what is right."""

    heading: str
    column: ColumnReading
    right: tuple[str, ...]
    may_ask: bool

    @property
    def is_right(self) -> bool:
        return self.column.meaning in self.right


def labelled(name: str) -> Iterator[Labelled]:
    """Read every heading of a set in a small form of its own."""
    path = Path(__file__).with_name(f"headings_{name}.json")
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for entry in entries:
        right = (entry["expect"],) if isinstance(entry["expect"], str) else tuple(entry["expect"])
        yield Labelled(entry["heading"], _read(entry, right), right, bool(entry.get("ask_ok")))


def _read(entry: Mapping[str, Any], right: tuple[str, ...]) -> ColumnReading:
    columns: list[tuple[str, list[str]]] = []
    if not _NAMES.intersection(right):
        columns.append(("Họ và tên", list(_PEOPLE)))
    if "email" not in right:
        columns.append(("Email", [f"p{number}@example.org" for number in range(len(_PEOPLE))]))
    columns += [(beside["heading"], beside["values"]) for beside in entry.get("beside", ())]
    columns.append((entry["heading"], entry["values"]))
    rows = [tuple(heading for heading, _ in columns), *zip(*(values for _, values in columns), strict=True)]
    name = _FILES.get(entry["role_of_file"], "answers.csv")
    cells = [tuple(cell or None for cell in row) for row in rows]
    return understand([source_of(name, {Path(name).stem: cells})]).sheets[0].columns[-1]
