"""Only evidence makes a step done."""

from nhipcau.database import Database
from nhipcau.overview.queries import Evidence, evidence
from nhipcau.overview.rules import next_thing, proofs_met, step_states
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
    assert step_states(Evidence(has_vision=True, has_sponsor=True))[0] == "current"


def test_what_to_do_now_follows_what_is_there() -> None:
    assert next_thing(Evidence()) == "people"
    assert next_thing(Evidence(people=2, mentors=2)) == "one_side"
    assert next_thing(Evidence(people=3, mentors=2, mentees=1)) == "pair"
    assert next_thing(Evidence(people=3, mentors=2, mentees=1, pairs=1, paired_people=2)) == "more"
    assert next_thing(Evidence(people=2, mentors=1, mentees=1, pairs=1, paired_people=2)) == "goals"


def test_evidence_is_read_from_the_data(database: Database) -> None:
    with database.step("programmes.step.add", name="A") as db:
        programme_id = add_programme(db, {"name": "A", "kind": "reverse", "vision": "v"})
    with database.read() as db:
        found = evidence(db, programme_id)
    assert (found.kind, found.has_vision, found.has_dates, found.people) == ("reverse", True, False, 0)
