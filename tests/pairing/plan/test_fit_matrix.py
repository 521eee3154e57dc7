"""The picture of all fits: its orders, its marks and its colours."""

import numpy as np
from tests.benchmarks.pairing_people import answers

from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN
from nhipcau.pairing.explanation.fit_bands import BANDS
from nhipcau.pairing.plan.fit_matrix import STOPPED, picture
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.plan.what_if import alternatives

PEOPLE = answers(30, 20)
PLAN = solve(PEOPLE)


def test_the_pairs_of_the_plan_are_marked_where_they_meet() -> None:
    made = picture(PEOPLE, None, PLAN)
    met = {(made.mentees[row], made.mentors[column]) for row, column in made.chosen}
    assert met == {(pair.mentee_id, pair.mentor_id) for pair in PLAN.pairs}


def test_by_fit_the_best_pair_comes_first() -> None:
    made = picture(PEOPLE, None, PLAN)
    fits = {pair.mentee_id: pair.fit for pair in PLAN.pairs}
    paired = [fits[mentee] for mentee in made.mentees if mentee in fits]
    assert paired == sorted(paired, reverse=True)
    assert made.chosen[0] == (0, 0)


def test_the_fits_are_those_the_coordinator_is_told() -> None:
    made = picture(PEOPLE, None, PLAN, "name")
    for row, mentee in enumerate(made.mentees[:4]):
        for one in alternatives(PEOPLE, None, PLAN, mentee):
            fit = made.fit(row, made.mentors.index(one.mentor_id))
            assert (fit is None) or fit == one.fit
            if one.rank and fit is not None:
                assert made.rank(row, made.mentors.index(one.mentor_id)) == one.rank


def test_departments_lie_together() -> None:
    made = picture(PEOPLE, None, PLAN, "department")
    where = {person.participant_id: person.department for person in PEOPLE.candidates}
    names = [where[mentee] for mentee in made.mentees]
    starts = [place for place, _ in made.row_groups]
    assert [names[place] for place in starts] == [name for _, name in made.row_groups]
    assert len(starts) == len(set(names))


def test_every_cell_has_the_colour_of_its_band() -> None:
    made = picture(PEOPLE, None, PLAN)
    n, m = made.scores.shape
    colours = list(range(10, 10 + STOPPED + 2))
    drawn = np.frombuffer(made.pixels(3 * m, 3 * n, colours), np.uint32).reshape(3 * n, 3 * m)
    for row in range(n):
        for column in range(m):
            score = int(made.scores[row, column])
            band = sum(score >= bound for bound in BANDS)
            wanted = {10 + STOPPED, 11 + STOPPED} if score == FORBIDDEN else {10 + band}
            assert set(drawn[3 * row : 3 * row + 3, 3 * column : 3 * column + 3].ravel()) <= wanted


def test_a_picture_smaller_than_its_people_still_fills_its_room() -> None:
    made = picture(PEOPLE, None, PLAN)
    assert len(made.pixels(7, 5, range(STOPPED + 2))) == 7 * 5 * 4
