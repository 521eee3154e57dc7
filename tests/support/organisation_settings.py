"""What hypothesis makes up around an organisation: how it pairs, its ladder and skills, reporting lines, consent."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st
from sqlmodel import Session

from nhipcau.mail.letter_texts import LETTER_KINDS, VOICES
from nhipcau.mail.models import OwnLetter
from nhipcau.pairing.models import (
    AIMS,
    ATTRIBUTES,
    BUILT_IN,
    QUOTA_KINDS,
    WEIGHTS,
    Criterion,
    PairConstraint,
    PairingRules,
    Quota,
    Scenario,
    ScenarioPair,
)
from nhipcau.participants.models import Consent, Level, Participant, Person, Question
from nhipcau.skills.models import Skill, SkillWording
from nhipcau.skills.starting_list import AREAS, starting_skills
from nhipcau.skills.wording_tokens import wording_key

Made = dict[str, Any]
_COMPARISONS: Final = ("alike", "different", "overlap", "complement", "graded", "must_match")
_places = st.integers(0, 5)
_two = st.tuples(_places, _places)
_weights = st.sampled_from(WEIGHTS)
_gaps = st.none() | st.integers(-5, 9)
_rules: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {
        **{
            name: st.booleans()
            for name in (
                "avoid_reporting_line", "avoid_earlier_pairs", "common_language", "meeting_way", "every_mentor",
                "mutual", "priority_left_out",
            )
        },
        "common_slots": st.integers(0, 20), "level_gap_least": _gaps, "level_gap_most": _gaps,
        "time_zone_most": st.none() | st.integers(0, 12), "mentee_share": st.integers(0, 100),
        "aim": st.sampled_from(AIMS), "fair_within": st.integers(0, 1000), "group_least": st.integers(0, 30),
        "mentors_each": st.integers(1, 3),
    }
)  # fmt: skip
_built_in = st.lists(st.tuples(st.sampled_from(BUILT_IN), _weights), max_size=5, unique_by=lambda one: one[0])
_asked = st.lists(
    st.tuples(_places, st.none() | _places, st.sampled_from(_COMPARISONS), _weights), max_size=3
)


def settings_drafts(texts: st.SearchStrategy[str], days: st.SearchStrategy[date]) -> st.SearchStrategy[Made]:
    """Return what is decided around six people and five questions, named by their places."""
    said = texts.filter(lambda text: bool(text.strip()))
    maybe = st.just("") | texts
    quota = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(QUOTA_KINDS), "attribute": st.sampled_from(ATTRIBUTES), "value": maybe,
            "partner_value": maybe, "bound": st.sampled_from(("least", "most")), "percent": st.integers(0, 100),
        }
    )  # fmt: skip
    skill = st.fixed_dictionaries(
        {"name_vi": said, "name_en": maybe, "area": st.sampled_from(AREAS), "hidden": st.booleans()}
    )
    return st.fixed_dictionaries(
        {
            "managers": st.lists(st.none() | _places, max_size=6),
            "consents": st.lists(st.none() | st.tuples(days, maybe), max_size=6),
            "constraints": st.lists(
                st.tuples(_two, st.sampled_from(("locked", "forbidden")), maybe), max_size=4,
                unique_by=lambda one: one[0],
            ),
            "criteria": st.none() | st.tuples(_built_in, _asked),
            "rules": st.none() | _rules,
            "quotas": st.lists(quota, max_size=2),
            "levels": st.lists(
                st.tuples(said, st.none() | st.integers(-5, 900)), max_size=4, unique_by=lambda one: one[0]
            ),
            "skills": st.lists(skill, max_size=2),
            "changed": st.lists(
                st.tuples(st.integers(0, 200), maybe, st.booleans()), max_size=2, unique_by=lambda one: one[0]
            ),
            "wordings": st.lists(st.tuples(said, st.none() | st.integers(0, 200)), max_size=3),
            "letters": st.lists(
                st.tuples(st.sampled_from(LETTER_KINDS), st.sampled_from(VOICES), said, said),
                max_size=3,
                unique_by=lambda one: one[:2],
            ),
            "plans": st.lists(
                st.tuples(said, st.lists(st.tuples(_two, st.integers(0, 10_000)), max_size=3)), max_size=2
            ),
        }
    )  # fmt: skip


def write_settings(
    db: Session, programme_id: int, joined: Sequence[Participant], asked: Sequence[Question], made: Made
) -> None:
    """Write it straight to the tables."""
    _write_people(db, joined, made)
    _write_pairing(db, programme_id, joined, asked, made)
    _write_skills(db, made)
    db.add_all(
        OwnLetter(kind=kind, language="vi", voice=voice, subject=subject, body=body)
        for kind, voice, subject, body in made["letters"]
    )
    db.add_all(Level(name=name, rank=rank) for name, rank in made["levels"])
    for name, pairs in made["plans"]:
        plan = Scenario(programme_id=programme_id, name=name)
        db.add(plan)
        db.flush()
        assert plan.id is not None
        held = {_both(joined, both): fit for both, fit in pairs}
        db.add_all(
            ScenarioPair(scenario_id=plan.id, mentor_id=mentor, mentee_id=mentee, fit=fit, locked=not fit % 2)
            for (mentor, mentee), fit in held.items()
        )
    db.flush()


def _both(joined: Sequence[Participant], both: tuple[int, int]) -> tuple[int, int]:
    mentor, mentee = (joined[place % len(joined)].id for place in both)
    assert mentor is not None
    assert mentee is not None
    return (mentor, mentee)


def _write_people(db: Session, joined: Sequence[Participant], made: Made) -> None:
    for one, place in zip(joined, made["managers"], strict=False):
        if place is not None:
            db.get_one(Person, one.person_id).manager_id = joined[place % len(joined)].person_id
    for one, consent in zip(joined, made["consents"], strict=False):
        if consent is not None:
            db.add(Consent(person_id=one.person_id, given_on=consent[0], source=consent[1]))


def _write_pairing(
    db: Session, programme_id: int, joined: Sequence[Participant], asked: Sequence[Question], made: Made
) -> None:
    held = {_both(joined, both): (kind, note) for both, kind, note in made["constraints"]}
    db.add_all(
        PairConstraint(programme_id=programme_id, mentor_id=mentor, mentee_id=mentee, kind=kind, note=note)
        for (mentor, mentee), (kind, note) in held.items()
    )
    built_in, of_questions = made["criteria"] or ((), ())
    db.add_all(
        Criterion(programme_id=programme_id, code=code, weight=weight, position=place)
        for place, (code, weight) in enumerate(built_in)
    )
    for place, (mentee, mentor, comparison, weight) in enumerate(of_questions if asked else ()):
        other = None if mentor is None else asked[mentor % len(asked)].id
        db.add(
            Criterion(
                programme_id=programme_id, code="question", mentee_question_id=asked[mentee % len(asked)].id,
                mentor_question_id=other, comparison=comparison, weight=weight, position=100 + place,
            )
        )  # fmt: skip
    if made["rules"] is not None:
        db.add(PairingRules(programme_id=programme_id, **made["rules"]))
    db.add_all(
        Quota(programme_id=programme_id, position=place, **one) for place, one in enumerate(made["quotas"])
    )


def _write_skills(db: Session, made: Made) -> None:
    listed = starting_skills()
    db.add_all(Skill(code=f"own-{place}", **one) for place, one in enumerate(made["skills"]))
    for place, name, hidden in made["changed"]:
        skill = listed[place]
        db.add(
            Skill(code=skill.code, name_vi=name or skill.name_vi, name_en=skill.name_en, area=skill.area, hidden=hidden)
        )  # fmt: skip
    met: dict[str, tuple[str, str]] = {}
    for wording, place in made["wordings"]:
        if wording_key(wording):
            met[wording_key(wording)] = (wording, "" if place is None else listed[place].code)
    db.add_all(
        SkillWording(wording=wording, folded=key, skill_code=code) for key, (wording, code) in met.items()
    )


def tough_settings(some: Callable[[int], str], dates: Sequence[date]) -> Made:
    """Return what is decided around the tough organisation."""
    return {
        "managers": [None, 0, 0, 1],
        "consents": [(day, some(place)) for place, day in enumerate(dates)],
        "constraints": [((0, 1), "locked", some(1)), ((2, 3), "forbidden", some(2)), ((3, 2), "forbidden", "")],
        "criteria": (
            [("goals_strengths", "must"), ("interests", "off"), ("level_gap", "low")],
            [(0, None, "alike", "high"), (1, 2, "overlap", "medium"), (7, None, "alike", "low")],
        ),
        "rules": {"fair_within": 125, "mentee_share": 70, "level_gap_least": -1, "common_slots": 2, "aim": "total"},
        "quotas": [
            {"kind": "partner", "value": some(3), "partner_value": some(4), "percent": 33},
            {"kind": "used", "attribute": "place", "bound": "most", "percent": 50},
        ],
        "levels": [(some(5), 10), (some(6), None), ("Trưởng phòng", 30)],
        "skills": [{"name_vi": some(7), "name_en": some(8), "area": "digital", "hidden": False}],
        "changed": [(3, "", True), (17, some(9), False)],
        "wordings": [(some(10), 5), ("Chuyện trò", None), (some(11), 30)],
        "letters": [("assistant", "friendly", some(13), some(14)), ("peer", "formal", some(15), "{reasons}\n\n• a")],
        "plans": [(some(12), [((0, 1), 8750), ((2, 3), 1)])],
    }  # fmt: skip
