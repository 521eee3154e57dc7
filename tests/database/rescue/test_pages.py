"""Each page of a file is damaged in turn: every row that does not lie on it is saved."""

import random
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.damaged import DAMAGES, PAGE, Sound, stored_rows
from tests.support.saved import wrong

from nhipcau.common.progress import Progress
from nhipcau.database.rescue import salvage

_TOLD = "told as doubtful"
_EVERY = pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.nightly)])
"""One page in so many is damaged; at night, each."""


def test_the_file_holds_what_the_damage_is_to_be_tried_on(sound: Sound) -> None:
    assert sound.pages >= 100
    assert len(sound.free) > 10
    assert {"leaf", "interior", "overflow"} <= set(sound.kinds.values())
    for name in ("person", "pair", "programme", "mentoring_session", "journal_row", "survey_answer"):
        assert sound.rows[name], name


def test_the_tests_know_the_pages_as_the_engine_does(tmp_path: Path, sound: Sound) -> None:
    (tmp_path / "file").write_bytes(sound.content)
    with closing(sqlite3.connect(tmp_path / "file")) as connection:
        try:
            told = connection.execute("SELECT pageno, pagetype FROM dbstat WHERE name <> 'none'").fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this engine keeps no statistics")
        tables = connection.execute(
            "SELECT pageno, pagetype FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema WHERE type = 'table') "
            "OR name = 'sqlite_schema'"
        )
        by_engine = {page: kind.replace("internal", "interior") for page, kind in tables}
    assert sound.kinds == by_engine
    assert len(told) + len(sound.free) == sound.pages


def one_of_each(sound: Sound) -> list[int]:
    """Return the first and the last page of every kind: of tables, of look-up tables, given up, and the header's."""
    by_kind: dict[str, list[int]] = {}
    for page in range(2, sound.pages + 1):
        kind = (
            "trunk"
            if page in sound.trunks
            else "free"
            if page in sound.free
            else sound.kinds.get(page, "index")
        )
        by_kind.setdefault(kind, []).append(page)
    return sorted({1, *(pages[at] for pages in by_kind.values() for at in (0, -1))})


def test_every_row_of_the_other_pages_is_saved_whichever_kind_of_page_is_damaged(
    tmp_path: Path, sound: Sound
) -> None:
    for page in one_of_each(sound):
        for kind, damage in DAMAGES.items():
            content = sound.with_page(page, damage(sound, page, random.Random(page)))
            (tmp_path / "damaged").write_bytes(content)
            target = tmp_path / f"saved {page} {kind}"
            report = salvage(tmp_path / "damaged", target, Progress(), unknown="?")
            assert wrong(sound, {page}, stored_rows(target), report) == [], (
                page,
                kind,
                sound.kinds.get(page),
            )


@pytest.mark.usefixtures("shared_work")
@pytest.mark.parametrize("kind", DAMAGES)
@_EVERY
def test_every_row_of_the_other_pages_is_saved(tmp_path: Path, sound: Sound, kind: str, every: int) -> None:
    found = {}
    damaged, target = tmp_path / "damaged", tmp_path / "saved"
    for page in range(1 + [*DAMAGES].index(kind) % every, sound.pages + 1, every):
        chance = random.Random(zlib.crc32(f"{kind} {page}".encode()))
        content = sound.with_page(page, DAMAGES[kind](sound, page, chance))
        damaged.write_bytes(content)
        report = salvage(damaged, target, Progress(), unknown="?")
        bad = wrong(sound, {page}, stored_rows(target), report)
        if bad:
            found[page, sound.kinds.get(page)] = bad[:4]
        if page in sound.kinds and content != sound.content and kind != "flipped header":
            assert report.damaged_pages, page
        assert damaged.read_bytes() == content
        target.unlink()
    assert found == {}


@pytest.mark.usefixtures("shared_work")
def test_every_row_of_the_other_pages_is_saved_when_two_are_damaged(tmp_path: Path, sound: Sound) -> None:
    found = {}
    damaged, target = tmp_path / "damaged", tmp_path / "saved"
    upper = [page for page, kind in sound.kinds.items() if kind == "interior"]
    chance = random.Random(1)
    for turn, page in enumerate([*upper, *sound.trunks, *range(2, sound.pages, 9)]):
        other = upper[turn % len(upper)]
        hurt = {page, other}
        content = bytearray(sound.content)
        for each in hurt:
            content[(each - 1) * PAGE : each * PAGE] = chance.choice([bytes(PAGE), chance.randbytes(PAGE)])
        damaged.write_bytes(content)
        report = salvage(damaged, target, Progress(), unknown="?")
        bad = [each for each in wrong(sound, hurt, stored_rows(target), report) if not each.endswith(_TOLD)]
        if bad:
            found[page, other] = bad[:4]
        target.unlink()
    assert found == {}


@pytest.mark.usefixtures("shared_work")
@_EVERY
def test_a_page_that_took_the_place_of_another_brings_nothing_back(
    tmp_path: Path, sound: Sound, every: int
) -> None:
    """Of the file itself, of one that was given up, or of another file: an older program's."""
    found = {}
    older = (Path(__file__).parents[2] / "migrations" / "files" / "schema_0002.nhipcau").read_bytes()
    damaged, target = tmp_path / "damaged", tmp_path / "saved"
    chance = random.Random(3)
    for page in range(1, sound.pages + 1, every):
        if sound.kinds.get(page) == "leaf":
            continue  # where the numbers agree nothing tells the one leaf from the other
        place = chance.randrange(len(older) // PAGE) * PAGE
        for data in (
            sound.part(chance.randrange(1, sound.pages + 1)),
            sound.part(chance.choice(sorted(sound.free))),
            older[place : place + PAGE],
        ):
            damaged.write_bytes(sound.with_page(page, data))
            report = salvage(damaged, target, Progress(), unknown="?")
            bad = [
                each
                for each in wrong(sound, {page}, stored_rows(target), report)
                if not each.endswith(_TOLD) and not each.startswith("unsaid")  # text for text: no check sums
            ]
            if bad:
                found[page, sound.kinds.get(page)] = bad[:4]
            target.unlink()
    assert found == {}
