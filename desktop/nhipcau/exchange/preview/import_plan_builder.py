"""Making the plan: everyone recognised, everything compared, nothing written."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.exchange.formats.column_mapping import ColumnReading, SheetReading, Understanding
from nhipcau.exchange.formats.reading_terms import QUESTION, Role
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.mapping.answer_rows import AnswerRow, QuestionKey, RowProblem
from nhipcau.exchange.mapping.level_guess import guessed_rank
from nhipcau.exchange.preview.asked_rows import candidate_of, doubtful_row, left_out_row, unread_row
from nhipcau.exchange.preview.import_plan import (
    Basis,
    DecisionKind,
    Existing,
    ExistingPerson,
    ExistingQuestion,
    FieldChange,
    ImportPlan,
    NewLevel,
    NewQuestion,
    Outcome,
    PlanRow,
    RowDecision,
    State,
)
from nhipcau.exchange.preview.managers import MANAGER, with_managers
from nhipcau.exchange.preview.person_changes import (
    adapted,
    in_order,
    joined_role,
    merged,
    says_the_same,
    with_known_grades,
)
from nhipcau.exchange.preview.person_directory import (
    Directory,
    KnownPerson,
    Recognised,
    kept_people,
    known_from,
    record_of,
    signature,
)
from nhipcau.exchange.preview.plan_findings import ROLE_CHOICES, PlanFindings
from nhipcau.exchange.preview.row_notes import about_places, asking_places, replaced_email
from nhipcau.exchange.preview.settled_rows import outcome_of
from nhipcau.exchange.preview.unchanged_rows import says_nothing_new, unchanged_row
from nhipcau.exchange.preview.wish_targets import WishesMeant
from nhipcau.exchange.preview.written_names import with_what_stood_around
from nhipcau.participants.matching.linkage import Record

_ROLE_OF: Final[Mapping[str, Role]] = {"mentor": "mentor", "mentee": "mentee", "both": "both"}
_NOBODY: Final = ExistingPerson(0, {})


_APART: Final = frozenset({"manager", "level"})
_change = partial(tuple.__new__, FieldChange)  # a fifth of a large import went into calling the class


def make_plan(rows: Sequence[AnswerRow], existing: Existing, understanding: Understanding) -> ImportPlan:
    """Compare what a file says with what the programme holds."""
    with collector_at_rest():
        return planned(Basis(tuple(rows), existing, understanding))


def planned(basis: Basis) -> ImportPlan:
    """Return the plan for what a file says, with the coordinator's decisions so far."""
    existing = basis.existing
    records = [record_of(row.person, is_kept=False) for row in basis.rows]
    kept = existing.kept or kept_people(person.person for person in existing.people)
    people = zip(existing.people, kept.records, strict=True)
    making = PlanFindings(
        basis,
        Directory(
            (known_from(record, person_id=person.id) for person, record in people), kept.counts, records
        ),
        {person.id: person for person in existing.people},
        _questions(basis),
        {key_of(name): name for name in existing.levels},
        asks_places=asking_places(basis.understanding),
    )
    groups = _recognise(making, records)
    undecided = (*making.doubts, *making.unread)
    making.wishes = WishesMeant(
        basis, groups, (known_from(records[place], row_id=place) for place in undecided)
    )
    rows = [unchanged_row(making, known) or _row_of(making, known) for known in groups]
    rows += [doubtful_row(making, place, found) for place, found in making.doubts.items()]
    rows += [unread_row(making, place, found) for place, found in making.unread.items()]
    rows += [left_out_row(making, place, found) for place, found in making.left_out.items()]
    rows.sort(key=lambda row: row.id)
    rows = with_managers(
        rows, basis, making.directory, {known.rows[0]: known for known in groups}, making.questions
    )
    written = _written(rows)
    return ImportPlan(
        tuple(rows),
        _new_questions(making, written),
        _new_levels(making, rows),
        _more_options(making, written),
        basis,
    )


def _recognise(making: PlanFindings, records: Sequence[Record]) -> list[KnownPerson]:
    """Gather the rows by person, in the order of the file; `records` are what each of them says of who it is."""
    by_place: dict[int, KnownPerson] = {}
    by_person = {known.person_id: known for known in making.directory.everyone}
    taken_in = {mark: list(ids) for mark, ids in making.basis.existing.taken_in.items()}
    groups: dict[KnownPerson, None] = {}
    for place, (row, record) in enumerate(zip(making.basis.rows, records, strict=True)):
        decision = making.decision(place, on_role=False)
        if decision and decision.kind == "leave_out":
            making.left_out[place] = None
            continue
        said = outcome_of(row, making.basis.existing.settled) if decision is None else None
        before = _taken_in(row, taken_in, by_person)
        is_plain = decision is None and said is None and before is None and not row.problems
        if is_plain and (plain := making.directory.plainly(record)) is not None:
            by_place[place] = plain
            groups[plain] = None
            _claim(plain, place)
            continue
        who = known_from(record, row_id=place)
        found = _decided(decision, by_person, by_place) or before or making.directory.recognise(who)
        if not _is_held_back(making, place, decision, said, found):
            by_place[place] = known = _attached(making, place, who, found)
            groups[known] = None
    return list(groups)


def _is_held_back(
    making: PlanFindings, place: int, decision: RowDecision | None, said: Outcome | None, found: Recognised
) -> bool:
    """Say whether a row is left out, or somebody must say something of it first, and note which."""
    if found.shared_email:
        making.shared_emails.add(place)
    problems = making.basis.rows[place].problems
    if said == "left_out":
        making.left_out[place] = found
    elif decision is None and said is None and any(problem.blocking for problem in problems):
        making.unread[place] = found
    elif found.doubt:
        making.doubts[place] = found
    else:
        if said == "taken":
            making.overlooked.add(place)
        return False
    return True


def _taken_in(
    row: AnswerRow, taken_in: Mapping[str, list[int]], by_person: Mapping[int | None, KnownPerson]
) -> Recognised | None:
    """Return whom a row was taken for when its file was imported before. Equal rows go in order."""
    people = taken_in.get(signature(row)) if taken_in else None
    if not people:
        return None
    known = by_person.get(people[0] if len(people) == 1 else people.pop(0))
    return Recognised(known) if known else None


def _attached(making: PlanFindings, place: int, who: KnownPerson, found: Recognised) -> KnownPerson:
    """Note that a row speaks of someone known, or add the person it brings."""
    known = found.known or who
    if found.known is None:
        making.directory.add(who)
        if found.namesake:
            making.namesakes[place] = found.namesake
    else:
        making.directory.learn(known, who)
    _claim(known, place)
    return known


def _claim(known: KnownPerson, place: int) -> None:
    known.rows.append(place)
    known.claimed = True


def _decided(
    decision: RowDecision | None,
    by_person: Mapping[int | None, KnownPerson],
    by_place: Mapping[int, KnownPerson],
) -> Recognised | None:
    if decision is None:
        return None
    if decision.kind == "new_person":
        return Recognised()
    known = by_person.get(decision.person_id) if decision.person_id else by_place.get(decision.row_id or 0)
    return Recognised(known) if known else None


def _row_of(making: PlanFindings, known: KnownPerson) -> PlanRow:
    """Return what will happen to one person."""
    rows = [making.basis.rows[place] for place in known.rows]
    ordered = rows if len(rows) == 1 else in_order(rows)
    latest = ordered[-1]
    before = making.people[known.person_id] if known.person_id is not None else _NOBODY
    is_new = before is _NOBODY
    person, profile, answers = merged(rows)
    person, profile = with_what_stood_around(person, profile, ordered, before.person, before.profile)
    role = joined_role(*_said_roles(making, known, rows), before.role)
    name = before.person.get("full_name") or person.get("full_name", "")
    problems = _problems(making, known, rows, name=name, role=role)
    about_wishes: tuple[RowProblem, ...] = ()
    if making.wishes is not None:
        profile, about_wishes = making.wishes.resolved(profile, role)
    changes = _changes(making, before, person, profile, answers, role=role, consent=_consent(rows))
    made = making.basis.decisions.get(known.rows[0])
    return PlanRow(
        id=known.rows[0],
        state=_state(problems, changes, is_new=is_new),
        name=name,
        email=person.get("email") or before.person.get("email", ""),
        role=role,
        file_name=latest.file_name,
        sheet=latest.sheet,
        row_numbers=tuple([row.row_number for row in ordered]),
        changes=changes,
        problems=problems,
        notes=(
            *_notes(making, known, rows, before),
            *about_wishes,
            *about_places(making.asks_places, rows, problems, is_asked=is_new and role in ("mentor", "both")),
        ),
        candidates=() if is_new else (candidate_of(making, known),),
        choices=_choices(problems),
        decision=made[-1] if made else None,
        person_id=known.person_id,
        submitted=latest.submitted,
        places=tuple(known.rows),
    )


def _said_roles(making: PlanFindings, known: KnownPerson, rows: Sequence[AnswerRow]) -> list[Role]:
    """Return the roles of a person's rows; the coordinator's word counts for more."""
    if making.basis.decisions:
        decided = [d for place in known.rows if (d := making.decision(place, on_role=True))]
        if decided:
            return [_ROLE_OF[d.kind] for d in decided]
    return [row.role for row in rows]


def _state(problems: Sequence[RowProblem], changes: Sequence[FieldChange], *, is_new: bool) -> State:
    if problems and any(problem.blocking for problem in problems):
        return "needs_you"
    return "new" if is_new else "changed" if changes else "same"


def _consent(rows: Sequence[AnswerRow]) -> bool | None:
    said = [row.consent for row in rows if row.consent is not None]
    return said[-1] if said else None


def _problems(
    making: PlanFindings, known: KnownPerson, rows: Sequence[AnswerRow], *, name: str, role: Role
) -> tuple[RowProblem, ...]:
    """Return what is wrong; what the coordinator has decided about no longer stands in the way."""
    found = [problem for row in rows for problem in row.problems]
    if found and any(
        place in making.overlooked or making.decision(place, on_role=False) for place in known.rows
    ):
        found = [RowProblem(p.code, p.cell, p.values) if p.blocking else p for p in found]
    if not name:
        found.append(RowProblem("exchange.problem.name_missing", blocking=True))
    if not role:
        found.append(RowProblem("exchange.problem.role_unknown", blocking=True))
    return tuple(found)


def _choices(problems: Sequence[RowProblem]) -> tuple[DecisionKind, ...]:
    if not problems:
        return ()
    codes = {problem.code.rpartition(".")[2] for problem in problems if problem.blocking}
    if not codes:
        return ()
    if "name_missing" in codes:
        return ("leave_out",)
    return (*ROLE_CHOICES, "leave_out")


def _notes(
    making: PlanFindings, known: KnownPerson, rows: Sequence[AnswerRow], before: ExistingPerson
) -> tuple[RowProblem, ...]:
    other = making.namesakes.get(known.rows[0])
    shared = not making.shared_emails.isdisjoint(known.rows)
    replaced = replaced_email(rows, before)
    quiet = other is None and replaced is None and not before.withdrawn and not shared
    if len(rows) == 1 and quiet:
        return ()
    notes: list[RowProblem] = []
    if len(rows) > 1:
        roles = {row.role for row in rows}
        numbers = ", ".join(str(row.row_number) for row in rows)
        code = "repeated" if len(roles) == 1 else "both_roles"
        notes.append(RowProblem(f"exchange.note.{code}", values={"rows": numbers, "n": len(rows)}))
    if before.withdrawn:
        notes.append(RowProblem("exchange.note.withdrawn"))
    if other:
        notes.append(RowProblem("exchange.note.namesake", values={"name": other.name}))
    if shared:
        notes.append(
            RowProblem("exchange.note.email_shared", values={"value": rows[-1].person.get("email", "")})
        )
    if replaced:
        notes.append(replaced)
    return tuple(notes)


def _changes(
    making: PlanFindings,
    before: ExistingPerson,
    person: Mapping[str, Any],
    profile: Mapping[str, Any],
    answers: Mapping[QuestionKey, Any],
    *,
    role: Role,
    consent: bool | None,
) -> tuple[FieldChange, ...]:
    changes = _field_changes(making, before.person, person) + _field_changes(making, before.profile, profile)
    if role and role != before.role:
        changes.append(FieldChange("role", before.role, role))
    if consent is not None and consent != before.consent:
        changes.append(FieldChange("consent", before.consent, consent))
    for asked, answer in answers.items():
        key, question = making.questions[asked]
        if question is None:
            changes.append(_change(("", None, answer, key)))
            continue
        value = adapted(answer, question.kind, making.offered(question))
        old = before.answers.get(question.id)
        if old != value:
            changes.append(FieldChange("", old, value, key))
    return tuple(changes)


def _field_changes(
    making: PlanFindings, known: Mapping[str, Any], said: Mapping[str, Any]
) -> list[FieldChange]:
    if not known:
        changes = [_change((c, None, new, None)) for c, new in said.items() if c not in _APART and new != []]
        if level := said.get("level"):
            changes.append(FieldChange("level", None, making.level(level)))
        return changes
    changes = []
    if says_nothing_new(making, known, said):
        return changes
    for code, new in said.items():
        if code == "manager":
            continue
        value = making.level(new) if code == "level" else new
        old = known.get(code)
        if old == value:
            continue
        value = with_known_grades(code, old, value)
        if not says_the_same(code, old, value):
            changes.append(FieldChange(code, old, value))
    return changes


def _asked(sheet: SheetReading) -> tuple[ColumnReading, ...]:
    """Return the columns that can end up as answers: questions, and managers whom nobody knows."""
    return (*sheet.with_meaning(QUESTION), *sheet.with_meaning(MANAGER)) if sheet.used else ()


def _questions(basis: Basis) -> dict[QuestionKey, tuple[QuestionKey, ExistingQuestion | None]]:
    """Return for every wording of the file the question it asks: one asked before, or the first so worded."""
    asked = {(key_of(q.key.wording), key_of(q.key.grid)): (q.key, q) for q in basis.existing.questions}
    found: dict[QuestionKey, tuple[QuestionKey, ExistingQuestion | None]] = {}
    first: dict[tuple[str, str], QuestionKey] = {}
    for sheet in basis.understanding.sheets:
        for column in _asked(sheet):
            key = QuestionKey(column.wording, column.grid)
            folded = (key_of(key.wording), key_of(key.grid))
            found[key] = asked.get(folded) or (first.setdefault(folded, key), None)
    return found


_Written = Mapping[QuestionKey, Mapping[str, None]]


def _written(rows: Sequence[PlanRow]) -> _Written:
    """Return the answers that will be written to each question, choices in order."""
    written: dict[QuestionKey, dict[str, None]] = {}
    for row in rows:
        if row.state in ("new", "changed"):
            for _, _, new, question in reversed(row.changes):  # answers stand last
                if question is None:
                    break
                answers = written.setdefault(question, {})
                if isinstance(new, list):
                    answers.update(dict.fromkeys(new))
                else:
                    answers[str(new)] = None
    return written


def _new_questions(making: PlanFindings, written: _Written) -> tuple[NewQuestion, ...]:
    found: dict[QuestionKey, NewQuestion] = {}
    for sheet in making.basis.understanding.sheets:
        for column in _asked(sheet):
            key, question = making.questions[QuestionKey(column.wording, column.grid)]
            if question is None and key in written:
                earlier = found[key].options if key in found else ()
                options = tuple(dict.fromkeys((*earlier, *column.options)))
                found[key] = NewQuestion(key, column.kind, options)
    return tuple(found.values())


def _more_options(making: PlanFindings, written: _Written) -> tuple[tuple[int, tuple[str, ...]], ...]:
    more = []
    for key, question in {pair for pair in making.questions.values() if pair[1] is not None}:
        if question is None or question.kind not in ("one_choice", "several", "graded"):
            continue
        further = [answer for answer in written.get(key, ()) if answer not in question.options]
        if further:
            more.append((question.id, (*question.options, *further)))
    return tuple(sorted(more))


def _new_levels(making: PlanFindings, rows: Sequence[PlanRow]) -> tuple[NewLevel, ...]:
    if not making.new_levels:
        return ()
    used = {
        new
        for row in rows
        if row.state in ("new", "changed")
        for code, _, new, _ in row.changes
        if code == "level"
    }
    ladder = making.basis.existing.levels
    return tuple(
        NewLevel(name, guessed_rank(name, ladder)) for name in making.new_levels.values() if name in used
    )
