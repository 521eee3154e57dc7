"""The sheets of what pairs set out to do, and of the milestones of their journeys."""

from collections.abc import Iterator
from typing import Final

from nhipcau.journey.models import GOAL, MILESTONE, Milestone, PairGoal
from nhipcau.journey.service import (
    add_goal,
    add_milestone,
    amend_goal,
    amend_milestone,
    move_goal,
    move_milestone,
    remove_goal,
    remove_milestone,
)
from nhipcau.pairing.sheets.pair_records import IN_WORKBOOKS_OF_PAIRS, records_sheet, records_writer
from nhipcau.sheets.columns import bounds_of, field_column
from nhipcau.sheets.declaration import SheetDeclaration, SheetKind, SheetRequest


def _goals(asked: SheetRequest) -> Iterator[SheetKind]:
    fields = (field_column(asked.words, one, within=bounds_of(one)) for one in GOAL.values())
    yield records_sheet(GOALS, asked, PairGoal, fields)


def _milestones(asked: SheetRequest) -> Iterator[SheetKind]:
    fields = (field_column(asked.words, one, within=bounds_of(one)) for one in MILESTONE.values())
    yield records_sheet(MILESTONES, asked, Milestone, fields)


GOALS: Final = SheetDeclaration(
    "goals",
    _goals,
    records_writer(PairGoal, add_goal, amend_goal, remove_goal, move_goal),
    workbooks=IN_WORKBOOKS_OF_PAIRS,
    told_by=(("pair", "wording"),),
    one_thing=("pair", "wording"),
    needs=frozenset({"wording"}),
    grows=True,
    rows_to_fill=8,
)
MILESTONES: Final = SheetDeclaration(
    "milestones",
    _milestones,
    records_writer(Milestone, add_milestone, amend_milestone, remove_milestone, move_milestone),
    workbooks=IN_WORKBOOKS_OF_PAIRS,
    told_by=(("pair", "title"),),
    one_thing=("pair", "title"),
    needs=frozenset({"title"}),
    grows=True,
    rows_to_fill=8,
    name="journey.milestones.title",
)
SHEETS: Final = (GOALS, MILESTONES)
