"""The sheet of what pairs set out to do."""

from collections.abc import Iterator
from typing import Final

from nhipcau.journey.models import GOAL, PairGoal
from nhipcau.journey.service import add_goal, amend_goal, move_goal, remove_goal
from nhipcau.pairing.sheets.pair_records import IN_WORKBOOKS_OF_PAIRS, records_sheet, records_writer
from nhipcau.sheets.columns import bounds_of, field_column
from nhipcau.sheets.declaration import SheetDeclaration, SheetKind, SheetRequest


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    fields = (field_column(asked.words, one, within=bounds_of(one)) for one in GOAL.values())
    yield records_sheet(GOALS, asked, PairGoal, fields)


GOALS: Final = SheetDeclaration(
    "goals",
    _sheets,
    records_writer(PairGoal, add_goal, amend_goal, remove_goal, move_goal),
    workbooks=IN_WORKBOOKS_OF_PAIRS,
    told_by=(("pair", "wording"),),
    one_thing=("pair", "wording"),
    needs=frozenset({"wording"}),
    grows=True,
    rows_to_fill=8,
)
