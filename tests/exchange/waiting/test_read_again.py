"""Whatever shape a sheet has, a row that waits says later what it said when its file was read."""

import json
from datetime import UTC, datetime

import pytest
from tests.support.sheet_shapes import SHAPES, shaped

from nhipcau.exchange.mapping.answer_rows import AnswerRow, answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.row_accounting import left_rows, row_sum
from nhipcau.exchange.waiting.second_reading import rows_again
from nhipcau.exchange.waiting.stored_form import StoredForm, StoredRow, cells_at, headings_of, understood


def told(row: AnswerRow) -> object:
    return row._replace(source=0)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_that_waits_says_what_it_said_in_its_file(shape: str, language: str) -> None:
    for seed in range(4):
        source = shaped(shape, language, seed).source
        understanding = understand([source])
        rows = answers(understanding, [source])
        forms = []
        for number, sheet in enumerate(understanding.sheets):
            table = understanding.table_of(sheet)
            if not sheet.used or table is None:
                continue
            stored = tuple(
                StoredRow(place, row, row in table.hidden, "", json.loads(json.dumps(cells_at(table, place))))
                for place, row in enumerate(table.numbers)
            )
            reading = json.loads(json.dumps(understood(sheet, table)))
            now = datetime(2026, 1, 2, tzinfo=UTC)
            forms.append(
                StoredForm(
                    number, sheet.file_name, "", sheet.sheet, sheet.fingerprint, now, headings_of(table),
                    reading, stored,
                )
            )  # fmt: skip
        assert [told(row) for _, _, row in rows_again(forms)] == [told(row) for row in rows]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_sum_of_a_sheet_of_any_shape_is_its_rows(shape: str) -> None:
    for seed in range(4):
        source = shaped(shape, "vi", seed).source
        understanding = understand([source])
        rows = answers(understanding, [source])
        plan, left = make_plan(rows, Existing(), understanding), left_rows(understanding, [source])
        read = sum(sheet.row_count + len(sheet.left_out) for sheet in understanding.sheets if sheet.used)
        unused = sum(len(row.row_numbers) for row in left if "sheet" in row.notes[0].code)
        assert row_sum(plan, left).rows == read + unused
