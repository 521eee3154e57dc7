"""What is looked at all at once, or not looked at closely, comes out as if each row had been weighed by itself."""

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from tests.support.forms import source_of

from nhipcau.common.names.vietnamese import fold
from nhipcau.database import Database
from nhipcau.exchange.formats import sheet_table
from nhipcau.exchange.inbox.import_run import Inbox, inbox_of, take_in
from nhipcau.exchange.preview import import_plan_builder
from nhipcau.exchange.preview.person_directory import Directory
from nhipcau.exchange.shape import table_areas
from nhipcau.participants.matching.linkage import Linkage, Record, counted
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme
from nhipcau.workbook import Source

HEADINGS = (
    "Dấu thời gian", "Địa chỉ email", "Họ và tên", "Số điện thoại", "Mã nhân viên", "Phòng ban", "Cấp bậc",
    "Bạn muốn tham gia với vai trò nào?", "Bạn muốn học điều gì?", "Món ăn bạn thích nhất?",
    "Mong muốn được cặp với",
)  # fmt: skip
NAMES = ("Nguyễn Văn An", "Trần Thị Hoà", "Trần Thị Hòa", "Lê Hùng", "Lê Hưng", "Phạm Minh Anh", "John Smith")


def person(rng: Random, number: int) -> list[Any]:
    return [
        f"{number % 28 + 1:02}/03/2026 09:00:00",
        f"nguoi{number}@vidu.vn" if rng.random() < 0.9 else None,
        f"{rng.choice(NAMES)} {number}" if rng.random() < 0.5 else rng.choice(NAMES),
        f"09{number:08}" if rng.random() < 0.7 else None,
        f"NV{number:03}" if rng.random() < 0.4 else "",
        f"Phòng {number % 3}",
        rng.choice(("Nhân viên", "Trưởng nhóm")),
        rng.choice(("Người cố vấn", "Người được cố vấn")),
        rng.choice(("Thuyết trình", "Thuyết trình, Lãnh đạo", None)),
        rng.choice(("Phở", "phở", "Bún chả", "không", None)),
        rng.choice((*NAMES, None, None, None, None, None)),
    ]


def said_again(rng: Random, row: Sequence[Any], others: Sequence[Sequence[Any]]) -> list[Any]:
    """Return what the same person says another time: mostly the same."""
    row = list(row)
    for place in range(len(row)):
        if rng.random() < 0.04:
            row[place] = rng.choice(others)[place]
    if rng.random() < 0.15:
        name = row[2]
        row[2] = rng.choice(
            (fold(name), name.upper(), f"Mr. {name}", f" {name}  ", f"{name} (Phòng 2)", "test")
        )
    return row


def files(seed: int) -> tuple[Source, Source]:
    rng = Random(seed)
    first = [person(rng, number) for number in range(70)]
    second = [said_again(rng, row, first) for row in first if rng.random() < 0.9]
    second += [person(rng, number) for number in range(70, 85)]
    second += [said_again(rng, rng.choice(second), first) for _ in range(4)]
    second.insert(rng.randrange(len(second)), ["Khối văn phòng", *[None] * (len(HEADINGS) - 1)])
    one, other = ({"Trả lời": [HEADINGS, *rows]} for rows in (first, second))
    return source_of("một.xlsx", one), source_of("hai.xlsx", other)


def previews(database: Database, programme_id: int, seed: int, *, takes_in: bool) -> list[Inbox]:
    first, second = files(seed)
    before = inbox_of(database, programme_id, (first,))
    if takes_in:
        take_in(database, programme_id, before)
    return [before, *(inbox_of(database, programme_id, sources) for sources in ((first,), (second,)))]


@pytest.mark.parametrize("seed", range(4))
def test_a_file_that_comes_again_is_read_as_if_every_row_were_weighed(
    database: Database, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with database.step("programmes.step.add", name="2026") as db:
        programme_id = add_programme(db, ProgrammeDraft(name="2026"))
    previews(database, programme_id, seed, takes_in=True)
    quick = previews(database, programme_id, seed, takes_in=False)
    assert quick[0].plan.count("same") > 20
    assert quick[2].plan.count("changed") > 0
    for owner, name, answer in (
        (import_plan_builder, "unchanged_row", None),
        (import_plan_builder, "says_nothing_new", False),
        (Directory, "plainly", None),
        (Linkage, "surely_same", False),
        (sheet_table, "are_clean", False),
        (table_areas, "_stands_beside", False),
    ):
        monkeypatch.setattr(owner, name, lambda *_, answer=answer: answer)
    weighed = previews(database, programme_id, seed, takes_in=False)
    for one, other in zip(quick, weighed, strict=True):
        assert repr(one.plan.rows) == repr(other.plan.rows)
        assert one.plan == other.plan
        assert one.understanding == other.understanding


def test_who_is_surely_the_same_is_judged_the_same() -> None:
    rng = Random(13)
    records = [
        Record(
            rng.choice((*NAMES, "", "…")),
            {kind: f"{kind}{rng.randrange(3)}" for kind in ("email", "phone", "code") if rng.random() < 0.6},
            {
                fact: f"{fact}{rng.randrange(2)}"
                for fact in ("birth_year", "department", "title")
                if rng.random() < 0.5
            },
        )
        for _ in range(120)
    ]
    sure = 0
    for size in (1, 120, 50_000):
        linkage = Linkage.of(counted(records[:size]), counted([Record("Nguyễn Văn An")] * size))
        for one in records:
            for other in records:
                if linkage.surely_same(one, other):
                    sure += 1
                    assert linkage.judge(one, other).outcome == "same"
    assert sure > 100
