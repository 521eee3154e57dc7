"""A data file with a little of everything, which of its rows lie on which page, and ways to damage it.

Where rows lie is read by a parser of its own, which knows nothing of the one under test and believes every byte.
"""

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from tests.support.database import new_database
from tests.support.pairing_people import pairing_programme
from tests.support.sessions import confirm_all, meet
from tests.support.surveys import ANSWERED, asked_people, asked_wave

from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.sample_organisation import build_sample
from nhipcau.participants.service import add_person, amend_person, amend_profile
from nhipcau.surveys.queries import questions, wave
from nhipcau.surveys.service import set_answers

PAGE: Final = 4096
Record = dict[str, object]
Rows = dict[str, dict[int, Record]]


@dataclass(frozen=True)
class Sound:
    """The file before the damage."""

    content: bytes
    rows: Rows
    leaf_of: Mapping[tuple[str, int], int]
    overflow_of: Mapping[tuple[str, int], tuple[int, ...]]
    deleted: frozenset[tuple[str, int]]
    trunks: frozenset[int]
    free: frozenset[int]
    kinds: Mapping[int, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return len(self.content) // PAGE

    def part(self, page: int) -> bytes:
        return self.content[(page - 1) * PAGE : page * PAGE]

    def with_page(self, page: int, data: bytes) -> bytes:
        assert len(data) == PAGE
        return self.content[: (page - 1) * PAGE] + data + self.content[page * PAGE :]


def stored_rows(source: Path | sqlite3.Connection) -> Rows:
    """Return every row of ours by table and id. Steps are closed once they were saved: that much is left out."""
    connection = sqlite3.connect(source) if isinstance(source, Path) else source
    found: Rows = {}
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).fetchall()
    for (name,) in names:
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        columns = [each[0] for each in cursor.description]
        found[name] = {row[columns.index("id")]: dict(zip(columns, row, strict=True)) for row in cursor}
    for row in found["journal_step"].values():
        row["state"] = "closed"
    for row in found["journal_row"].values():
        row |= {"old": None, "new": None}
    if isinstance(source, Path):
        connection.close()
    return found


@cache
def sound_file() -> Sound:
    """Build the file once in a run, through the services."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = new_database(Path(folder))
        _fill(database)
        database.close()
        path = Path(folder) / "organisation.nhipcau"
        deleted = _delete(path)
        return described(path, deleted)


def _fill(database: Database) -> None:
    programme_id = confirm_all(database, pairing_programme(database))
    meet(database, programme_id)
    wave_id = asked_wave(database, programme_id)
    with database.read() as db:
        found = wave(db, wave_id)
        assert found is not None
        asked = questions(db, found.survey.id)
    for response in asked_people(database, wave_id):
        with database.step("programmes.step.add") as db:
            mine = [each for each in asked if each.kind == "text" and each.asks(response.role)]
            set_answers(db, response.id, {each.id: "Rất bổ ích. " * 9 for each in mine}, ANSWERED)
    build_sample(database)
    with database.step("participants.step.add") as db:
        for place in range(1, 8):
            amend_person(db, place, {"note": f"Ghi chú dài số {place}. " * 140 * (place % 3 + 1)})
            amend_profile(db, place + 1, {"expectations": f"Mong muốn số {place}. " * 250})
        db.add(SentWorkbook(programme_id=programme_id, content={"people": ["ô " * 50 for _ in range(90)]}))
    with database.step("participants.step.add") as db:
        for place in range(36):
            add_person(db, {"full_name": f"Người Đã Xóa {place}", "note": "Không còn nữa. " * 45})


def _delete(path: Path) -> frozenset[tuple[str, int]]:
    """Delete rows as SQLite does on most computers: what stood on the pages stays there."""
    gone: set[tuple[str, int]] = set()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        for table, condition in (
            ("person", "full_name LIKE 'Người Đã Xóa%'"),
            ("journal_row", "table_name = 'person' AND new LIKE '%Không còn nữa%'"),
            ("journal_row", "id % 3 = 0 AND id < 200"),
            ("consent", "id % 4 = 0"),
        ):
            gone |= {
                (table, row) for (row,) in connection.execute(f"SELECT id FROM {table} WHERE {condition}")
            }
            connection.execute(f"DELETE FROM {table} WHERE {condition}")
        connection.commit()
    return frozenset(gone)


def described(path: Path, deleted: frozenset[tuple[str, int]] = frozenset()) -> Sound:
    """Read where everything lies in a closed, sound file."""
    content = path.read_bytes()
    leaf_of: dict[tuple[str, int], int] = {}
    overflow_of: dict[tuple[str, int], tuple[int, ...]] = {}
    kinds: dict[int, str] = {}
    with closing(sqlite3.connect(path)) as connection:
        for name, root in connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'"):
            for row_id, leaf, chain in _walk(content, root, kinds):
                leaf_of[name, row_id] = leaf
                overflow_of[name, row_id] = chain
                kinds |= dict.fromkeys(chain, "overflow")
        (free_count,) = connection.execute("PRAGMA freelist_count").fetchone()
    list(_walk(content, 1, kinds))
    rows = stored_rows(path)
    assert {(name, each) for name in rows for each in rows[name]} == {
        key for key in leaf_of if not key[0].startswith(("sqlite_", "alembic_"))
    }
    trunks, free = _free(content)
    assert len(free) == free_count
    return Sound(content, rows, leaf_of, overflow_of, deleted, trunks, free, kinds)


def _number(content: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(content[at : at + length], "big")


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        byte = content[at]
        value, at = (value << 7) + (byte & 127), at + 1
        if byte < 128:
            return value, at


def _walk(content: bytes, page: int, kinds: dict[int, str]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    base = (page - 1) * PAGE
    head = base + (100 if page == 1 else 0)
    count = _number(content, head + 3, 2)
    if content[head] == 5:
        kinds[page] = "interior"
        for place in range(count):
            cell = base + _number(content, head + 12 + 2 * place, 2)
            yield from _walk(content, _number(content, cell), kinds)
        yield from _walk(content, _number(content, head + 8), kinds)
        return
    assert content[head] == 13
    kinds[page] = "leaf"
    for place in range(count):
        length, at = _varint(content, base + _number(content, head + 8 + 2 * place, 2))
        row_id, at = _varint(content, at)
        chain: list[int] = []
        if length > PAGE - 35:
            least = (PAGE - 12) * 32 // 255 - 23
            local = least + (length - least) % (PAGE - 4)
            following = _number(content, at + (local if local <= PAGE - 35 else least))
            while following:
                chain.append(following)
                following = _number(content, (following - 1) * PAGE)
        yield row_id, page, tuple(chain)


def _free(content: bytes) -> tuple[frozenset[int], frozenset[int]]:
    trunks: set[int] = set()
    free: set[int] = set()
    at = _number(content, 32)
    while at:
        trunks.add(at)
        base = (at - 1) * PAGE
        free |= {_number(content, base + 8 + 4 * place) for place in range(_number(content, base + 4))}
        at = _number(content, base)
    return frozenset(trunks), frozenset(trunks | free)


# --- damage -------------------------------------------------------------------------------------------------------

Damage = Callable[[Sound, int, random.Random], bytes]


def zeros(_sound: Sound, _page: int, _chance: random.Random) -> bytes:
    return bytes(PAGE)


def noise(_sound: Sound, _page: int, chance: random.Random) -> bytes:
    return chance.randbytes(PAGE)


def flipped_header(sound: Sound, page: int, chance: random.Random) -> bytes:
    """Turn one bit among the first bytes: of the file on the first page, of the tree or the link on others.

    A bit of a text itself nobody can miss: the format keeps no check sums.
    """
    data = bytearray(sound.part(page))
    place = chance.randrange(
        100 if page == 1 and chance.random() < 0.5 else 4 if sound.kinds.get(page) == "overflow" else 8
    )
    data[place] ^= 1 << chance.randrange(8)
    return bytes(data)


DAMAGES: Final[Mapping[str, Damage]] = {"zeros": zeros, "noise": noise, "flipped header": flipped_header}
