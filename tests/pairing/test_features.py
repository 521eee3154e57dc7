"""Groups, several mentors, quotas, peers, locks and confirmed pairs, switched at random: what must hold of any plan."""

from collections import Counter
from dataclasses import replace

import pytest
from tests.support.pairing_features import renumbered, with_everything

from nhipcau.pairing.engine.deciding.remaining_problem import everyone_both, scored, situation, wanted_by
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.plan.problem_builder import pose
from nhipcau.pairing.settings.pairing_input import PairingInput


def timeless(plan: Plan) -> Plan:
    return replace(plan, totals=replace(plan.totals, seconds=0.0))


def seen(people: PairingInput) -> PairingInput:
    return everyone_both(people) if people.settings.rules.mutual else people


@pytest.mark.parametrize("seed", range(50))
def test_a_plan_keeps_to_places_wishes_groups_and_quotas(seed: int) -> None:
    people = with_everything(seed)
    plan, rules = solve(people), people.settings.rules
    everyone = {one.participant_id: one for one in seen(people).candidates}
    standing = {(pair.mentee_id, pair.mentor_id) for pair in plan.pairs if pair.locked or pair.confirmed}
    free = [pair for pair in plan.pairs if not pair.locked and not pair.confirmed]
    assert len({(pair.mentee_id, pair.mentor_id) for pair in plan.pairs}) == len(plan.pairs)
    taken = Counter(pair.mentor_id for pair in plan.pairs)
    for pair in free:
        assert taken[pair.mentor_id] <= everyone[pair.mentor_id].capacity
        assert not [warning for warning in pair.warnings if warning.code == "pairing.problem.breaks_rule"]
    for mentee_id, count in Counter(pair.mentee_id for pair in plan.pairs).items():
        confirmed = sum(pair.confirmed for pair in plan.pairs_of(mentee_id))
        assert count <= max(wanted_by(everyone[mentee_id], rules), confirmed)
    for mentor_id, count in taken.items():
        if not any(pair[1] == mentor_id for pair in standing):
            assert count >= rules.group_least
    if rules.mutual:
        assert {(p.mentee_id, p.mentor_id) for p in free} == {(p.mentor_id, p.mentee_id) for p in free}
    if not standing:
        assert all(one.kept for one in plan.quotas)
    without = {one.mentee_id for one in plan.unpaired}
    paired = {pair.mentee_id for pair in plan.pairs} | {mentee for mentee, _ in people.current}
    assert without == {one.participant_id for one in seen(people).mentees} - paired


@pytest.mark.parametrize("seed", range(50))
def test_locks_stand_and_confirmed_pairs_stay(seed: int) -> None:
    people = with_everything(seed)
    plan, rules = solve(people), people.settings.rules
    confirmed = {(pair.mentee_id, pair.mentor_id) for pair in plan.pairs if pair.confirmed}
    assert confirmed >= set(people.current)
    everyone = {one.participant_id: one for one in seen(people).candidates}
    for lock in people.settings.constraints:
        if lock.kind != "locked" or rules.mutual:
            continue
        mine = plan.pairs_of(lock.mentee_id)
        stands = [pair for pair in mine if pair.locked or pair.confirmed]
        found = any(pair.mentor_id == lock.mentor_id for pair in stands)
        assert found or len(stands) >= wanted_by(everyone[lock.mentee_id], rules)


@pytest.mark.parametrize("seed", range(50))
def test_points_add_up_and_ranks_are_counted(seed: int) -> None:
    people = with_everything(seed)
    scoring = scored(people, None)
    for pair in solve(people).pairs:
        assert sum(part.points for part in pair.parts) == pair.fit
        row, column = scoring.row(pair.mentee_id), scoring.column(pair.mentor_id)
        mine = [int(f) for f, b in zip(scoring.scores[row], scoring.broken[row], strict=True) if not b]
        yours = [
            int(f) for f, b in zip(scoring.scores[:, column], scoring.broken[:, column], strict=True) if not b
        ]
        assert (pair.mentors, pair.mentees) == (len(mine), len(yours))
        if scoring.broken[row, column]:
            assert (pair.mentor_rank, pair.mentee_rank) == (0, 0)
        else:
            assert pair.mentor_rank == 1 + sum(fit > pair.fit for fit in mine)
            assert pair.mentee_rank == 1 + sum(fit > pair.fit for fit in yours)


@pytest.mark.parametrize("seed", range(40))
def test_neither_the_order_of_rows_nor_their_numbers_matter(seed: int) -> None:
    people = with_everything(seed)
    plan = solve(people)
    turned = solve(renumbered(people, lambda number: 5000 - number))
    again = solve(renumbered(people, lambda number: number))
    assert timeless(again) == timeless(plan)
    assert with_numbers(turned, -1, 5000) == with_numbers(plan, 1, 0)


def with_numbers(plan: Plan, sign: int, more: int) -> list[object]:
    """Return what a plan says, its numbers of people turned."""

    def new(number: int) -> int:
        return sign * number + more

    pairs = [(new(p.mentee_id), new(p.mentor_id), p.fit, p.parts, p.reasons, p.warnings) for p in plan.pairs]
    left = [
        (new(one.mentee_id), one.reason, one.changes, [tuple(map(new, count.nearest)) for count in one.rules])
        for one in plan.unpaired
    ]
    worths = [(new(one.mentor_id), one.people, one.points) for one in plan.worths]
    blocking = [(new(one.mentee_id), new(one.mentor_id), one.fit) for one in plan.blocking]
    free = [(new(one.mentor_id), one.taken) for one in plan.free_mentors]
    return [*pairs, *left, *worths, *blocking, *free, replace(plan.totals, seconds=0.0), plan.quotas]


@pytest.mark.parametrize("seed", range(80))
def test_every_reason_of_those_left_out_can_be_checked(seed: int) -> None:
    people = with_everything(seed, 9, 5)
    standing, plan = situation(people, None), solve(people)
    scoring = standing.scoring
    scores = standing.open_scores()
    places = {scoring.mentees[row].participant_id: k for k, row in enumerate(standing.rows.tolist())}
    columns = {one.participant_id: k for k, one in enumerate(scoring.mentors)}
    taken = Counter(pair.mentor_id for pair in plan.pairs if not pair.locked and not pair.confirmed)
    seats = {
        one.participant_id: int(standing.places[k]) - taken[one.participant_id]
        for one, k in zip(scoring.mentors, range(len(columns)), strict=True)
    }
    for one in plan.unpaired:
        allowed = {mentor for mentor, k in columns.items() if scores[places[one.mentee_id], k] >= 0}
        if one.kind == "rules":
            assert not allowed
        elif one.kind == "shortage":
            assert one.shortage is not None
            inside = set(one.shortage.mentor_ids)
            for other in one.shortage.mentee_ids:
                assert {m for m, k in columns.items() if scores[places[other], k] >= 0} <= inside
            assert one.shortage.places == sum(int(standing.places[columns[m]]) for m in inside)
            assert len(one.shortage.mentee_ids) > one.shortage.places
        elif one.kind == "groups":
            for mentor in allowed:
                alone = seats[mentor] > 0 and taken[mentor] + standing.filled[columns[mentor]] == 0
                assert seats[mentor] <= 0 or alone
        elif one.kind == "total":
            assert people.settings.rules.aim == "total"
        else:
            assert one.kind in ("no_mentors", "quotas", "taken", "others")


@pytest.mark.parametrize("seed", range(30))
def test_a_problem_of_nothing_special_is_posed_as_a_plain_one(seed: int) -> None:
    people = with_everything(seed)
    rules = replace(people.settings.rules, group_least=0, mentors_each=1, mutual=False)
    candidates = tuple(replace(one, mentors_wanted=1) for one in people.candidates)
    people = replace(people, candidates=candidates, settings=replace(people.settings, rules=rules, quotas=()))
    assert pose(situation(people, None)).problem.plain
