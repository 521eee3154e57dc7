"""Only evidence makes a step done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.support import make
from tests.support.sessions import TODAY, confirmed_programme, hold_clock
from tests.support.waves import answer, asked_in, open_ready, questions_of

from nhipcau.common.feature import Feature, StepProof
from nhipcau.common.feature_answers import ProofDetail
from nhipcau.database import Database
from nhipcau.overview.queries import Evidence, StepEvidence, evidence, step_evidence, steps_done
from nhipcau.overview.rules import next_thing, step_states
from nhipcau.participants.service import add_person, enrol
from nhipcau.programmes.service import add_programme, amend_programme
from nhipcau.shell.features import FEATURES
from nhipcau.surveys.models import SurveyKind


def amend(database: Database, programme_id: int, values: Mapping[str, object]) -> None:
    with database.step("a.b") as db:
        amend_programme(db, programme_id, values)


def done(database: Database, programme_id: int) -> frozenset[int]:
    with database.read() as db:
        return steps_done(db, programme_id, FEATURES)


def shown(database: Database, programme_id: int, step: int) -> StepEvidence:
    with database.read() as db:
        return step_evidence(db, programme_id, FEATURES)[step]


def test_a_new_programme_stands_at_its_goals(database: Database) -> None:
    programme_id = make.programme(database)
    assert done(database, programme_id) == frozenset()
    assert step_states(()) == ("current", *("todo",) * 7)


def test_confirmed_pairs_finish_the_second_step_even_before_the_first(database: Database) -> None:
    programme_id = make.programme(database)
    assert shown(database, programme_id, 2).met == {0: False, 1: False}
    make.participant(database, programme_id, "Mai")
    assert shown(database, programme_id, 2).met == {0: True, 1: False}
    programme_id = confirmed_programme(database)
    assert done(database, programme_id) == {2}
    assert shown(database, programme_id, 2).met == {0: True, 1: True}
    assert step_states({2})[:3] == ("current", "done", "todo")


def test_goals_need_vision_sponsor_and_dates(database: Database) -> None:
    programme_id = make.programme(database)
    whole = {"vision": "v", "sponsor": "s", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 1)}
    lacking: tuple[tuple[str, object], ...] = (("vision", ""), ("sponsor", ""), ("ends_on", None))
    for line, (field, nothing) in enumerate(lacking):
        amend(database, programme_id, whole | {field: nothing})
        assert shown(database, programme_id, 1).met == {number: number != line for number in range(3)}
        assert done(database, programme_id) == frozenset()
    amend(database, programme_id, whole)
    assert done(database, programme_id) == {1}
    assert step_states({1})[:2] == ("done", "current")


def test_the_step_after_the_last_that_is_done_is_the_current_one() -> None:
    assert step_states({1, 2}) == ("done", "done", "current", *("todo",) * 5)


def test_the_evaluation_shows_nothing_before_there_are_pairs(database: Database) -> None:
    assert shown(database, make.programme(database), 6).met == {0: False, 1: False}


def test_a_step_without_evidence_that_completes_it_is_never_done(database: Database) -> None:
    features = [Feature(proofs=(StepProof(3, 0, lambda *_: True, frozenset()),))]
    programme_id = make.programme(database)
    with database.read() as db:
        assert steps_done(db, programme_id, features) == frozenset()
        assert step_evidence(db, programme_id, features)[3].met == {0: True}


def test_a_programme_that_is_gone_shows_nothing(database: Database) -> None:
    assert done(database, 99) == frozenset()
    with database.read() as db:
        assert step_evidence(db, 99, FEATURES) == {}


def test_what_to_do_now_follows_what_is_there() -> None:
    assert next_thing(Evidence(), ()) == "people"
    assert next_thing(Evidence(people=2, mentors=2), ()) == "one_side"
    assert next_thing(Evidence(people=3, mentors=2, mentees=1), ()) == "pair"
    assert next_thing(Evidence(people=3, mentors=2, mentees=1, pairs=1, unpaired=1), ()) == "more"
    assert next_thing(Evidence(people=2, mentees=2), ()) == "one_side"
    paired = Evidence(people=3, mentors=2, mentees=1, pairs=1, paired_people=2)
    assert next_thing(paired, {2}) == "letters", "a spare mentor is no trouble"
    paired = replace(paired, sessions=1)
    assert next_thing(paired, {2}) == "goals"
    assert next_thing(paired, {1, 2}) == "onward"


def test_evidence_is_read_from_the_data(database: Database) -> None:
    with database.step("programmes.step.add", name="A") as db:
        programme_id = add_programme(db, {"name": "A", "kind": "reverse", "vision": "v"})
    with database.read() as db:
        found = evidence(db, programme_id)
    assert (found.kind, found.people) == ("reverse", 0)
    assert shown(database, programme_id, 1) == StepEvidence("reverse", {0: True, 1: False, 2: False})


def test_only_those_who_need_a_mentor_count_as_without_a_pair(database: Database) -> None:
    programme_id = confirmed_programme(database)
    with database.read() as db:
        before = evidence(db, programme_id)
    with database.step("a.b") as db:
        for name, role in (("Mai", "is_mentor"), ("Đào", "is_mentee")):
            enrol(db, programme_id, add_person(db, {"full_name": name}), {role: True})
    with database.read() as db:
        after = evidence(db, programme_id)
    assert (after.people - before.people, after.unpaired - before.unpaired) == (2, 1)


def test_the_sixth_step_shows_what_was_asked_and_answered(database: Database) -> None:
    hold_clock()
    programme_id = confirmed_programme(database)
    fit = open_ready(database, programme_id, "fit", opens_on=TODAY)
    people = asked_in(database, fit)
    found = shown(database, programme_id, 6)
    values = {"wave": "Đợt một", "n": 0, "asked": len(people)}
    assert found.details == (ProofDetail("evaluation.proof.wave", values, is_met=False),)
    assert found.met == {0: False, 1: False}
    question = questions_of(database, fit)[0]
    for row in people:
        answer(database, row.id, {question.id: 0}, TODAY)
    kinds: tuple[SurveyKind, ...] = ("midterm", "end")
    for kind in kinds:
        wave_id = open_ready(database, programme_id, kind, opens_on=TODAY)
        asked = next(one for one in questions_of(database, wave_id) if not one.audience)
        for row in asked_in(database, wave_id):
            answer(database, row.id, {asked.id: 4}, TODAY)
    found = shown(database, programme_id, 6)
    assert found.met == {0: True, 1: True}
    assert [detail.is_met for detail in found.details] == [True, True, True]
