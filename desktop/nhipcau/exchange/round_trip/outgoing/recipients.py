"""Who gets a workbook of their pairs: each pair, each mentor, each mentee, or each assistant of a leader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from nhipcau.common.words import Language
from nhipcau.exchange.round_trip.outgoing.own_mailboxes import mailboxes
from nhipcau.mail.addresses import is_address
from nhipcau.pairing.settings.answer_keys import language_key
from nhipcau.pairing.store.queries import STANDING_STATES, PairRow, pair_rows
from nhipcau.participants.models import Participant, Person
from nhipcau.sheets.scope import Voice, about_assistant, about_person

Whom = Literal["pairs", "mentors", "mentees", "assistants"]
WHOM: Final[tuple[Whom, ...]] = ("pairs", "mentors", "mentees", "assistants")
Address = tuple[str, str]
"""A name and an e-mail, which may be empty."""
Called = tuple[str, str, str, str]
"""A full name, the name colleagues use, the gender as it was said, and the title: by these a letter greets."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One workbook to be sent. `about` is that of `SentWorkbook`; `title` is for people to read."""

    about: str
    voice: Voice
    title: str
    to: tuple[Address, ...]
    name: str
    """Whose it is; empty for an assistant of whom only the e-mail is known."""
    greeted: tuple[Called, ...]
    others: tuple[Called, ...]
    """Whom it is about beside those who get it: their partners, or the leaders they assist."""
    language: Language
    withheld: tuple[str, ...] = ()
    """Of those in `to`, whose address is left out because others read that mailbox too: what comes is private."""


@dataclass(frozen=True, slots=True)
class _Party:
    """Somebody who is in a pair."""

    uid: str
    name: str
    email: str
    languages: tuple[str, ...]
    assistant_name: str
    assistant_email: str
    preferred_name: str
    gender: str
    salutation: str
    shares_mailbox: bool

    @property
    def called(self) -> Called:
        return (self.name, self.preferred_name, self.gender, self.salutation)

    @property
    def address(self) -> Address:
        return (self.name, self.email)

    @property
    def own_address(self) -> Address:
        """Return the address for what nobody else may read: none where somebody else reads the mailbox."""
        return (self.name, "" if self.shares_mailbox else self.email)

    @property
    def assistant(self) -> str:
        return about_assistant(self.assistant_name, self.assistant_email)


def recipients(db: Session, programme_id: int, whom: Whom) -> tuple[Recipient, ...]:
    """Return who gets a workbook, in the order of the pairs that stand."""
    pairs = [row for row in pair_rows(db, programme_id) if row.state in STANDING_STATES]
    people = _people(db, programme_id)
    if whom == "pairs":
        return tuple(_for_pair(pair, people) for pair in pairs)
    if whom == "assistants":
        return tuple(_for_assistants(pairs, people))
    return tuple(_for_side("mentor" if whom == "mentors" else "mentee", pairs, people))


def lacking_address(found: Iterable[Recipient]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Return how many mails lack a recipient for want of an address, who that is, and whose is withheld."""
    several = tuple(found)
    lacking = [
        names
        for one in several
        if (names := [name for name, email in one.to if not is_address(email) and name not in one.withheld])
    ]
    withheld = (name for one in several for name in one.withheld)
    without = dict.fromkeys(name for names in lacking for name in names)
    return len(lacking), tuple(without), tuple(dict.fromkeys(withheld))


def _people(db: Session, programme_id: int) -> dict[int, _Party]:
    wanted = (
        select_columns(
            col(Participant.id), col(Participant.uid), col(Person.full_name), col(Person.email),
            col(Person.languages), col(Person.assistant_name), col(Person.assistant_email),
            col(Person.preferred_name), col(Person.gender), col(Person.salutation),
        )
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id)
    )  # fmt: skip
    known = mailboxes(db)
    return {
        row.id: _Party(
            row.uid, row.full_name, row.email, tuple(row.languages), row.assistant_name, row.assistant_email,
            row.preferred_name, row.gender, row.salutation,
            known.has_other_readers(row.email, row.assistant_email),
        )
        for row in db.connection().execute(wanted)
    }  # fmt: skip


def _for_pair(pair: PairRow, people: Mapping[int, _Party]) -> Recipient:
    both = (people[pair.mentor_id], people[pair.mentee_id])
    return Recipient(
        pair.uid, "pair", f"{pair.mentor_name} - {pair.mentee_name}", tuple(one.address for one in both),
        pair.mentor_name, tuple(one.called for one in both), (people[pair.mentee_id].called,),
        language_for(both),
    )  # fmt: skip


def _for_side(
    side: Literal["mentor", "mentee"], pairs: Iterable[PairRow], people: Mapping[int, _Party]
) -> Iterable[Recipient]:
    partners: dict[int, list[int]] = {}
    for pair in pairs:
        mine, other = (
            (pair.mentor_id, pair.mentee_id) if side == "mentor" else (pair.mentee_id, pair.mentor_id)
        )
        partners.setdefault(mine, []).append(other)
    for participant_id, others in partners.items():
        one = people[participant_id]
        called = tuple(people[other].called for other in dict.fromkeys(others))
        yield Recipient(
            about_person(side, one.uid), side, one.name, (one.own_address,), one.name,
            (one.called,), called, language_for((one,)), (one.name,) if one.shares_mailbox else (),
        )  # fmt: skip


def _for_assistants(pairs: Iterable[PairRow], people: Mapping[int, _Party]) -> Iterable[Recipient]:
    assisted: dict[str, dict[int, _Party]] = {}
    for pair in pairs:
        for participant_id in (pair.mentor_id, pair.mentee_id):
            one = people[participant_id]
            if one.assistant:
                assisted.setdefault(one.assistant, {})[participant_id] = one
    for about, leaders in assisted.items():
        known = tuple(leaders.values())
        name = next((one.assistant_name for one in known if one.assistant_name), "")
        email = next((one.assistant_email for one in known if one.assistant_email), "")
        yield Recipient(
            about, "assistant", name or email, ((name or email, email),), name, ((name, "", "", ""),),
            tuple(one.called for one in known), language_for(known),
        )  # fmt: skip


class Speaks(Protocol):
    """Somebody whose languages are known."""

    @property
    def languages(self) -> Sequence[str]: ...


def language_for(people: Sequence[Speaks]) -> Language:
    """Return the language of a workbook: Vietnamese, unless one of those who get it has said others only."""
    for person in people:
        spoken = {language_key(name) for name in person.languages}
        if spoken and "vietnamese" not in spoken:
            return "en"
    return "vi"
