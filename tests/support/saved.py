"""What a salvage must have kept of a damaged file, by what lies on which page of the sound one."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Final

from tests.support.damaged import Record, Rows, Sound

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue import SalvageReport
from nhipcau.database.rescue.known_tables import Tables, tables_of

_OF_OURS: Final = ("rescue.loss.row", "rescue.loss.twin")


@cache
def _tables() -> Tables:
    return tables_of(SCHEMA)


def untouched(sound: Sound, pages: Collection[int]) -> set[tuple[str, int]]:
    """Return the rows of which no byte lies on these pages."""
    return {
        (name, row_id)
        for name, rows in sound.rows.items()
        for row_id in rows
        if sound.leaf_of[name, row_id] not in pages and not set(sound.overflow_of[name, row_id]) & set(pages)
    }


def wrong(sound: Sound, pages: Collection[int], saved: Rows, report: SalvageReport) -> list[str]:
    """Return what is missing, changed without a word or there again although it was deleted."""
    told = {(loss.table, loss.row, loss.column): loss.code for loss in report.losses}
    doubtful = {(table, row) for (table, row, _), code in told.items() if code == "rescue.loss.doubtful"}
    made = {(each.table, each.row) for each in report.placeholders}
    whole = untouched(sound, pages)
    found: list[str] = []
    for name, rows in sound.rows.items():
        for row_id, before in rows.items():
            key = (name, row_id)
            after = saved[name].get(row_id)
            if after is None or key in made:
                if key in whole:
                    found.append(f"lost {key}")
                elif sound.leaf_of[key] not in pages and (*key, "") not in told:
                    found.append(f"lost without a word {key}")
            else:
                found += _changed(key, before, after, told, saved, made, key in whole)
    found += _unasked(sound, saved, made, doubtful)
    return found


def _changed(
    key: tuple[str, int],
    before: Record,
    after: Record,
    told: Mapping[tuple[str, int, str], str],
    saved: Rows,
    made: set[tuple[str, int]],
    whole: bool,
) -> list[str]:
    found: list[str] = []
    for column in _tables()[key[0]].columns:
        old, new = before[column.name], after[column.name]
        if old == new:
            continue
        code = told.get((*key, column.name))
        let_go = column.parent and new is None and code == "rescue.loss.reference"
        gone = (
            not isinstance(old, int)
            or old not in saved.get(column.parent, {})
            or (column.parent, old) in made
        )
        if let_go and gone:
            continue
        if whole or (code is None and (*key, "") not in told and column.name not in ("folded", "sort_name")):
            found.append(
                f"{'changed' if whole else 'unsaid'} {key} {column.name}: {str(old)[:40]!r} → {str(new)[:40]!r}"
            )
    return found


def _unasked(
    sound: Sound, saved: Rows, made: set[tuple[str, int]], doubtful: set[tuple[str, int]]
) -> list[str]:
    """Return rows that were not in the file before the damage."""
    return [
        f"{'deleted' if (name, row_id) in sound.deleted else 'invented'} {(name, row_id)}"
        f"{' told as doubtful' if (name, row_id) in doubtful else ''}"
        for name, rows in saved.items()
        for row_id in rows
        if row_id not in sound.rows[name] and (name, row_id) not in made
    ]
