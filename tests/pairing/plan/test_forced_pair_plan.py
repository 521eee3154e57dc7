"""One pair as wanted: what the plan would be then, and who would gain or lose by it."""

from dataclasses import replace

import pytest
from tests.support.pairing import mentee, mentor, programme
from tests.support.pairing_features import with_everything

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.pairing.engine.deciding.remaining_problem import scored, wanted_by
from nhipcau.pairing.explanation.plan_sentences import why_not_lines
from nhipcau.pairing.explanation.results import Alternative, Plan
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.plan.what_if import alternatives, price_by_solving, why_not
from nhipcau.pairing.settings.pairing_input import CriterionSetting, PairingInput, QuotaSetting, Rules, Topic

pytestmark = pytest.mark.slow


def pairs_after(plan: Plan, mentee_id: int, price: Alternative, *, several: bool) -> set[tuple[int, int]]:
    """Return the plan as the price says it would be; who has one mentor goes from that one to the one wanted."""
    pairs = {(pair.mentee_id, pair.mentor_id) for pair in plan.pairs}
    mine = {pair for pair in pairs if pair[0] == mentee_id}
    if len(mine) == 1 and not any(move.mentee_id == mentee_id for move in price.moves) and not several:
        pairs -= mine
    for move in price.moves:
        pairs.discard((move.mentee_id, move.from_mentor_id or 0))
        if move.to_mentor_id is not None:
            pairs.add((move.mentee_id, move.to_mentor_id))
    return pairs | {(mentee_id, price.mentor_id)}


@pytest.mark.parametrize("seed", range(40))
def test_every_price_found_by_solving_is_that_of_a_plan_with_the_pair(seed: int) -> None:
    people = with_everything(seed, 5, 4)
    plan, scoring = solve(people), scored(people, None)
    for one in people.mentees[:3]:
        for other in people.mentors[:3]:
            if one.person_id == other.person_id:
                continue
            price = price_by_solving(people, None, plan, one.participant_id, other.participant_id)
            several = wanted_by(one, people.settings.rules) > 1
            pairs = pairs_after(plan, one.participant_id, price, several=several)
            before = {pair.mentee_id for pair in plan.pairs}
            assert len(before) - price.unmatched == len({mentee_id for mentee_id, _ in pairs})
            fits = [int(scoring.scores[scoring.row(a), scoring.column(b)]) for a, b in pairs]
            assert sum(pair.fit for pair in plan.pairs) - sum(fits) == price.cost
            assert price.exact


def popular() -> PairingInput:
    """Return two mentees who both fit one of two mentors best, the first of them more."""
    people = [
        mentee(1, name="Lê Thị Mai", goals=(Topic("Excel", 5),)),
        mentee(2, name="Ngô Hữu Sơn", goals=(Topic("Excel", 5), Topic("AI", 1))),
        mentor(5, name="Phạm Quốc Đạt", strengths=(Topic("Excel", 4),)),
        mentor(6, name="Trần Bảo Ngọc", strengths=(Topic("AI", 4), Topic("Excel", 1))),
    ]
    return programme(people, [CriterionSetting("goals_strengths", "high")], Rules(aim="everyone"))


def test_why_not_says_what_it_costs_and_who_loses() -> None:
    people = popular()
    plan = solve(people)
    assert {(pair.mentee_id, pair.mentor_id) for pair in plan.pairs} == {(1, 5), (2, 6)}
    found = why_not(people, None, plan, 2, 5)
    assert found.rules == ()
    assert (found.price.cost > 0, found.price.unmatched) == (True, 0)
    assert [(one.mentee_id, (one.after or 0) < (one.before or 0)) for one in found.changes] == [
        (1, True),
        (2, False),
    ]
    lines = why_not_lines(found, plan, people, Words("en"))
    assert lines[0].startswith("The total fit falls by")
    assert any(line.startswith("Lê Thị Mai: the fit falls from 100%") for line in lines)


def test_why_not_of_a_pair_in_the_plan_says_so() -> None:
    people = popular()
    plan = solve(people)
    lines = why_not_lines(why_not(people, None, plan, 1, 5), plan, people, Words("vi"))
    assert lines == ["Hai người đã là một cặp trong phương án này"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(12))
def test_every_why_not_can_be_said(seed: int, language: Language) -> None:
    people = with_everything(seed, 4, 3)
    plan, words = solve(people), Words(language)
    for one in people.mentees[:2]:
        for other in people.mentors[:2]:
            if one.person_id != other.person_id:
                found = why_not(people, None, plan, one.participant_id, other.participant_id)
                lines = why_not_lines(found, plan, people, words)
                assert lines
                assert not any("{" in line for line in lines)


def test_where_pairs_are_tied_to_one_another_a_price_says_that_it_is_not_yet_exact() -> None:
    people = popular()
    settings = replace(people.settings, quotas=(QuotaSetting("different", "place"),))
    plan = solve(people, settings)
    assert {one.exact for one in alternatives(people, settings, plan, 1) if not one.current} == {False}
    assert price_by_solving(people, settings, plan, 1, 6).exact
