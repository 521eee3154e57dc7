"""Whose an answer is that says only a name or an e-mail, and about whom it speaks."""

from collections.abc import Sequence

from nhipcau.common.errors import Problem
from nhipcau.common.vietnamese import fold
from nhipcau.evaluation.queries import ResponseRow
from nhipcau.mail.addresses import address_in


class Respondents:
    """Those who are asked in one wave."""

    def __init__(self, asked: Sequence[ResponseRow]) -> None:
        self._asked = asked

    def find(
        self, emails: Sequence[str], names: Sequence[str], partners: Sequence[str]
    ) -> ResponseRow | Problem:
        """Return the answer that is meant, or why that cannot be said."""
        by_email, by_name = self._by_email(emails), self._by_name(names)
        said = next(iter((*names, *emails)), "")
        if by_email and by_name and not any(row in by_name for row in by_email):
            return Problem("surveys.problem.two_people", values={"name": said, "email": emails[0]})
        mine = [row for row in by_email if row in by_name] or by_email or by_name
        if not said:
            return Problem("surveys.problem.nameless")
        people = {row.participant_id for row in mine}
        if not people:
            return Problem("surveys.problem.stranger", values={"name": said})
        if len(people) > 1:
            return Problem("surveys.problem.same_name", values={"name": said})
        about = [row for partner in partners for row in mine if _is_meant(partner, row.partner_name)]
        if len(about) == 1:
            return about[0]
        if len(mine) == 1 and not self._names_another(partners, mine[0]):
            return mine[0]
        values = {"name": mine[0].name, "partners": ", ".join(row.partner_name for row in mine)}
        return Problem("surveys.problem.about_whom", values=values)

    def _by_email(self, emails: Sequence[str]) -> list[ResponseRow]:
        said = {address_in(email) for email in emails} - {None}
        return [row for row in self._asked if row.email and address_in(row.email) in said]

    def _by_name(self, names: Sequence[str]) -> list[ResponseRow]:
        said = {" ".join(fold(name).split()) for name in names}
        return [row for row in self._asked if " ".join(fold(row.name).split()) in said]

    def _names_another(self, partners: Sequence[str], mine: ResponseRow) -> bool:
        """Whether somebody else who is asked here is named instead of the partner."""
        others = {fold(row.name) for row in self._asked} - {fold(mine.partner_name)}
        return any(fold(partner).strip() in others for partner in partners)


def _is_meant(said: str, name: str) -> bool:
    """Whether a name is the partner's, in full or as far as it is given."""
    wanted, known = fold(said).split(), fold(name).split()
    return (
        bool(wanted)
        and bool(known)
        and (wanted == known or all(word in known for word in wanted) or set(known) <= set(wanted))
    )
