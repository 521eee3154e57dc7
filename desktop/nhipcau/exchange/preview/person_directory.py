"""Who a row speaks of: found by what identifies people and by name, judged by all that is said of both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from nhipcau.common.names.person_names import bare_name
from nhipcau.common.names.search_text import phone_key
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.participants.matching.linkage import Counted, Judgement, Linkage, Record, counted
from nhipcau.participants.matching.names import bare_key

_AGREEING: Final = ("department", "title", "birth_year")


_UNKNOWN: Final = Record("")


@dataclass(slots=True, eq=False)
class KnownPerson:
    """Someone of the organisation, or of an earlier row of the file."""

    name: str
    email: str = ""
    code: str = ""
    phone: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Department, title, year of birth: what tells two people of one name apart."""
    person_id: int | None = None
    row_id: int | None = None
    rows: list[int] = field(default_factory=list)
    """Places of the answer rows that speak of this person."""
    claimed: bool = False
    """Whether a row of this file has been recognised as this person."""
    said: dict[str, str] = field(default_factory=dict)
    """E-mail and code as the rows of this file give them: one file gives a person one of each."""
    record: Record = _UNKNOWN
    """What is compared: all of the above, once more."""

    def learn(self, more: "KnownPerson") -> bool:
        """Take over what a further row says of the same person; say whether that is anything new."""
        self.note_said(more.record)
        name, proofs, facts = self.record
        if name and proofs == more.record.proofs and facts.keys() >= more.facts.keys():
            return False
        self.name = self.name or more.name
        self.email = self.email or more.email
        self.code = self.code or more.code
        self.phone = self.phone or more.phone
        self.facts = {**more.facts, **self.facts}
        given = (("email", self.email), ("phone", self.phone), ("code", self.code))
        self.record = Record(self.name, {kind: value for kind, value in given if value}, self.facts)
        return True

    def note_said(self, record: Record) -> None:
        """Note the address and the code that a row of this file gives."""
        said = {kind: value for kind in ("email", "code") if (value := record.proofs.get(kind))}
        self.said = said | self.said if self.said else said

    @property
    def is_bare(self) -> bool:
        """Whether nothing but a name is known."""
        return not (self.email or self.code or self.phone or any(self.facts.values()))


class Kept(NamedTuple):
    """What identifies those who are kept, in their order, and what is counted of it."""

    records: tuple[Record, ...]
    counts: Counted


def kept_people(people: Iterable[Mapping[str, Any]]) -> Kept:
    """Return what identifies those who are kept. Their names are prepared for being compared with a file's."""
    records = tuple(record_of(person, is_kept=True) for person in people)
    for name in {record.name for record in records}:
        name_key(name)
        bare_key(name)
    return Kept(records, counted(records))


def record_of(person: Mapping[str, Any], *, is_kept: bool) -> Record:
    """Return what identifies a person: of one who is kept the name alone, without what a file wrote around it."""
    get = person.get
    proofs = {}
    if email := get("email"):
        proofs["email"] = email.lower()
    if phone := phone_key(get("phone") or ""):
        proofs["phone"] = phone
    if code := get("employee_code"):
        proofs["code"] = key_of(code)
    name = get("full_name", "")
    facts = {}
    for field_name in _AGREEING:
        if value := get(field_name):
            facts[field_name] = key_of(value) if isinstance(value, str) else value
    return Record(bare_name(name) if is_kept and name else name, proofs, facts)


def known_from(record: Record, *, person_id: int | None = None, row_id: int | None = None) -> KnownPerson:
    """Return a person by what identifies them."""
    name, proofs, facts = record
    get = proofs.get
    email, code, phone = get("email", ""), get("code", ""), get("phone", "")
    return KnownPerson(name, email, code, phone, facts, person_id, row_id, record=record)


def signature(row: AnswerRow) -> str:
    """Return a short digest of who a row says it is, by which the same row is known again."""
    get = row.person.get
    said = (
        f"{row.submitted}\x1e{row.written_name or get('full_name', '')}\x1f{get('email', '')}"
        f"\x1f{get('phone', '')}\x1f{get('employee_code', '')}"
        f"\x1f{get('department', '')}\x1f{get('title', '')}\x1f{get('birth_year', '')}"
    )
    return blake2b(said.encode(), digest_size=9).hexdigest()


class Recognised(NamedTuple):
    """The answer: the one person, or nobody, or a doubt with those it may be."""

    known: KnownPerson | None = None
    doubt: str = ""
    """Key of the problem when someone must decide."""
    candidates: tuple[KnownPerson, ...] = ()
    namesake: KnownPerson | None = None
    """Someone else of the same name, surely another person."""
    shared_email: bool = False
    """Whether people of several names give this address: it says nothing of who a row speaks of."""


_NOBODY_KNOWN: Final = Recognised()


class Directory:
    """Everyone known so far, found by what identifies them.

    `kept` is what is counted of the people; `rows` are those of a file that is to be read: how frequent names are and
    which addresses several people use is found among all of them.
    """

    def __init__(self, people: Iterable[KnownPerson], kept: Counted, rows: Iterable[Record] = ()) -> None:
        self.everyone: list[KnownPerson] = []
        self._by_proof: dict[tuple[str, str], list[KnownPerson]] = {}
        self._by_name: dict[str, list[KnownPerson]] | None = None
        """Made when somebody is looked for; all are known then."""
        self._by_bare_name: dict[str, list[KnownPerson]] = {}
        self._linkage = Linkage.of(kept, counted(rows))
        for known in people:
            self.add(known)

    def add(self, known: KnownPerson) -> None:
        self.everyone.append(known)
        if known.person_id is None:
            known.said = {"email": known.email, "code": known.code}
        self._index(known)
        self._index_name(known)

    def _index(self, known: KnownPerson) -> None:
        for proof in known.record.proofs.items():
            holders = self._by_proof.setdefault(proof, [])
            if not holders or known not in holders:
                holders.append(known)

    def _index_name(self, known: KnownPerson) -> None:
        if known.name:
            self._by_bare_name.setdefault(bare_key(known.name), []).append(known)

    def learn(self, known: KnownPerson, more: KnownPerson) -> None:
        """Take over what a further row says of the same person."""
        was_nameless = not known.name
        if not known.learn(more):
            return
        if was_nameless:
            self._index_name(known)
        if more.email:
            self._by_proof.setdefault(("email", more.email), []).append(known)
        self._index(known)

    def named(self, name: str) -> list[KnownPerson]:
        if self._by_name is None:  # only managers are looked for by name alone
            self._by_name = {}
            for known in self.everyone:
                if known.name:
                    self._by_name.setdefault(name_key(known.name), []).append(known)
        return self._by_name.get(name_key(name), [])

    def with_email(self, email: str) -> KnownPerson | None:
        return next(iter(self._by_proof.get(("email", email.lower()), ())), None)

    def with_code(self, code: str) -> KnownPerson | None:
        return next(iter(self._by_proof.get(("code", key_of(code)), ())), None)

    def plainly(self, record: Record) -> KnownPerson | None:
        """Return whom a row means where nobody else is near, and it gives their name and proofs to the letter.

        It is then taken in as well. None says only that more must be looked at.
        """
        found = self._alone_near(record)
        if found is None:
            return None
        email, code = record.proofs.get("email"), record.proofs.get("code")
        if _contradicts(found.said.get("email"), email) or _contradicts(found.said.get("code"), code):
            return None
        if email and self._linkage.is_shared("email", email):
            return None
        brings_facts = not found.record.facts.keys() >= record.facts.keys()
        if brings_facts or not self._linkage.surely_same(found.record, record):
            return None
        found.note_said(record)
        return found

    def _alone_near(self, record: Record) -> KnownPerson | None:
        """Return the one person who might be meant; None where there are others, or nobody."""
        near: KnownPerson | None = None
        lists = [self._by_proof.get(proof, ()) for proof in record.proofs.items()]
        for holders in (*lists, self._by_bare_name.get(bare_key(record.name), ())):
            for known in holders:
                if near is None:
                    near = known
                elif known is not near:
                    return None
        return near

    def recognise(self, row: KnownPerson) -> Recognised:
        """Return who a row speaks of. One file that gives someone two addresses or codes leaves a doubt."""
        found = self._recognise(row)
        if row.email and self._linkage.is_shared("email", row.email):
            found = found._replace(shared_email=True)
        if found.known is None:
            return found
        said = found.known.said
        if not said:
            return found
        if _contradicts(said.get("email"), row.email) or _contradicts(said.get("code"), row.code):
            return Recognised(doubt="exchange.problem.identity_differs", candidates=(found.known,))
        return found

    def _recognise(self, row: KnownPerson) -> Recognised:
        judged = [(known, self._judge(known, row)) for known in self._near(row)]
        same = [known for known, found in judged if found.outcome == "same"]
        asked = [(known, found) for known, found in judged if found.outcome == "ask"]
        if len(same) == 1 and not any(found.proven for _, found in asked):
            return Recognised(same[0])
        if same:
            others = [known for known, found in asked if found.proven]
            return Recognised(doubt="exchange.problem.two_people", candidates=(*same, *others))
        if (again := self._again(row, judged)) is not None:
            return Recognised(again)
        if asked:
            return _doubt(asked)
        namesakes = [known for known, found in judged if found.name == "same"]
        return Recognised(namesake=namesakes[0]) if namesakes else _NOBODY_KNOWN

    def _judge(self, known: KnownPerson, row: KnownPerson) -> Judgement:
        """Judge the two; of one list, rows with addresses of their own and nothing closer are two people's."""
        found = self._linkage.judge(known.record, row.record)
        if found.proven and found.name == "none" and found.outcome == "ask" and not _disagree(known, row):
            return found._replace(outcome="same")
        if known.person_id is None and _contradicts(known.email, row.email) and not found.proven:
            year = known.facts.get("birth_year")
            if not year or year != row.facts.get("birth_year"):
                return found._replace(outcome="different")
        return found

    def _near(self, row: KnownPerson) -> list[KnownPerson]:
        """Return everyone who might be meant: of one address, number or code, or of one name but for its marks."""
        found: list[KnownPerson] = []
        for proof in row.record.proofs.items():
            found += self._by_proof.get(proof, ())
        if row.name:
            found += self._by_bare_name.get(bare_key(row.name), ())
        return list(dict.fromkeys(found))

    @staticmethod
    def _again(row: KnownPerson, judged: Sequence[tuple[KnownPerson, Judgement]]) -> KnownPerson | None:
        """Return who stood in the organisation by name alone, where the same bare list is read again."""
        if not row.is_bare:
            return None
        alike = [known for known, found in judged if found.name == "same" and known.is_bare]
        return next((known for known in alike if known.person_id is not None and not known.claimed), None)


def _doubt(asked: Sequence[tuple[KnownPerson, Judgement]]) -> Recognised:
    """Return why somebody must say who it is."""
    proven = [known for known, found in asked if found.proven]
    if not proven:
        return Recognised(doubt="exchange.problem.maybe_same", candidates=tuple(known for known, _ in asked))
    if len(proven) > 1:
        return Recognised(doubt="exchange.problem.two_people", candidates=tuple(proven))
    return Recognised(doubt="exchange.problem.email_shared", candidates=tuple(proven))


def _disagree(one: KnownPerson, other: KnownPerson) -> bool:
    """Say whether two give different addresses, codes or years of birth."""
    years = one.facts.get("birth_year"), other.facts.get("birth_year")
    return any(_contradicts(*values) for values in ((one.email, other.email), (one.code, other.code), years))


def _contradicts(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def name_key(name: str) -> str:
    return key_of(name)
