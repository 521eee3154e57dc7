"""Fields that cannot hold a secret of their own, and why."""

from collections.abc import Mapping
from typing import Final

from tests.support.audiences import AUDIENCE_OF

from nhipcau.database.column_declarations import declared_tables

ONE_OF_FEW: Final = "one of a few codes or numbers: changed by another test, which looks whether it shows"
WITHOUT: Final[Mapping[str, str]] = {
    "uid pulse_uid": "a random word that says nothing, made to travel in workbooks",
    "organisation.created_at person.created_at programme.created_at": "when a row was made, by the clock",
    "person.folded person.sort_name person.family_name person.middle_name person.given_name":
        "made from the fields beside it, with their secrets in it",
    "skill_wording.skill_code survey_response.pulse_uid": "a key that must lead somewhere",
    "level.rank question.position criterion.position quota.position survey_question.position pair_goal.position":
        "an order",
    "person.meeting_ways participant.is_mentor participant.is_mentee participant.status participant.capacity"
    " participant.least participant.mentors_wanted question.kind question.quotable quota.kind quota.attribute"
    " quota.bound quota.percent programme.kind skill.hidden criterion.code criterion.comparison criterion.weight"
    " pair.state pair.fit_answer pair_constraint.kind scenario_pair.fit scenario_pair.locked"
    " scenario_pair.confirmed survey.kind survey_question.kind survey_question.audience survey_question.means"
    " survey_question.required survey_wave.anonymous mentoring_session.way mentoring_session.rating"
    " pair_event.state pair_goal.progress pulse_answer.role pulse_answer.feeling survey_response.role"
    " letter_text.kind letter_text.language letter_text.voice"
    " sent_workbook.language waiting_row.hidden waiting_row.row_number": ONE_OF_FEW,
    "pairing_rules": "what the plan must keep to; nothing of a person",
    "journal_step.label journal_step.state journal_row.table_name journal_row.row_id journal_row.change"
    " journal_row.step_id": "the program's own codes",
    "journal_row.old journal_row.new": "images of the rows, with their secrets in them",
    "journal_step.made_at journal_step.made_by": "when, and the name of this computer's user",
}  # fmt: skip
"""Fields that cannot hold a secret of their own, and why. Keys into other tables never can."""


_TABLES: Final = {table.name: table for table in declared_tables()}


def fields_without() -> set[str]:
    """Return the fields that `WITHOUT` names, and all keys into other tables."""
    named = {name for names in WITHOUT for name in names.split()}
    return {one for one in AUDIENCE_OF if _is_named(one, named) or _refers(one)}


def _is_named(one: str, named: set[str]) -> bool:
    table, _, column = one.partition(".")
    return one in named or table in named or (column in named and "." not in column)


def _refers(one: str) -> bool:
    table, _, name = one.partition(".")
    column = _TABLES[table].column(name) if table in _TABLES else None
    return column is not None and bool(column.refers)
