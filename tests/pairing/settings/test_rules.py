"""Hard rules that rest on what two people have said."""

import pytest
from tests.support import pairing as made
from tests.support.broken_rules import broken_rules

from nhipcau.pairing.engine.scoring.scores import score
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.criteria import proposed_criteria
from nhipcau.pairing.settings.pairing_input import CriterionSetting, PairingInput, Rules, Settings
from nhipcau.pairing.settings.time_zones import hours_apart, offset


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("UTC+7", 7),
        ("GMT+07:00", 7),
        ("(UTC+05:30) Chennai", 5.5),
        ("+7", 7),
        ("Asia/Ho_Chi_Minh", 7),
        ("Hà Nội", 7),
        ("UTC-8", -8),
        ("GMT", 0),
        ("đâu đó", None),
        ("", None),
    ],
)
def test_a_time_zone_is_understood_as_people_write_it(written: str, hours: float | None) -> None:
    assert offset(written) == hours


def test_the_day_is_round() -> None:
    assert hours_apart("UTC+10", "UTC-8") == 6
    assert hours_apart("UTC+7", "Asia/Tokyo") == 2
    assert hours_apart("UTC+7", "đâu đó") is None


def test_clocks_too_far_apart_keep_two_from_each_other_and_silence_does_not() -> None:
    mentee = made.mentee(1, time_zone="UTC+7")
    near = made.mentor(2, time_zone="UTC+9")
    far = made.mentor(3, time_zone="UTC-5")
    silent = made.mentor(4)
    people, settings = made.programme((mentee, near, far, silent)), Settings(rules=Rules(time_zone_most=3))
    broken = {one.participant_id: broken_rules(people, settings, mentee, one) for one in (near, far, silent)}
    assert broken == {2: (), 3: ("time_zone",), 4: ()}
    assert matrix_agrees(people, settings)


def test_whoever_would_rather_not_is_not_paired_whichever_side_said_so() -> None:
    choosy = made.mentee(1, name="Lê Thị Mai", refusals=("HÙNG@x.vn", "Nguyen Van Bao"))
    hung = made.mentor(2, name="Trần Hùng", email="hung@x.vn")
    other = made.mentor(3, name="Nguyễn Văn Bảo")
    refusing = made.mentor(4, name="Vũ Lan", refusals=("lê thị mai",))
    free = made.mentor(5, name="Phạm Hà")
    people, settings = made.programme((choosy, hung, other, refusing, free)), Settings()
    broken = {one.participant_id: broken_rules(people, settings, choosy, one) for one in people.mentors}
    assert broken == {2: ("refused",), 3: ("refused",), 4: ("refused",), 5: ()}
    assert matrix_agrees(people, settings)


def matrix_agrees(people: PairingInput, settings: Settings) -> bool:
    """The engine says of every two what the rules say of them one by one."""
    scoring = score(people, settings)
    return all(
        scoring.broken_by(row, column) == broken_rules(people, settings, mentee, mentor)
        for row, mentee in enumerate(scoring.mentees)
        for column, mentor in enumerate(scoring.mentors)
    )


def test_earlier_pairs_can_be_favoured_instead_of_kept_apart() -> None:
    people = made.programme(
        (made.mentee(1), made.mentee(2), made.mentor(3), made.mentor(4)),
        [CriterionSetting("earlier_partner", "high")],
        Rules(avoid_earlier_pairs=False),
        earlier=frozenset({(4, 1), (3, 2)}),
    )
    plan = solve(people)
    assert {(pair.mentee_id, pair.mentor_id) for pair in plan.pairs} == {(1, 4), (2, 3)}
    assert all(pair.reasons[0].code == "pairing.reason.earlier_partner" for pair in plan.pairs)
    assert CriterionSetting("earlier_partner", "off") in proposed_criteria(people)
