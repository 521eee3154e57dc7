"""Reads of the organisation's skills, as plain values."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session, col, select

from nhipcau.participants.models import Participant, Person
from nhipcau.skills.known_wordings import KnownWordings
from nhipcau.skills.models import Skill, SkillWording
from nhipcau.skills.rules import Matcher, SkillWords
from nhipcau.skills.starting_list import AREAS, lexicon, starting_skills
from nhipcau.skills.wording_tokens import wording_key


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill of the organisation's list."""

    code: str
    name_vi: str
    name_en: str
    area: str
    own: bool
    hidden: bool
    wordings: tuple[str, ...]
    """What names it besides its names, from the starting list."""
    remembered: tuple[str, ...]
    """What names it because somebody said so."""

    def name(self, language: str) -> str:
        """Return the name in a language; the other one when it has none."""
        first, second = (self.name_vi, self.name_en) if language == "vi" else (self.name_en, self.name_vi)
        return first or second


@dataclass(frozen=True, slots=True)
class UnknownWording:
    """A goal or strength in words the organisation has not said the meaning of."""

    key: str
    wording: str
    """As most people wrote it."""
    people: tuple[str, ...]
    """Who wrote it, each once."""


def skill_rows(db: Session) -> tuple[SkillRow, ...]:
    """Return the organisation's list: the starting list with its changes, then its own, area by area."""
    changes = {row.code: row for row in db.exec(select(Skill).order_by(col(Skill.id)))}
    remembered: dict[str, list[str]] = defaultdict(list)
    for wording in db.exec(select(SkillWording).order_by(col(SkillWording.id))):
        remembered[wording.skill_code].append(wording.wording)
    rows = [_starting_row(skill, changes.pop(skill.code, None), remembered) for skill in starting_skills()]
    rows += [
        SkillRow(
            code,
            row.name_vi,
            row.name_en,
            row.area,
            own=True,
            hidden=row.hidden,
            wordings=(),
            remembered=tuple(remembered.get(code, ())),
        )
        for code, row in changes.items()
    ]
    places = {area: place for place, area in enumerate(AREAS)}
    return tuple(sorted(rows, key=lambda row: places.get(row.area, len(places))))


def _starting_row(skill: SkillWords, change: Skill | None, remembered: Mapping[str, list[str]]) -> SkillRow:
    name_vi, name_en = skill.name_vi, skill.name_en
    wordings = (*skill.also, *skill.whole)
    if change is not None and (change.name_vi, change.name_en) != (name_vi, name_en):
        wordings = (name_vi, name_en, *wordings)
        name_vi, name_en = change.name_vi, change.name_en
    known = {wording_key(name_vi), wording_key(name_en)}
    return SkillRow(
        skill.code,
        name_vi,
        name_en,
        skill.area,
        own=False,
        hidden=change is not None and change.hidden,
        wordings=tuple(text for text in wordings if wording_key(text) not in known),
        remembered=tuple(remembered.get(skill.code, ())),
    )


def skill_names(db: Session, codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return what skills are called in Vietnamese and in English, by code; "" where a language has no name."""
    own = {row.code: (row.name_vi, row.name_en) for row in db.exec(select(Skill).order_by(col(Skill.id)))}
    ready = {skill.code: (skill.name_vi, skill.name_en) for skill in starting_skills()}
    return {code: own.get(code) or ready[code] for code in sorted(codes) if code in own or code in ready}


def kept_wordings(db: Session) -> tuple[str, ...]:
    """Return the wordings that are no skill: their words stay as they are."""
    wanted = (
        select(SkillWording.wording).where(SkillWording.skill_code == "").order_by(col(SkillWording.wording))
    )
    return tuple(db.exec(wanted))


def matcher(db: Session) -> KnownWordings:
    """Return what finds the skills of this organisation's list; the same one until the list changes."""
    changes = tuple(
        (row.code, row.name_vi, row.name_en, row.area, row.hidden)
        for row in db.exec(select(Skill).order_by(col(Skill.id)))
    )
    remembered = db.exec(select(SkillWording.wording, SkillWording.skill_code)).all()
    return _understanding(changes, tuple(sorted((wording, code) for wording, code in remembered)))


Changes = tuple[tuple[str, str, str, str, bool], ...]


@lru_cache(maxsize=2)
def _understanding(changes: Changes, remembered: tuple[tuple[str, str], ...]) -> KnownWordings:
    return KnownWordings(_matcher(changes), dict(remembered))


@lru_cache(maxsize=2)
def _matcher(changes: Changes) -> Matcher:
    changed = {change[0]: change for change in changes}
    skills: list[SkillWords] = []
    for skill in starting_skills():
        _, name_vi, name_en, _, hidden = changed.pop(skill.code, (skill.code, "", "", "", False))
        also = tuple(filter(None, (*skill.also, name_vi, name_en)))
        if not hidden:
            skills.append(SkillWords(skill.code, skill.name_vi, skill.name_en, skill.area, also, skill.whole))
    skills += [
        SkillWords(code, name_vi, name_en, area)
        for code, name_vi, name_en, area, hidden in changed.values()
        if not hidden
    ]
    return Matcher(skills, lexicon())


def skill_keys(db: Session, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each text that names skills their codes: a plain value that a worker process can take along."""
    find = matcher(db).find
    return {text: codes for text in dict.fromkeys(texts) if (codes := find(text).codes)}


def unknown_wordings(db: Session, programme_id: int) -> tuple[UnknownWording, ...]:
    """Return what people of a programme want or can and the list does not know, the most frequent first."""
    known = matcher(db)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    people: dict[str, dict[str, None]] = defaultdict(dict)
    for name, text in _topics(db, programme_id):
        if not known.find(text).known:
            key = wording_key(text)
            written[key][text] += 1
            people[key][name] = None
    found = [
        UnknownWording(
            key,
            min(texts, key=lambda text: (-texts[text], text)),
            tuple(people[key]),
        )
        for key, texts in written.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.people), one.key)))


def likely_skills(db: Session, wording: str) -> tuple[str, ...]:
    """Return the codes of the skills an unknown wording is most like, the likeliest first; often none."""
    return matcher(db).guesses(wording)


def unknown_count(db: Session, programme_id: int) -> int:
    """Return how many wordings of a programme the list does not know."""
    find = matcher(db).find
    return len({wording_key(text) for _, text in _topics(db, programme_id) if not find(text).known})


def _topics(db: Session, programme_id: int) -> Iterator[tuple[str, str]]:
    """Yield who wants or can what, person by person. Interests are no skills: nobody is asked about them."""
    wanted = (
        select(Person.full_name, Participant.goals, Participant.strengths)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(Participant.programme_id == programme_id, Participant.status == "enrolled")
        .order_by(col(Participant.id))
    )
    for name, goals, strengths in db.exec(wanted):
        for topic in (*goals, *strengths):
            yield name, topic["topic"]
