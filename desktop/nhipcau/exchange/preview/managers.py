"""Who the managers named in a file are: people known before, or people the file brings."""

from collections.abc import Mapping, Sequence
from typing import Final

from nhipcau.common.names.person_names import person_name
from nhipcau.exchange.mapping.answer_rows import AnswerRow, QuestionKey, RowProblem
from nhipcau.exchange.preview.import_plan import Basis, ExistingQuestion, FieldChange, PlanRow
from nhipcau.exchange.preview.person_directory import Directory, KnownPerson
from nhipcau.mail.addresses import address_in
from nhipcau.participants.rules import has_cycle

MANAGER: Final = "manager"
Questions = Mapping[QuestionKey, tuple[QuestionKey, ExistingQuestion | None]]


def with_managers(
    rows: Sequence[PlanRow],
    basis: Basis,
    directory: Directory,
    known_of: Mapping[int, KnownPerson],
    questions: Questions,
) -> list[PlanRow]:
    """Return the rows with their managers found.

    A name that fits nobody, or several, becomes a problem, and is kept as the answer to the file's question.
    """
    if not any("manager" in row.person for row in basis.rows):
        return list(rows)
    named = {row.id: text for row in rows if (text := _named(row, basis.rows, known_of))}
    if not named:
        return list(rows)
    return _Managers(rows, basis, directory, known_of, questions).resolved(rows, named)


def _named(row: PlanRow, answers: Sequence[AnswerRow], known_of: Mapping[int, KnownPerson]) -> str:
    if row.state in ("left_out", "needs_you"):
        return ""
    texts = [answers[place].person.get("manager", "") for place in known_of[row.id].rows]
    return str(next((text for text in reversed(texts) if text), ""))


class _Managers:
    """Finds managers and keeps anyone from ending up above themselves."""

    def __init__(
        self,
        rows: Sequence[PlanRow],
        basis: Basis,
        directory: Directory,
        known_of: Mapping[int, KnownPerson],
        questions: Questions,
    ) -> None:
        self._basis = basis
        self._questions = questions
        self._answers = {person.id: person.answers for person in basis.existing.people}
        self._directory = directory
        self._known_of = known_of
        self._names = {p.id: str(p.person.get("full_name", "")) for p in basis.existing.people}
        self._manager_of: dict[int, int | None] = {
            person.id: person.person.get("manager_id") for person in basis.existing.people
        }
        self._coming = {id(known_of[row.id]): row for row in rows if row.state == "new"}

    def resolved(self, rows: Sequence[PlanRow], named: Mapping[int, str]) -> list[PlanRow]:
        return [self._resolve(row, named[row.id]) if row.id in named else row for row in rows]

    def _resolve(self, row: PlanRow, text: str) -> PlanRow:
        known = self._known_of[row.id]
        found, code = self._find(text, known)
        if found is known:
            return row
        if found is not None and has_cycle(self._key(known), self._key(found), self._manager_of):
            found, code = None, "manager_circle"
        if found is None:
            value = text.replace("\n", ", ")
            problem = RowProblem(f"exchange.problem.{code}", values={"value": value})
            return self._kept(row._replace(problems=(*row.problems, problem)), value)
        before = self._manager_of.get(self._key(known))
        self._manager_of[self._key(known)] = self._key(found)
        if before is not None and before == found.person_id:
            return row
        old = self._names.get(before) if before is not None else None
        coming = self._coming.get(id(found))
        return row._replace(
            state="changed" if row.state == "same" else row.state,
            changes=(FieldChange("manager", old, found.name), *row.changes),
            manager_person=found.person_id,
            manager_row=coming.id if coming else None,
        )

    def _kept(self, row: PlanRow, value: str) -> PlanRow:
        """Return the row with the manager's name as an answer."""
        answer = self._basis.rows[row.places[-1]]
        sheets = self._basis.understanding.sheets
        sheet = next(sheet for sheet in sheets if sheet.place == answer.table)
        column = next(iter(sheet.with_meaning(MANAGER)), None)
        if column is None:
            return row
        key, question = self._questions[QuestionKey(column.wording, column.grid)]
        old = None if question is None else self._answers.get(row.person_id or 0, {}).get(question.id)
        if old == value:
            return row
        state = "changed" if row.state == "same" else row.state
        return row._replace(state=state, changes=(*row.changes, FieldChange("", old, value, key)))

    def _key(self, known: KnownPerson) -> int:
        """Return a number for anyone: the id of people known before, below zero for those who come."""
        return known.person_id if known.person_id is not None else -1 - (known.row_id or 0)

    def _find(self, text: str, of: KnownPerson) -> tuple[KnownPerson | None, str]:
        """Return the manager a cell names, by e-mail first, then by code; or why there is none."""
        for line in text.split("\n"):
            email = address_in(line)
            if email and (found := self._directory.with_email(email)) and self._usable(found):
                return found, ""
        for line in text.split("\n"):  # what systems of records export instead of names
            if (found := self._directory.with_code(line)) and self._usable(found):
                return found, ""
        candidates: list[KnownPerson] = []
        for line in text.split("\n"):
            candidates += [
                known for known in self._directory.named(person_name(line).full) if self._usable(known)
            ]
        if len(candidates) > 1:
            near = [k for k in candidates if k.facts.get("department") == of.facts.get("department")]
            candidates = near if len(near) == 1 else candidates
        if len(candidates) == 1:
            return candidates[0], ""
        return None, "manager_unclear" if candidates else "manager_unknown"

    def _usable(self, known: KnownPerson) -> bool:
        return known.person_id is not None or id(known) in self._coming
