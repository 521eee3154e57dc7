"""Who a row speaks of: by e-mail, code, telephone, then name with something else agreeing. Never by name alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from nhipcau.common.vietnamese import fold
from nhipcau.exchange.reading import AnswerRow
from nhipcau.exchange.values import phone_key
from nhipcau.exchange.vocabulary import key_of

_AGREEING: Final = ("department", "title", "birth_year")


@dataclass(slots=True, eq=False)
class Known:
    """Someone of the organisation, or of an earlier row of the file."""

    name: str
    email: str = ""
    code: str = ""
    phone: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    """Department, title, year of birth: what tells two people of one name apart."""
    person_id: int | None = None
    row_id: int | None = None
    rows: list[int] = field(default_factory=list)
    """Places of the answer rows that speak of this person."""
    claimed: bool = False
    """Whether a row of this file has been recognised as this person."""
    said: dict[str, str] = field(default_factory=dict)
    """E-mail and code as the rows of this file give them: one file gives a person one of each."""

    @property
    def is_bare(self) -> bool:
        """Whether nothing but a name is known."""
        return not (self.email or self.code or self.phone or any(self.facts.values()))


def known_from(
    person: Mapping[str, Any], *, person_id: int | None = None, row_id: int | None = None
) -> Known:
    """Return what identifies a person."""
    get = person.get
    code, phone = get("employee_code"), get("phone")
    return Known(
        name=get("full_name", ""),
        email=get("email", "").lower(),
        code=key_of(code) if code else "",
        phone=phone_key(phone) if phone else "",
        facts={name: _fact(value) for name in _AGREEING if (value := get(name))},
        person_id=person_id,
        row_id=row_id,
    )


def _fact(value: Any) -> Any:  # noqa: ANN401 - text or a year
    return key_of(value) if isinstance(value, str) else value


_SIGNED: Final = ("full_name", "email", "phone", "employee_code", *_AGREEING)


def signature(row: AnswerRow) -> str:
    """Return a short digest of who a row says it is, by which the same row is known again."""
    said = "\x1f".join([str(row.person.get(name, "")) for name in _SIGNED])
    return blake2b(f"{row.submitted}\x1e{said}".encode(), digest_size=9).hexdigest()


@dataclass(frozen=True, slots=True)
class Recognised:
    """The answer: the one person, or nobody, or a doubt with those it may be."""

    known: Known | None = None
    doubt: str = ""
    """Key of the problem when someone must decide."""
    candidates: tuple[Known, ...] = ()
    namesake: Known | None = None
    """Someone else of the same name, surely another person."""


_NOBODY_KNOWN: Final = Recognised()


class Directory:
    """Everyone known so far, found by what identifies them."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.everyone: list[Known] = []
        self._by_email: dict[str, Known] = {}
        self._by_code: dict[str, Known] = {}
        self._by_phone: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        for known in people:
            self.add(known)

    def add(self, known: Known) -> None:
        self.everyone.append(known)
        if known.person_id is None:
            known.said = {"email": known.email, "code": known.code}
        self._index(known)
        if known.name:
            self._by_name.setdefault(name_key(known.name), []).append(known)

    def _index(self, known: Known) -> None:
        if known.email:
            self._by_email.setdefault(known.email, known)
        if known.code:
            self._by_code.setdefault(known.code, known)
        if known.phone:
            self._by_phone.setdefault(known.phone, []).append(known)

    def learn(self, known: Known, more: Known) -> None:
        """Take over what a further row says of the same person."""
        known.said = {
            name: value for name, value in (("email", more.email), ("code", more.code)) if value
        } | known.said
        if more.name and not known.name:
            known.name = more.name
            self._by_name.setdefault(name_key(more.name), []).append(known)
        known.email = known.email or more.email
        known.code = known.code or more.code
        known.phone = known.phone or more.phone
        known.facts = {**more.facts, **known.facts}
        if more.email:
            self._by_email.setdefault(more.email, known)
        self._index(known)

    def named(self, name: str) -> list[Known]:
        return self._by_name.get(name_key(name), [])

    def with_email(self, email: str) -> Known | None:
        return self._by_email.get(email.lower())

    def recognise(self, row: Known) -> Recognised:
        """Return who a row speaks of. One file that gives someone two addresses or codes leaves a doubt."""
        found = self._recognise(row)
        if found.known is None:
            return found
        said = found.known.said
        if _contradicts(said.get("email"), row.email) or _contradicts(said.get("code"), row.code):
            return Recognised(doubt="exchange.problem.identity_differs", candidates=(found.known,))
        return found

    def _recognise(self, row: Known) -> Recognised:
        hits = [self._by_email.get(row.email), self._by_code.get(row.code)]
        found = list(dict.fromkeys(hit for hit in hits if hit is not None))
        if len(found) > 1:
            return Recognised(doubt="exchange.problem.two_people", candidates=tuple(found))
        if found:
            return self._by_identity(row, found[0])
        for hit in self._by_phone.get(row.phone, ()) if row.phone else ():
            if similar_names(hit.name, row.name) and not _contradicts(hit.code, row.code):
                return Recognised(hit)
        return self._by_name_and_more(row) if row.name else Recognised()

    def _by_identity(self, row: Known, hit: Known) -> Recognised:
        if not row.name or not hit.name or similar_names(hit.name, row.name):
            return Recognised(hit)
        return Recognised(doubt="exchange.problem.email_shared", candidates=(hit,))

    def _by_name_and_more(self, row: Known) -> Recognised:
        namesakes = self._by_name.get(name_key(row.name))
        if not namesakes:
            return _NOBODY_KNOWN
        possible = [known for known in namesakes if not _is_other(known, row)]
        agreeing = [known for known in possible if _agrees(known, row)]
        if len(agreeing) == 1 and not _contradicts(agreeing[0].email, row.email):
            return Recognised(agreeing[0])
        if agreeing:
            code = "exchange.problem.two_people" if len(agreeing) > 1 else "exchange.problem.maybe_same"
            return Recognised(doubt=code, candidates=tuple(agreeing))
        if row.is_bare:
            for known in possible:
                if known.is_bare and known.person_id is not None and not known.claimed:
                    return Recognised(known)
        if possible:
            return Recognised(doubt="exchange.problem.maybe_same", candidates=tuple(possible))
        return Recognised(namesake=namesakes[0])


def _contradicts(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _agrees(known: Known, row: Known) -> bool:
    return any(known.facts.get(name) and known.facts.get(name) == row.facts.get(name) for name in _AGREEING)


def _is_other(known: Known, row: Known) -> bool:
    """Say whether two of one name are surely two: other codes, years of birth, or addresses with nothing closer."""
    mine, theirs = known.facts, row.facts
    if _contradicts(known.code, row.code) or _contradicts(mine.get("birth_year"), theirs.get("birth_year")):
        return True
    same_year = mine.get("birth_year") and mine.get("birth_year") == theirs.get("birth_year")
    if _contradicts(known.email, row.email):
        return not same_year
    apart = _contradicts(mine.get("department"), theirs.get("department"))
    return bool(apart and known.person_id is None and not same_year)


def name_key(name: str) -> str:
    return key_of(name)


def similar_names(one: str, other: str) -> bool:
    """Say whether two names can be one person's: the same words, or all words of one in the other, or given names."""
    if one == other:
        return True
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return True
    return len(mine & theirs) * 2 >= min(len(mine), len(theirs))
