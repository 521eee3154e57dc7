"""Whose an answer is that says only a name or an e-mail, and about whom it speaks."""

from collections.abc import Iterable, Iterator, Sequence

from nhipcau.common.errors import Problem
from nhipcau.common.names.person_names import person_name
from nhipcau.common.names.vietnamese import fold, without_unseen
from nhipcau.mail.addresses import address_in
from nhipcau.participants.matching.closed_list import ClosedList, ListMatch
from nhipcau.participants.matching.linkage import Record
from nhipcau.surveys.queries import ResponseRow

Said = tuple[Sequence[str], Sequence[str]]
"""The e-mails and the names that one answer gives."""


class Respondents:
    """Those who are asked in one wave; `said` is what all answers say of who gives them."""

    def __init__(self, asked: Sequence[ResponseRow], said: Iterable[Said] = ()) -> None:
        self._asked = asked
        people = {row.participant_id: _record(row.email, row.name) for row in asked}
        given = (one for emails, names in said for one in _records(emails, names))
        self._people: ClosedList[int] = ClosedList(people, given)

    def find(
        self, emails: Sequence[str], names: Sequence[str], partners: Sequence[str]
    ) -> ResponseRow | Problem:
        """Return the answer that is meant, or why that cannot be said."""
        said = next(iter((*names, *emails)), "")
        if not said:
            return Problem("surveys.problem.nameless")
        meant = self._meant(emails, names)
        if meant.key is None:
            return self._doubt(meant, said, emails)
        mine = [row for row in self._asked if row.participant_id == meant.key]
        about = [row for partner in partners for row in mine if _is_meant(partner, row.partner_name)]
        if len(about) == 1:
            return about[0]
        if len(mine) == 1 and not self._names_another(partners, mine[0]):
            return mine[0]
        values = {"name": mine[0].name, "partners": ", ".join(row.partner_name for row in mine)}
        return Problem("surveys.problem.about_whom", values=values)

    def _meant(self, emails: Sequence[str], names: Sequence[str]) -> ListMatch[int]:
        """Return who is meant by the names and addresses together: an account's beside those that were asked for."""
        found = [self._people.find(one) for one in _records(emails, names)]
        sure = {one.key for one in found if one.key is not None}
        doubts = [one for one in found if one.doubt not in ("", "nobody")]
        if len(sure) == 1 and not any(one.doubt == "two_people" for one in doubts):
            return next(one for one in found if one.key is not None)
        if sure:
            return ListMatch(None, "two_people", tuple(sure))
        return doubts[0] if doubts else ListMatch(None, "nobody")

    def _doubt(self, meant: ListMatch[int], said: str, emails: Sequence[str]) -> Problem:
        if meant.doubt == "two_people":
            email = next(iter(emails), "")
            return Problem("surveys.problem.two_people", values={"name": said, "email": email})
        if meant.doubt == "same_name":
            return Problem("surveys.problem.same_name", values={"name": said})
        if meant.doubt == "maybe":
            known = {row.participant_id: row for row in self._asked}
            others = (known[key] for key in meant.candidates)
            shown = ", ".join(f"{one.name} ({one.email})" if one.email else one.name for one in others)
            return Problem("surveys.problem.maybe", values={"name": said, "others": shown})
        return Problem("surveys.problem.stranger", values={"name": said})

    def _names_another(self, partners: Sequence[str], mine: ResponseRow) -> bool:
        """Whether somebody else who is asked here is named instead of the partner."""
        others = {fold(row.name) for row in self._asked} - {fold(mine.partner_name)}
        return any(fold(partner).strip() in others for partner in partners)


def _records(emails: Sequence[str], names: Sequence[str]) -> Iterator[Record]:
    for name in names or ("",):
        for email in emails or ("",):
            yield _record(email, name)


def _record(email: str, name: str) -> Record:
    seen = without_unseen(name).strip()
    address = address_in(email) if email else None
    return Record(person_name(seen).full if seen else "", {"email": address} if address else {})


def _is_meant(said: str, name: str) -> bool:
    """Whether a name is the partner's, in full or as far as it is given."""
    wanted, known = fold(said).split(), fold(name).split()
    return (
        bool(wanted)
        and bool(known)
        and (wanted == known or all(word in known for word in wanted) or set(known) <= set(wanted))
    )
