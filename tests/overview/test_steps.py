"""Only evidence makes a step done."""

from dataclasses import replace

from tests.support.sessions import TODAY, confirmed_programme, hold_clock
from tests.support.waves import answer, asked_in, open_ready, questions_of

from nhipcau.database import Database
from nhipcau.evaluation.models import SurveyKind
from nhipcau.overview.queries import Evidence, evidence
from nhipcau.overview.rules import next_thing, proofs_met, step_states
from nhipcau.participants.service import add_person, enrol
from nhipcau.programmes.service import add_programme


def test_a_new_programme_stands_at_its_goals() -> None:
    assert step_states(Evidence()) == ("current", *("todo",) * 7)


def test_confirmed_pairs_finish_the_second_step_even_before_the_first() -> None:
    states = step_states(Evidence(people=4, pairs=2))
    assert states[:3] == ("current", "done", "todo")


def test_goals_need_vision_sponsor_and_dates() -> None:
    whole = Evidence(has_vision=True, has_sponsor=True, has_dates=True)
    assert step_states(whole)[:2] == ("done", "current")
    assert proofs_met(1, whole) == (True, True, True)
    for part in (
        replace(whole, has_vision=False),
        replace(whole, has_sponsor=False),
        replace(whole, has_dates=False),
    ):
        assert step_states(part)[:2] == ("current", "todo")
        assert proofs_met(1, part).count(True) == 2


def test_the_step_after_the_last_that_is_done_is_the_current_one() -> None:
    whole = Evidence(has_vision=True, has_sponsor=True, has_dates=True, pairs=1)
    assert step_states(whole) == ("done", "done", "current", *("todo",) * 5)


def test_the_second_step_shows_people_and_pairs() -> None:
    assert proofs_met(2, Evidence()) == (False, False)
    assert proofs_met(2, Evidence(people=1)) == (True, False)
    assert proofs_met(2, Evidence(people=1, pairs=1)) == (True, True)
    assert proofs_met(3, Evidence(people=1, pairs=1)) == ()


def test_the_evaluation_shows_nothing_before_there_are_pairs() -> None:
    assert proofs_met(6, Evidence()) == (False, False)
    assert proofs_met(6, Evidence(pairs=1)) == (True, False)


def test_what_to_do_now_follows_what_is_there() -> None:
    assert next_thing(Evidence()) == "people"
    assert next_thing(Evidence(people=2, mentors=2)) == "one_side"
    assert next_thing(Evidence(people=3, mentors=2, mentees=1)) == "pair"
    assert next_thing(Evidence(people=3, mentors=2, mentees=1, pairs=1, unpaired=1)) == "more"
    assert next_thing(Evidence(people=2, mentees=2)) == "one_side"
    paired = Evidence(people=3, mentors=2, mentees=1, pairs=1, paired_people=2)
    assert next_thing(paired) == "letters", "a spare mentor is no trouble"
    paired = replace(paired, sessions=1)
    assert next_thing(paired) == "goals"
    assert next_thing(replace(paired, has_vision=True, has_sponsor=True, has_dates=True)) == "onward"


def test_evidence_is_read_from_the_data(database: Database) -> None:
    with database.step("programmes.step.add", name="A") as db:
        programme_id = add_programme(db, {"name": "A", "kind": "reverse", "vision": "v"})
    with database.read() as db:
        found = evidence(db, programme_id)
    assert (found.kind, found.has_vision, found.has_dates, found.people) == ("reverse", True, False, 0)


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
    with database.read() as db:
        found = evidence(db, programme_id)
    people = asked_in(database, fit)
    assert (found.waves, proofs_met(6, found)) == ((("Đợt một", 0, len(people)),), (False, False))
    question = questions_of(database, fit)[0]
    for row in people:
        answer(database, row.id, {question.id: 0}, TODAY)
    kinds: tuple[SurveyKind, ...] = ("midterm", "end")
    for kind in kinds:
        wave_id = open_ready(database, programme_id, kind, opens_on=TODAY)
        asked = next(one for one in questions_of(database, wave_id) if not one.audience)
        for row in asked_in(database, wave_id):
            answer(database, row.id, {asked.id: 4}, TODAY)
    with database.read() as db:
        found = evidence(db, programme_id)
    assert (found.fit_unheard, found.surveys_done) == (0, frozenset({"fit", "midterm", "end"}))
    assert proofs_met(6, found) == (True, True)
