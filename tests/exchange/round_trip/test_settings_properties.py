"""Settings of organisations that hypothesis makes up, changed in a workbook: what is shown is what is written."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.support.database import new_database
from tests.support.dump import dump
from tests.support.edited_workbook import held
from tests.support.organisations import Made, organisations, texts, write_organisation
from tests.support.whole_workbook import send
from tests.support.workbook_headings import heading_of

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.merge.three_way_merge import RowMerge
from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge, said
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in, tried

few = settings(
    max_examples=int(os.environ.get("NHIPCAU_EXAMPLES", "5")), deadline=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
_COLUMNS: Final = (
    ("criteria", "weight"), ("criteria", "comparison"), ("rules", "rule_value"), ("constraints", "pair_note"),
    ("constraints", "constraint"), ("shares", "percent"), ("shares", "bound"), ("levels", "rank"),
    ("skills", "hidden"), ("skills", "name_en"), ("wordings", "skill"), ("participants", "manager"),
    ("participants", "consent_on"), ("participants", "consent_source"),
)  # fmt: skip
edits = st.lists(
    st.tuples(st.sampled_from(_COLUMNS), st.integers(0, 30), st.integers(0, 30), texts),
    min_size=1,
    max_size=8,
)
Edit = tuple[tuple[str, str], int, int, str]


@contextmanager
def organisation(made: Made) -> Iterator[tuple[Database, int, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder))
        try:
            yield database, write_organisation(database, made), Path(folder)
        finally:
            database.close()


def edited(path: Path, made: Sequence[Edit], language: Language) -> Path:
    """Write into cells of the sheets of settings, whether or not the program can take it."""
    words, book = Words(language), openpyxl.load_workbook(path)
    for (kind, field), row, choice, text in made:
        sheet = book[words(f"homecoming.sheet.{kind}")]
        wanted = heading_of(field, words)
        column = next(cell.column for cell in sheet[1] if cell.value == wanted)
        last = max((n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value), default=1)
        if last > 1:
            sheet.cell(2 + row % (last - 1), column).value = _value(field, choice, text, words, sheet)
    book.save(path)
    return path


def _value(field: str, choice: int, text: str, words: Words, sheet: Any) -> Any:
    labels: dict[str, list[Any]] = {
        "weight": [words(f"pairs.weight.{one}") for one in ("must", "high", "medium", "low", "off")],
        "comparison": [words(f"pairs.compare.{one}") for one in ("alike", "different", "overlap")],
        "constraint": [words(f"homecoming.constraint.{one}") for one in ("locked", "forbidden")],
        "bound": [words(f"shares.bound.{one}") for one in ("least", "most")],
        "hidden": [words("common.yes"), words("common.no"), None],
        "rule_value": [words("common.yes"), words("common.no"), 0, 1, 2, 3, 99, None],
        "manager": [sheet.cell(2, 2).value, None],
        "consent_on": [date(2026, 3, 1), None],
        "skill": [words("homecoming.no_skill"), words("pairing.criterion.interests")],
        "percent": [0, 50, 100, 1.5, None],
        "rank": [1, 20, -3, None],
    }  # fmt: skip
    found = labels.get(field)
    return found[choice % len(found)] if found else "".join(sign for sign in text if sign.isprintable())


def expected(database: Database, programme_id: int, batch: Batch) -> dict[tuple[str, str], dict[str, str]]:
    """Return what the preview promises: what we have, with what it would take."""
    after = held(database, programme_id)
    refused = {(one.kind, one.key) for one in tried(database, batch).refused}
    for one in batch.plans[0].kinds:
        for row in one.merged.changed:
            if (one.kind.code, row.key) not in refused:
                cells = {cell.field: said(one.kind.field(cell.field), cell.result) for cell in row.cells}
                after[one.kind.code, row.key] |= cells
    return {key: {name: text for name, text in texts.items() if text} for key, texts in after.items()}


def changed(batch: Batch) -> list[tuple[KindMerge, RowMerge]]:
    return [(one, row) for plan in batch.plans for one in plan.kinds for row in one.merged.changed]


@pytest.mark.slow
@given(made=organisations(), changes=edits)
@few
def test_what_is_shown_of_settings_is_what_is_written_and_undone(made: Made, changes: Sequence[Edit]) -> None:
    with organisation(made) as (database, programme_id, folder):
        path = edited(send(database, programme_id, "x", folder / "a.xlsx", "vi"), changes, "vi")
        batch = open_batch(database, programme_id, [path])
        promised, before = expected(database, programme_id, batch), dump(database.path)
        foreseen = tried(database, batch)
        assert dump(database.path) == before, "a trial leaves no trace"
        assert take_in(database, batch, "-") == foreseen
        after = held(database, programme_id)
        for key, texts_shown in promised.items():
            if key[0] in ("criteria", "rules", "constraints", "levels", "wordings", "letters"):
                assert after[key] == texts_shown
        again = {(one.kind.code, row.key) for one, row in changed(open_batch(database, programme_id, [path]))}
        assert again == {(one.kind, one.key) for one in foreseen.refused}, (
            "the same file again is nothing new"
        )
        if dump(database.path) != before:
            database.undo()
        assert dump(database.path) == before


@pytest.mark.slow
@given(made=organisations(), language=st.sampled_from(LANGUAGES))
@few
def test_rows_of_settings_without_their_keys_are_known_again(made: Made, language: Language) -> None:
    with organisation(made) as (database, programme_id, folder):
        words, path = Words(language), send(database, programme_id, "x", folder / "a.xlsx", language)
        book = openpyxl.load_workbook(path)
        for kind in ("constraints", "rules", "wordings", "letters"):
            book[words(f"homecoming.sheet.{kind}")].delete_cols(1)
        book.save(path)
        batch = open_batch(database, programme_id, [path])
        states = [
            (one.kind.code, row.state)
            for one in batch.plans[0].kinds
            for row in one.merged.rows
            if row.changes
        ]
        assert states == []


@pytest.mark.slow
@given(made=organisations())
@few
def test_all_that_is_missing_can_be_let_go_and_brought_back(made: Made) -> None:
    """Every row of locks, shares and wordings is removed: they go when she says so, and undoing brings them back."""
    with organisation(made) as (database, programme_id, folder):
        path = send(database, programme_id, "x", folder / "a.xlsx", "vi")
        book, words = openpyxl.load_workbook(path), Words("vi")
        kinds = ("constraints", "shares", "wordings")
        for kind in kinds:
            sheet = book[words(f"homecoming.sheet.{kind}")]
            sheet.delete_rows(2, sheet.max_row)
        book.save(path)
        batch = open_batch(database, programme_id, [path])
        assert not batch.count, "nothing goes by itself"
        batch = batch.deciding(*(Decision(0, kind, "theirs", missing=True) for kind in kinds))
        before = dump(database.path)
        assert take_in(database, batch, "-").refused == ()
        assert not any(key[0] in kinds for key in held(database, programme_id))
        if dump(database.path) != before:
            database.undo()
        assert dump(database.path) == before
