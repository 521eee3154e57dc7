"""The rows of a plan that need the coordinator, and those that are left out."""

from typing import Final

from nhipcau.exchange.mapping.answer_rows import RowProblem
from nhipcau.exchange.preview.import_plan import DecisionKind, PlanRow, PossiblePerson, State
from nhipcau.exchange.preview.person_directory import KnownPerson, Recognised
from nhipcau.exchange.preview.plan_findings import PlanFindings


def doubtful_row(making: PlanFindings, place: int, found: Recognised) -> PlanRow:
    """Return a row of which someone must say who it is."""
    row = making.basis.rows[place]
    names = ", ".join(known.name for known in found.candidates)
    first = found.candidates[0]
    values: dict[str, object] = {"name": first.name, "names": names, "value": row.person.get("email", "")}
    code = found.doubt
    if code.endswith(".maybe_same") and first.person_id is None:
        code = "exchange.problem.maybe_same_row"
        values["row"] = making.basis.rows[first.rows[0]].row_number
    return _plain(
        making,
        place,
        "needs_you",
        problems=(RowProblem(code, values=values, blocking=True), *row.problems),
        candidates=tuple(candidate_of(making, known) for known in found.candidates),
        choices=("same_as", "new_person", "leave_out"),
    )


def unread_row(making: PlanFindings, place: int, found: Recognised) -> PlanRow:
    """Return a row with something that must be mended, or overlooked on purpose, before it is taken in."""
    candidates = (found.known,) if found.known else found.candidates
    return _plain(
        making,
        place,
        "needs_you",
        problems=making.basis.rows[place].problems,
        candidates=tuple(candidate_of(making, known) for known in candidates),
        choices=("same_as", "new_person", "leave_out") if candidates else ("new_person", "leave_out"),
    )


def left_out_row(making: PlanFindings, place: int, found: Recognised | None) -> PlanRow:
    """Return a row that is left out: by her now, or, as `found`, because she said so of the same row before."""
    choices: tuple[DecisionKind, ...] = ("leave_out",)
    candidates: tuple[KnownPerson, ...] = ()
    if found is not None:
        candidates = (found.known,) if found.known else found.candidates
        choices = ("same_as", "new_person") if candidates else ("new_person",)
    row = _plain(
        making, place, "left_out", choices=choices, problems=making.basis.rows[place].problems,
        candidates=tuple(candidate_of(making, known) for known in candidates),
    )  # fmt: skip
    return row._replace(notes=(RowProblem(f"exchange.left_out.{'decided' if found is None else 'before'}"),))


def _plain(
    making: PlanFindings,
    place: int,
    state: State,
    *,
    problems: tuple[RowProblem, ...] = (),
    candidates: tuple[PossiblePerson, ...] = (),
    choices: tuple[DecisionKind, ...] = (),
) -> PlanRow:
    row = making.basis.rows[place]
    return PlanRow(
        id=place,
        state=state,
        name=str(row.person.get("full_name", "")),
        email=str(row.person.get("email", "")),
        role=row.role,
        file_name=row.file_name,
        sheet=row.sheet,
        row_numbers=(row.row_number,),
        problems=problems,
        candidates=candidates,
        choices=choices,
        decision=next(iter(reversed(making.basis.decisions.get(place, ()))), None),
    )


_TELLING_APART: Final = ("title", "department", "email", "phone", "birth_year")


def candidate_of(making: PlanFindings, known: KnownPerson) -> PossiblePerson:
    if known.person_id is not None:
        person = making.people[known.person_id].person
    else:
        person = making.basis.rows[known.rows[0]].person
    detail = " · ".join([str(value) for code in _TELLING_APART if (value := person.get(code))])
    row_id = None if known.person_id is not None else known.rows[0]
    return PossiblePerson(known.person_id, known.name, detail, row_id)
