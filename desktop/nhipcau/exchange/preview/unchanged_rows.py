"""The rows of a plan that say again what is known: nearly all of a file that is read once more."""

from collections.abc import Mapping
from typing import Any

from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.preview.asked_rows import candidate_of
from nhipcau.exchange.preview.import_plan import ExistingPerson, PlanRow
from nhipcau.exchange.preview.person_changes import adapted
from nhipcau.exchange.preview.person_directory import KnownPerson
from nhipcau.exchange.preview.plan_findings import PlanFindings


def unchanged_row(making: PlanFindings, known: KnownPerson) -> PlanRow | None:
    """Return the row of somebody of whom one row says nothing new; None where more must be looked at.

    It is the row that comes of looking at everything, at a small part of the cost.
    """
    if known.person_id is None or len(known.rows) != 1 or making.basis.decisions:
        return None
    place = known.rows[0]
    row, before = making.basis.rows[place], making.people[known.person_id]
    name = before.person.get("full_name")
    if not name or before.withdrawn or place in making.shared_emails or not _is_plain(row, before):
        return None
    if not (
        says_nothing_new(making, before.person, row.person)
        and says_nothing_new(making, before.profile, row.profile)
        and _answers_alike(making, row, before)
    ):
        return None
    return PlanRow(
        place,
        "same",
        name,
        row.person.get("email") or before.person.get("email", ""),
        before.role,
        row.file_name,
        row.sheet,
        (row.row_number,),
        candidates=(candidate_of(making, known),),
        person_id=known.person_id,
        submitted=row.submitted,
        places=(place,),
    )


def _is_plain(row: AnswerRow, before: ExistingPerson) -> bool:
    """Say whether a row has nothing that is asked or worked out, and no other role or consent."""
    return (
        not row.problems
        and row.written_name == row.person.get("full_name", "")
        and bool(before.role)
        and (row.role in ("", before.role) or before.role == "both")
        and row.consent in (None, before.consent)
        and "wishes" not in row.profile
        and "refusals" not in row.profile
    )


def says_nothing_new(making: PlanFindings, known: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Say whether all that is said is known, to the letter."""
    if not said.items() <= known.items():
        return False
    return "level" not in said or making.level(said["level"]) == said["level"]


def _answers_alike(making: PlanFindings, row: AnswerRow, before: ExistingPerson) -> bool:
    for asked, answer in row.answers.items():
        question = making.questions[asked][1]
        if question is None:
            return False
        if adapted(answer, question.kind, making.offered(question)) != before.answers.get(question.id):
            return False
    return True
