"""What is worked out of people is kept from one question to the next, and is gone when the session is closed."""

import gc
import weakref
from dataclasses import replace

import pytest
from tests.support.pairing import random_programme

from nhipcau.pairing.engine.deciding.remaining_problem import scored
from nhipcau.pairing.plan import pairing_session as sessions
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import Candidate, Settings


def people_in_memory() -> set[int]:
    gc.collect()
    return {id(one) for one in gc.get_objects() if isinstance(one, Candidate)}


def test_scores_are_made_once_for_all_that_is_asked_of_the_same_answers() -> None:
    people, session = random_programme(11, 12, 9), PairingSession()
    scoring = session.scored(people, None)
    assert session.scored(people, None) is scoring
    assert session.scored(replace(people, current=()), None) is scoring
    total = replace(people.settings, rules=replace(people.settings.rules, aim="total"))
    assert session.scored(people, total).open is scoring.open
    assert session.scored(replace(people, candidates=people.candidates[1:]), None).open is not scoring.open


@pytest.mark.parametrize("mutual", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_what_a_session_remembers_changes_no_score(seed: int, mutual: bool) -> None:
    people, session = random_programme(seed, 9, 9), PairingSession()
    rules = replace(people.settings.rules, mutual=mutual)
    criteria = people.settings.criteria
    for wanted in (
        Settings(criteria, rules, people.settings.constraints),
        Settings(tuple(replace(one, weight="high") for one in criteria), rules),
        Settings(criteria[:2], replace(rules, common_slots=2, mutual=False)),
        Settings(criteria[:2], replace(rules, common_slots=2)),
    ):
        known, anew = session.scored(people, wanted), scored(people, wanted)
        assert known.settings == anew.settings
        assert (known.scores == anew.scores).all()
        assert (known.open == anew.open).all()
        assert (known.broken == anew.broken).all()


def test_a_closed_session_holds_nobody_in_memory() -> None:
    before, session = people_in_memory(), PairingSession()
    people = random_programme(11, 30, 20)
    plan = solve(people, session=session)
    scores = weakref.ref(session.scored(people, None).open)
    del people, plan
    assert people_in_memory() > before
    assert scores() is not None
    session.close()
    assert people_in_memory() == before
    assert scores() is None


def test_what_was_still_being_worked_out_when_a_session_closed_is_not_kept() -> None:
    before, session = people_in_memory(), PairingSession()

    def close() -> None:
        session.close()

    session.scored(random_programme(11, 30, 20), None, close)
    assert people_in_memory() == before


def test_only_the_scores_of_very_many_pairs_are_let_go_while_nobody_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people, session = random_programme(11, 12, 9), PairingSession()
    scoring = session.scored(people, None)
    session.rest()
    assert session.scored(people, None) is scoring
    monkeypatch.setattr(sessions, "_REMEMBERED", 20)
    session.rest()
    again = session.scored(people, None)
    assert again is not scoring
    assert (again.scores == scoring.scores).all()
