"""Rows that wait, read once more through the same reading, against what the programme holds now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.mapping.answer_rows import AnswerRow, answers
from nhipcau.exchange.waiting.stored_form import StoredForm, sheet_again


@dataclass(frozen=True, slots=True)
class Waiting:
    """Which rows of an import wait in the data file: none of a file that is only now read."""

    forms: tuple[StoredForm, ...] = ()
    """By the place of the source that its rows make."""
    _ids: Mapping[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def row_ids(self, rows: Sequence[AnswerRow]) -> list[int]:
        """Return by place which row that waits an answer row is."""
        left = {key: list(ids) for key, ids in self._ids.items()}
        return [left[row.source, row.row_number].pop(0) for row in rows]


def waiting_of(forms: Sequence[StoredForm]) -> Waiting:
    ids: dict[tuple[int, int], tuple[int, ...]] = {}
    for source, form in enumerate(forms):
        for row in form.rows:
            key = source, row.row_number
            ids[key] = (*ids.get(key, ()), row.id)
    return Waiting(tuple(forms), ids)


def understanding_of(forms: Sequence[StoredForm]) -> Understanding:
    """Return the sheets that the rows of these forms make, a source each."""
    found = [sheet_again(form, source) for source, form in enumerate(forms)]
    tables = {reading.place: table for reading, table in found}
    return Understanding(tuple(reading for reading, _ in found), tables)


def rows_again(forms: Sequence[StoredForm]) -> list[tuple[StoredForm, int, AnswerRow]]:
    """Return every row that waits as it reads now, with its form and its id."""
    understanding = understanding_of(forms)
    rows = answers(understanding, [form.source for form in forms])
    ids = waiting_of(forms).row_ids(rows)
    return [(forms[row.source], id_, row) for id_, row in zip(ids, rows, strict=True)]
