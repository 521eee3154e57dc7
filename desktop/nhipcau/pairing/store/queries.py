"""Reads of pairing, as plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.words import Language
from nhipcau.database.json_lists import JsonLists, as_stored
from nhipcau.pairing.models import STANDING, FitAnswer, Pair, PairEvent
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.criteria import proposed_criteria
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, ProfileQuestion, Topic
from nhipcau.pairing.settings.rules import default_rules
from nhipcau.pairing.store.saved_settings import has_saved_rules, saved_settings
from nhipcau.participants.models import Answer, Level, Participant, Person, Question
from nhipcau.programmes.models import Programme
from nhipcau.skills.queries import skill_keys, skill_names

STANDING_STATES = STANDING
"""States in which a pair keeps its mentor's place and its mentee."""
_HIGHEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair with both people.

    `parts` is what was stored when confirmed: `{"code", "label", "points", "most", "detail", "no_answer"}`, where
    label and detail are read with `phrase_from`.
    """

    id: int
    uid: str
    mentor_id: int
    mentee_id: int
    mentor_name: str
    mentee_name: str
    mentor_email: str
    mentee_email: str
    state: str
    fit: int
    parts: tuple[dict[str, object], ...]
    confirmed_on: date | None
    ended_on: date | None
    end_reason: str
    note: str
    fit_answer: FitAnswer = ""
    fit_answered_on: date | None = None
    follows_id: int | None = None
    """The ended pair of the same mentee that this one took the place of."""

    @property
    def stands(self) -> bool:
        return self.state in STANDING_STATES


@dataclass(frozen=True, slots=True)
class PairNames:
    """A pair in short: whose it is, and whether it stands."""

    id: int
    mentor_name: str
    mentee_name: str
    state: str

    @property
    def stands(self) -> bool:
        return self.state in STANDING_STATES


@dataclass(frozen=True, slots=True)
class PairEventRow:
    """One change in a pair's life: a new state, or `fit_<answer>` for what the two said of their fit."""

    state: str
    happened_at: datetime
    note: str


SETTINGS_TABLES = frozenset({"criterion", "pairing_rules", "quota", "pair_constraint"})
"""What the coordinator can change between two plans while everybody's answers stay what they are."""


def pairing_input(db: Session, programme_id: int) -> PairingInput:
    """Return everything pairing needs of one programme; criteria are proposed when none are saved."""
    kind = db.exec(select(Programme.kind).where(Programme.id == programme_id)).one()
    questions = questions_of(db, programme_id)
    candidates = _candidates(db, programme_id)
    skills = _skills(db, candidates)
    standing = _standing(db, programme_id)
    people = PairingInput(
        programme_id,
        kind,
        candidates,
        questions,
        earlier=_earlier(db, programme_id),
        current=tuple(sorted(standing)),
        unwell=frozenset(pair for pair, answer in standing.items() if answer == "not_good"),
        skills=skills,
        skill_names=skill_names(db, {code for codes in skills.values() for code in codes}),
    )
    return with_present_settings(db, people)


def with_present_settings(db: Session, people: PairingInput) -> PairingInput:
    """Return the same people with the settings as they are now, for steps that touch SETTINGS_TABLES only."""
    people = with_present_quoting(db, people)
    settings = saved_settings(db, people.programme_id)
    if not has_saved_rules(db, people.programme_id):
        settings = replace(settings, rules=default_rules(people.kind, people.candidates))
    saved = bool(settings.criteria)
    if not saved:
        settings = replace(settings, criteria=proposed_criteria(replace(people, settings=settings)))
    return replace(people, settings=settings, criteria_saved=saved)


def with_present_quoting(db: Session, people: PairingInput) -> PairingInput:
    """Return the same people with what the coordinator says now of which answers may be told to the two of a pair."""
    said = select(Question.id, Question.quotable).where(Question.programme_id == people.programme_id)
    return people.with_quotable({id_: quotable for id_, quotable in db.exec(said) if id_ is not None})


def pairs_go_both_ways(db: Session, programme_id: int) -> bool:
    """Whether peers help each other: as chosen, or as such a programme begins while nothing is chosen."""
    if has_saved_rules(db, programme_id):
        return saved_settings(db, programme_id).rules.mutual
    if db.exec(select(Programme.kind).where(Programme.id == programme_id)).one() != "peer":
        return False
    roles = db.exec(
        select(Participant.is_mentor, Participant.is_mentee).where(
            Participant.programme_id == programme_id, Participant.status == "enrolled"
        )
    ).all()
    return bool(roles) and all(mentor and mentee for mentor, mentee in roles)


def _skills(db: Session, candidates: Iterable[Candidate]) -> dict[str, tuple[str, ...]]:
    """Return which skills people's goals, strengths and interests name, by the key of their wording."""
    texts = dict.fromkeys(
        text
        for person in candidates
        for text in (*(topic.name for topic in (*person.goals, *person.strengths)), *person.interests)
    )
    return {answer_key(text): codes for text, codes in sorted(skill_keys(db, texts).items())}


_OF_PARTICIPANT = (
    "id", "person_id", "uid", "is_mentor", "is_mentee", "capacity", "least", "mentors_wanted", "expectations",
    "ideal_partner", "learning_style", "note",
)  # fmt: skip
_OF_PERSON = (
    "full_name", "preferred_name", "salutation", "email", "phone", "employee_code", "assistant_name", "assistant_email",
    "department", "title", "level", "birth_year", "gender", "place", "time_zone",
)  # fmt: skip
_LISTS = {
    "goals": Participant.goals, "strengths": Participant.strengths, "interests": Participant.interests,
    "availability": Participant.availability, "wishes": Participant.wishes, "refusals": Participant.refusals,
    "languages": Person.languages, "meeting_ways": Person.meeting_ways,
}  # fmt: skip


def _candidates(db: Session, programme_id: int) -> tuple[Candidate, ...]:
    # Columns, not objects: several times faster, and nothing of it is written.
    wanted = (
        select_columns(
            *(col(getattr(Participant, name)) for name in _OF_PARTICIPANT),
            *(col(getattr(Person, name)) for name in _OF_PERSON),
            *map(as_stored, _LISTS.values()),
        )
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled")
        .order_by(col(Participant.id))
    )
    managers = dict(
        db.exec(select(Person.id, Person.manager_id).where(col(Person.manager_id).is_not(None))).all()
    )
    ranks = rungs(dict(db.exec(select(Level.name, Level.rank)).all()))
    answers = _answers(db, programme_id)
    left_out = _left_out_before(db, programme_id)
    names = (*_OF_PARTICIPANT, *_OF_PERSON, *_LISTS)
    people = (dict(zip(names, row, strict=True)) for row in db.connection().execute(wanted).all())
    read = _Lists()
    return tuple(
        _candidate(
            of, read, ranks.get(of["level"]), _chain(managers, of["person_id"]), answers.get(of["id"], {}),
            left_out=of["is_mentee"] and of["person_id"] in left_out,
        )
        for of in people
    )  # fmt: skip


def rungs(ranks: Mapping[str, int | None]) -> dict[str, int]:
    """Return each placed level's rung, 1 the lowest: ranks leave room between levels, people count rungs."""
    places = {
        rank: rung for rung, rank in enumerate(sorted({r for r in ranks.values() if r is not None}), start=1)
    }
    return {name: places[rank] for name, rank in ranks.items() if rank is not None}


class _Lists:
    """What people have given several answers to: read once for all who gave the same."""

    def __init__(self) -> None:
        self.texts: JsonLists[tuple[str, ...]] = JsonLists(tuple)
        self.goals = JsonLists(lambda goals: tuple(Topic(one["topic"], one["importance"]) for one in goals))
        self.strengths = JsonLists(
            lambda strengths: tuple(Topic(one["topic"], one["level"]) for one in strengths)
        )


def _candidate(
    of: Mapping[str, Any],
    read: _Lists,
    rank: int | None,
    managers: tuple[int, ...],
    answers: Mapping[int, object],
    *,
    left_out: bool,
) -> Candidate:
    return Candidate(
        participant_id=of["id"],
        person_id=of["person_id"],
        uid=of["uid"],
        name=of["full_name"],
        is_mentor=of["is_mentor"],
        is_mentee=of["is_mentee"],
        capacity=of["capacity"],
        least=of["least"],
        mentors_wanted=of["mentors_wanted"],
        preferred_name=of["preferred_name"],
        salutation=of["salutation"],
        email=of["email"],
        phone=of["phone"],
        employee_code=of["employee_code"],
        assistant_name=of["assistant_name"],
        assistant_email=of["assistant_email"],
        department=of["department"],
        title=of["title"],
        level=of["level"],
        level_rank=rank,
        birth_year=of["birth_year"],
        gender=of["gender"],
        place=of["place"],
        time_zone=of["time_zone"],
        languages=read.texts(of["languages"]),
        meeting_ways=read.texts(of["meeting_ways"]),
        managers=managers,
        goals=read.goals(of["goals"]),
        strengths=read.strengths(of["strengths"]),
        expectations=of["expectations"],
        ideal_partner=of["ideal_partner"],
        learning_style=of["learning_style"],
        interests=read.texts(of["interests"]),
        availability=read.texts(of["availability"]),
        wishes=read.texts(of["wishes"]),
        refusals=read.texts(of["refusals"]),
        note=of["note"],
        answers=answers,
        left_out_before=left_out,
    )


def _chain(managers: Mapping[int | None, int | None], person_id: int | None) -> tuple[int, ...]:
    """Return everybody above a person, nearest first; a circle in the data ends the walk."""
    found: list[int] = []
    above = managers.get(person_id)
    while above is not None and above not in found and above != person_id and len(found) < _HIGHEST_CHAIN:
        found.append(above)
        above = managers.get(above)
    return tuple(found)


def _answers(db: Session, programme_id: int) -> Mapping[int, Mapping[int, object]]:
    found: dict[int, dict[int, object]] = defaultdict(dict)
    wanted = (
        select_columns(col(Answer.participant_id), col(Answer.question_id), as_stored(Answer.value))
        .join(Question, col(Question.id) == col(Answer.question_id))
        .where(col(Question.programme_id) == programme_id)
    )
    read: JsonLists[object] = JsonLists(lambda value: value)
    for participant_id, question_id, value in db.connection().execute(wanted).all():
        found[participant_id][question_id] = read(value)
    return found


def questions_of(db: Session, programme_id: int) -> tuple[ProfileQuestion, ...]:
    wanted = (
        select(Question)
        .where(Question.programme_id == programme_id)
        .order_by(col(Question.position), col(Question.id))
    )
    return tuple(
        ProfileQuestion(
            cast("int", row.id), row.wording, row.kind, tuple(row.options), row.grid, row.quotable
        )
        for row in db.exec(wanted)
    )


def _earlier(db: Session, programme_id: int) -> frozenset[tuple[int, int]]:
    """Return who was paired with whom in any programme, as person ids (mentor, mentee).

    Pairs that stand in this programme are not earlier ones: they are its present.
    """
    people = dict(db.exec(select(Participant.id, Participant.person_id)).all())
    pairs = db.exec(select(Pair.programme_id, Pair.state, Pair.mentor_id, Pair.mentee_id)).all()
    return frozenset(
        (people[mentor], people[mentee])
        for programme, state, mentor, mentee in pairs
        if state == "ended" or (programme != programme_id and state != "proposed")
    )


def _standing(db: Session, programme_id: int) -> dict[tuple[int, int], str]:
    """Return the pairs (mentee, mentor) that stand, with their fit answers."""
    wanted = select(Pair.mentee_id, Pair.mentor_id, Pair.fit_answer).where(
        Pair.programme_id == programme_id, col(Pair.state).in_(STANDING_STATES)
    )
    return {(mentee, mentor): answer for mentee, mentor, answer in db.exec(wanted)}


def _left_out_before(db: Session, programme_id: int) -> frozenset[int]:
    """Return who was a mentee in the season before theirs now, and never had a pair there, as person ids.

    A season counts once it has pairs, and only the latest one of each person: who was left out two seasons ago and
    had a mentor in the last one has had their turn. Who withdrew then was not left out.
    """
    starts = {one.id: (one.starts_on or one.created_at.date(), one.id) for one in db.exec(select(Programme))}
    pairs = db.exec(select(Pair.programme_id, Pair.mentee_id).where(Pair.state != "proposed")).all()
    counting = {season for season, _ in pairs if starts[season] < starts[programme_id]}
    had_one = {mentee for _, mentee in pairs}
    mentees = db.exec(
        select(Participant.id, Participant.person_id, Participant.programme_id).where(
            col(Participant.programme_id).in_(counting),
            col(Participant.is_mentee).is_(True),
            Participant.status == "enrolled",
        )
    ).all()
    latest: dict[int, bool] = {}
    for participant, person, _ in sorted(mentees, key=lambda row: starts[row[2]]):
        latest[person] = participant not in had_one
    return frozenset(person for person, left_out in latest.items() if left_out)


def paired_participant_ids(db: Session, programme_id: int) -> frozenset[int]:
    """Return everyone who has a pair that stands."""
    return frozenset(person for pair in _standing(db, programme_id) for person in pair)


def ever_paired_ids(db: Session) -> frozenset[int]:
    """Return every participant who has or had a pair, in whatever programme."""
    pairs = db.connection().execute(select_columns(col(Pair.mentor_id), col(Pair.mentee_id)))
    return frozenset(person for pair in pairs for person in pair)


def enrolled_on(db: Session, programme_id: int) -> Mapping[int, date | None]:
    """Return when each participant who is still there joined: since when somebody without a pair has waited."""
    wanted = select_columns(col(Participant.id), col(Participant.enrolled_on)).where(
        col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled"
    )
    rows: list[Any] = list(db.connection().execute(wanted))
    return {row[0]: row[1] for row in rows}


_OF_PAIR = (
    "id", "uid", "mentor_id", "mentee_id", "state", "fit", "confirmed_on", "ended_on", "end_reason", "note",
    "fit_answer", "fit_answered_on", "follows_id",
)  # fmt: skip


def pair_rows(db: Session, programme_id: int) -> tuple[PairRow, ...]:
    """Return the programme's pairs, ended ones included, by the mentee's name."""
    columns = select_columns(
        *(col(getattr(Pair, name)) for name in _OF_PAIR), as_stored(Pair.reasons)
    )  # Columns, not objects: several times faster, and nothing of it is written.
    pairs = db.connection().execute(
        columns.where(col(Pair.programme_id) == programme_id).order_by(col(Pair.id))
    )
    parts: JsonLists[tuple[dict[str, object], ...]] = JsonLists(
        lambda found: tuple(dict(part) for part in found)
    )
    people = {
        participant: (person, name, email)
        for participant, person, name, email in db.exec(
            select(Participant.id, Person.id, Person.full_name, Person.email)
            .join(Person, col(Person.id) == col(Participant.person_id))
            .where(Participant.programme_id == programme_id)
        )
    }
    rows = [_pair_row(dict(zip(_OF_PAIR, row, strict=False)), parts(row[-1]), people) for row in pairs.all()]
    return tuple(sorted(rows, key=lambda row: (person_sort_key(row.mentee_name, "vi"), row.id)))


def pair_names(db: Session, programme_id: int) -> tuple[PairNames, ...]:
    """Return the names of the programme's pairs, in the order of `pair_rows`."""
    statement = _with_names(
        select_columns(col(Pair.id), col(_MENTOR.full_name), col(_MENTEE.full_name), col(Pair.state))
    ).where(col(Pair.programme_id) == programme_id)
    rows = [PairNames(*row) for row in db.connection().execute(statement)]
    return tuple(sorted(rows, key=lambda row: (person_sort_key(row.mentee_name, "vi"), row.id)))


_MENTOR, _MENTEE = aliased(Person), aliased(Person)


def _with_names(statement: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's own statements
    """Join the two people of each pair to a statement."""
    mentor, mentee = aliased(Participant), aliased(Participant)
    return (
        statement.join(mentor, col(mentor.id) == col(Pair.mentor_id))
        .join(_MENTOR, col(_MENTOR.id) == col(mentor.person_id))
        .join(mentee, col(mentee.id) == col(Pair.mentee_id))
        .join(_MENTEE, col(_MENTEE.id) == col(mentee.person_id))
    )


def _pair_row(
    of: dict[str, Any], parts: tuple[dict[str, object], ...], people: Mapping[Any, tuple[Any, str, str]]
) -> PairRow:
    _, mentor_name, mentor_email = people[of["mentor_id"]]
    _, mentee_name, mentee_email = people[of["mentee_id"]]
    return PairRow(
        mentor_name=mentor_name,
        mentee_name=mentee_name,
        mentor_email=mentor_email,
        mentee_email=mentee_email,
        parts=parts,
        **of,
    )


def pairs_for_search(
    db: Session, programme_id: int, language: Language = "vi"
) -> tuple[tuple[int, str, str], ...]:
    """Return (pair id, mentor, mentee) of every pair that has not ended early."""
    statement = _with_names(
        select_columns(col(Pair.id), col(_MENTOR.full_name), col(_MENTEE.full_name))
    ).where(Pair.programme_id == programme_id, col(Pair.state).in_(STANDING_STATES))
    found = [(cast("int", pair), a, b) for pair, a, b in db.connection().execute(statement)]
    return tuple(sorted(found, key=lambda row: (person_sort_key(row[2], language), row[0])))


def pair_history(db: Session, pair_id: int) -> tuple[PairEventRow, ...]:
    """Return a pair's events, oldest first."""
    wanted = (
        select(PairEvent)
        .where(PairEvent.pair_id == pair_id)
        .order_by(col(PairEvent.happened_at), col(PairEvent.id))
    )
    return tuple(PairEventRow(row.state, row.happened_at, row.note) for row in db.exec(wanted))
