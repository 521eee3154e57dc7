"""What follows from what is known of people."""

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.participants import rules
from nhipcau.participants.derived_columns import derived_person_columns

CHAIN = {1: None, 2: 1, 3: 2, 4: 2, 5: None}


def test_name_parts_and_search_text_follow_from_what_was_typed() -> None:
    columns = derived_person_columns(
        "Nguyễn Thị Hồng Nhung", "nhung@a.vn", "0903", "SX1", "Kỹ thuật", "Kỹ sư"
    )
    assert (columns["family_name"], columns["middle_name"], columns["given_name"]) == (
        "Nguyễn",
        "Thị Hồng",
        "Nhung",
    )
    assert columns["folded"] == "nguyen thi hong nhung nhung@a.vn 0903 sx1 ky thuat ky su"


def test_of_somebody_of_whom_only_the_name_is_known_only_that_is_searched() -> None:
    assert derived_person_columns("Trần An")["folded"] == "tran an"


def test_people_are_sorted_by_given_name_first() -> None:
    names = ["Trần Bình", "Lê An", "Phạm Ánh", "Bùi Đức"]
    ordered = sorted(names, key=lambda name: derived_person_columns(name)["sort_name"])
    assert ordered == ["Lê An", "Phạm Ánh", "Trần Bình", "Bùi Đức"]


def test_nobody_may_report_to_themselves() -> None:
    assert rules.has_cycle(1, 3, CHAIN)
    assert rules.has_cycle(1, 1, CHAIN)
    assert not rules.has_cycle(3, 5, CHAIN)
    assert not rules.has_cycle(3, None, CHAIN)


def test_a_circle_somewhere_above_keeps_nobody_waiting() -> None:
    circle = {1: 2, 2: 1, 3: 1}
    assert not rules.has_cycle(4, 1, circle)
    assert rules.has_cycle(1, 2, circle)
    assert not rules.has_cycle(4, 3, circle)


@given(st.dictionaries(st.integers(0, 8), st.one_of(st.none(), st.integers(0, 8))), st.integers(0, 8))
def test_a_manager_who_reports_to_a_person_would_close_a_circle(
    manager_of: dict[int, int | None], person: int
) -> None:
    above, boss = set[int](), manager_of.get(person)
    while boss is not None and boss not in above:
        assert rules.has_cycle(boss, person, manager_of)
        above.add(boss)
        boss = manager_of.get(boss)


def test_what_is_missing_depends_on_the_role() -> None:
    nothing = {"goals": (), "strengths": (), "availability": (), "expectations": ""}
    assert rules.missing_answers(is_mentor=True, is_mentee=False, **nothing) == (
        "strengths",
        "availability",
        "expectations",
    )
    assert rules.missing_answers(is_mentor=False, is_mentee=True, **nothing) == (
        "goals",
        "availability",
        "expectations",
    )
    both = {"goals": ("a",), "strengths": ("b",), "availability": ("mon-18",), "expectations": "c"}
    assert rules.missing_answers(is_mentor=True, is_mentee=True, **both) == ()
    assert rules.missing_answers(is_mentor=True, is_mentee=True, **nothing)[:2] == ("strengths", "goals")


def test_a_profile_needs_a_role_and_grades_within_their_scales() -> None:
    problems = rules.shape_problems(is_mentor=False, is_mentee=False, importances=[6], levels=[0, 4])
    assert [problem.field for problem in problems] == ["roles", "goals", "strengths"]
    assert rules.shape_problems(is_mentor=True, is_mentee=False, importances=[1, 5], levels=[1, 4]) == ()
    for importances, levels in (([0], []), ([6], []), ([], [0]), ([], [5])):
        (problem,) = rules.shape_problems(
            is_mentor=False, is_mentee=True, importances=importances, levels=levels
        )
        assert problem.code == "participants.problem.not_valid"


def test_the_least_places_may_be_as_many_as_the_most_and_no_more() -> None:
    def fields(least: int, most: int) -> list[str]:
        found = rules.shape_problems(
            is_mentor=True, is_mentee=False, importances=[], levels=[], least=least, most=most
        )
        return [problem.field for problem in found]

    assert (fields(2, 2), fields(3, 2)) == ([], ["least"])
    for least in (50, 51):
        found = rules.shape_problems(is_mentor=True, is_mentee=False, importances=[], levels=[], least=least)
        assert len(found) == (least > 50)
