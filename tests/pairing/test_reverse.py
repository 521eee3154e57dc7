"""Reverse mentoring as a mode of its own: who may guide whom, and what is asked of the junior and of the leader."""

from dataclasses import replace

import pytest
from tests.support.broken_rules import broken_rules
from tests.support.pairing import mentee, mentor, programme, random_programme

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.pairing.engine.scoring.scores import score
from nhipcau.pairing.explanation.plan_warnings import PILOT_MOST, warnings_of_plan
from nhipcau.pairing.plan.plan_request import explain, solve
from nhipcau.pairing.settings.criteria import proposed_criteria
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    ProfileQuestion,
    Rules,
    Settings,
    Topic,
)
from nhipcau.pairing.settings.reverse_criteria import reading
from nhipcau.pairing.settings.rules import default_rules, fixed_rules

PASSION = ProfileQuestion(1, "Bạn say mê công nghệ ở mức nào?", "scale", ("1", "2", "3", "4", "5"))
OPEN = ProfileQuestion(2, "How open are you to learning from a younger colleague?", "scale", tuple("12345"))
REVERSE_CODES = ("leader_time", "leader_place", "technology_passion", "communication", "openness")
CLEAR = ProfileQuestion(3, "Bạn giải thích cho người khác dễ hiểu ở mức nào?", "scale", tuple("12345"))


def reverse(
    people: list[Candidate], *codes: str, questions: tuple[ProfileQuestion, ...] = ()
) -> PairingInput:
    criteria = [CriterionSetting(code, "high") for code in codes]
    return replace(programme(people, criteria), kind="reverse", questions=questions)


def fit(people: PairingInput, mentee_id: int, mentor_id: int) -> int:
    return explain(people, None, mentee_id, mentor_id).fit


@pytest.mark.parametrize("asked", [True, False])
def test_the_reporting_line_cannot_be_switched_off(asked: bool) -> None:
    boss, above, junior = mentee(1), mentee(3), mentor(2, managers=(1, 3))
    settings = Settings((), Rules(avoid_reporting_line=asked))
    people = reverse([boss, above, junior])
    for leader in (boss, above):
        assert broken_rules(people, settings, leader, junior) == ("reporting_line",)
        assert broken_rules(people, settings, replace(leader, managers=(2,)), replace(junior, managers=()))
    assert not solve(people, settings).pairs
    ordinary = replace(people, kind="traditional")
    assert len(solve(ordinary, settings).pairs) == (0 if asked else 1)
    assert fixed_rules("reverse") == {"avoid_reporting_line"}
    assert not fixed_rules("traditional")


def test_a_reverse_programme_starts_with_mentors_at_least_one_rung_below() -> None:
    rules = default_rules("reverse", ())
    leader, people = (
        mentee(1, level_rank=4),
        [mentor(k, level_rank=rank) for k, rank in ((2, 3), (3, 4), (4, 5))],
    )
    unplaced = mentor(5)
    input_ = reverse([leader, *people, unplaced])
    broken = {
        one.participant_id: broken_rules(input_, Settings((), rules), leader, one) for one in input_.mentors
    }
    assert broken == {2: (), 3: ("level_gap",), 4: ("level_gap",), 5: ()}


def test_peers_are_each_others_by_default_and_groups_are_two_or_more() -> None:
    peer = replace(mentor(1), is_mentee=True)
    assert default_rules("peer", (peer, peer)).mutual
    assert not default_rules("peer", (peer, mentor(2))).mutual
    assert default_rules("group", (mentor(1, capacity=3),)).group_least == 2
    assert default_rules("group", (mentor(1),)).group_least == 0
    assert default_rules("traditional", ()) == Rules()


def test_among_peers_the_same_level_is_the_best_and_direction_does_not_matter() -> None:
    people = [
        mentee(1, level_rank=3),
        mentor(2, level_rank=3),
        mentor(3, level_rank=6),
        mentor(4, level_rank=1),
    ]
    peers = replace(programme(people, [CriterionSetting("level_gap", "high")]), kind="peer")
    assert fit(peers, 1, 2) == 10_000
    assert fit(peers, 1, 4) > fit(peers, 1, 3)
    strict = Settings((), Rules(level_gap_most=2))
    assert [broken_rules(peers, strict, peers.mentees[0], one) for one in peers.mentors] == [
        (),
        ("level_gap",),
        (),
    ]


def test_the_leaders_hours_count_not_the_juniors() -> None:
    leader = mentee(1, availability=("mon-12",))
    keen = mentor(2, availability=("mon-12", "tue-12", "wed-12", "thu-12"))
    other = mentor(3, availability=("tue-12", "wed-12"))
    people = reverse([leader, keen, other], "leader_time")
    assert fit(people, 1, 2) == 10_000, "one hour is all the leader has"
    assert fit(people, 1, 3) == 0
    roomy = replace(leader, availability=("mon-12", "fri-12", "sat-10"))
    assert fit(reverse([roomy, keen], "leader_time"), 1, 2) == 5_000, (
        "a second hour to fall back on is missing"
    )


def test_the_junior_comes_to_the_leaders_place_or_way_of_meeting() -> None:
    leader = mentee(1, place="Hà Nội", meeting_ways=("in_person", "online"))
    here = mentor(2, place="Ha Noi", meeting_ways=("in_person",))
    far = mentor(3, place="Đà Nẵng", meeting_ways=("online",))
    silent = mentor(4)
    people = reverse([leader, here, far, silent], "leader_place")
    assert fit(people, 1, 2) == 10_000
    assert fit(people, 1, 3) == 5_000
    assert 5_000 < fit(people, 1, 4) < 10_000
    screens = replace(leader, meeting_ways=("online",))
    assert fit(reverse([screens, far], "leader_place"), 1, 3) == 10_000


def test_passion_for_technology_gives_points_to_all_pairs_of_a_junior() -> None:
    people = reverse(
        [mentee(1), mentee(2), mentor(3, answers={1: 5}), mentor(4, answers={1: 2}), mentor(5)],
        "technology_passion",
        questions=(PASSION,),
    )
    assert [fit(people, leader, 3) for leader in (1, 2)] == [10_000, 10_000]
    assert [fit(people, leader, 4) for leader in (1, 2)] == [2_500, 2_500]
    assert explain(people, None, 1, 5).parts[0].no_answer


def test_passion_matters_more_to_a_leader_with_digital_goals() -> None:
    digital = mentee(1, goals=(Topic("Công cụ AI tạo sinh", 5), Topic("Ra quyết định", 2)))
    other = mentee(2, goals=(Topic("Hiểu người trẻ", 5),))
    people = reverse(
        [digital, other, mentor(3, answers={1: 5}), mentor(4, answers={1: 1})],
        "technology_passion",
        questions=(PASSION,),
    )
    spread = [fit(people, leader, 3) - fit(people, leader, 4) for leader in (1, 2)]
    assert spread == [10_000, 5_000]


@pytest.mark.parametrize(
    ("quality", "wording"),
    [
        ("technology_passion", "How passionate are you about technology?"),
        ("technology_passion", "Mức độ thành thạo công cụ số của bạn"),
        ("technology_passion", "Ban co thich cong nghe khong (1-5)"),
        ("communication", "Rate your communication skills"),
        ("communication", "Kỹ năng giao tiếp của bạn"),
        ("openness", "Anh/chị sẵn sàng học từ người trẻ hơn ở mức nào?"),
        ("openness", "I am open to new ideas from younger colleagues"),
    ],
)
def test_a_question_is_known_by_its_wording_in_either_language(quality: str, wording: str) -> None:
    question = ProfileQuestion(9, wording, "scale", tuple("12345"))
    assert reading(quality, mentor(1, answers={9: 4}), (question,)) is not None
    assert reading(quality, mentor(1, answers={9: 4}), ()) is None


@pytest.mark.parametrize(
    "wording", ["Bạn mong muốn được ghép với ai?", "Phòng ban", "Hobbies", "Giờ mỗi tháng"]
)
def test_other_questions_are_left_alone(wording: str) -> None:
    question = ProfileQuestion(9, wording, "scale", tuple("12345"))
    for quality in ("technology_passion", "communication", "openness"):
        assert reading(quality, mentor(1, answers={9: 4}), (question,)) is None


def test_a_choice_tells_only_when_one_end_says_no() -> None:
    wording = "How open are you to learning from someone younger?"
    falling = ProfileQuestion(9, wording, "one_choice", ("Very", "Somewhat", "Not yet"))
    plain = ProfileQuestion(9, wording, "one_choice", ("Over tea", "At lunch"))
    graded = ProfileQuestion(9, wording, "graded", ("Không cởi mở", "Bình thường", "Rất cởi mở"))
    assert (found := reading("openness", mentee(1, answers={9: "very"}), (falling,)))
    assert found.share == 1
    assert reading("openness", mentee(1, answers={9: "Over tea"}), (plain,)) is None
    assert (found := reading("openness", mentee(1, answers={9: "Bình thường"}), (graded,)))
    assert found.share == 0.5


def test_without_a_question_strengths_interests_and_own_words_tell() -> None:
    keen = mentor(
        1,
        strengths=(Topic("Mạng xã hội", 4), Topic("AI", 4), Topic("Video ngắn", 3)),
        interests=("Công nghệ",),
    )
    calm = mentor(2, strengths=(Topic("Kế toán", 4), Topic("Kỹ năng thuyết trình", 4)))
    assert (found := reading("technology_passion", keen, ()))
    assert found.share == 1
    assert found.topics == ("Mạng xã hội", "AI", "Video ngắn")
    assert (none := reading("technology_passion", calm, ()))
    assert none.share == 0
    assert (talk := reading("communication", calm, ()))
    assert talk.topics == ("Kỹ năng thuyết trình",)
    assert reading("communication", mentor(3), ()) is None
    assert reading("openness", mentee(4, expectations="Hiểu các bạn trẻ hơn, thử điều mới"), ())
    assert reading("openness", mentee(5, expectations="Báo cáo nhanh"), ()) is None


def test_wordings_that_name_a_digital_skill_count_however_they_are_written() -> None:
    keen = mentor(1, strengths=(Topic("Gen-Ai & promt", 4),))
    skills = {"gen ai promt": ("ai.generative", "ai.prompting")}
    plain = reading("technology_passion", replace(keen, strengths=(Topic("Kế toán", 4),)), (), skills)
    named = reading(
        "technology_passion", replace(keen, strengths=(Topic("Gienei", 4),)), (), {"gienei": ("ai",)}
    )
    assert plain is not None
    assert named is not None
    assert named.share > plain.share == 0
    found = reading("technology_passion", keen, (), skills)
    assert found is not None
    assert found.topics == ("Gen-Ai & promt",)
    other = reading(
        "technology_passion", replace(keen, strengths=(Topic("Aida", 4),)), (), {"aida": ("aida.x",)}
    )
    assert other is not None
    assert other.share == 0, "a code never matches inside another"


def test_a_reverse_programme_proposes_its_own_criteria_with_the_leaders_time_first() -> None:
    slots = ("mon-12",)
    people = replace(
        reverse(
            [
                mentee(1, availability=slots, place="Hà Nội", goals=(Topic("AI", 5),), answers={2: 4}),
                mentor(
                    2,
                    availability=slots,
                    place="Huế",
                    strengths=(Topic("AI", 4),),
                    answers={1: 5, 2: 3, 3: 4},
                ),
            ]
        ),
        questions=(PASSION, OPEN, CLEAR),
    )
    proposed = {setting.key: setting.weight for setting in proposed_criteria(people)}
    assert {code for code, weight in proposed.items() if weight == "high"} == {
        "goals_strengths", "leader_time", "technology_passion",
    }  # fmt: skip
    assert {"leader_place", "communication", "openness"} <= proposed.keys()
    assert not any(key.startswith("question") or key in ("availability", "same_place") for key in proposed)
    ordinary = {setting.key for setting in proposed_criteria(replace(people, kind="traditional"))}
    assert not ordinary & {"leader_time", "leader_place", "technology_passion", "communication", "openness"}
    assert any(key.startswith("question") for key in ordinary), "elsewhere they are questions like any other"


@pytest.mark.parametrize("kind", ["reverse", "peer", "group"])
@pytest.mark.parametrize("seed", range(40))
def test_the_engine_scores_and_forbids_as_the_rules_of_one_pair_say(seed: int, kind: str) -> None:
    base = random_programme(seed)
    answers = {PASSION.id: 1 + seed % 5, OPEN.id: 5 - seed % 4}
    candidates = tuple(
        replace(person, answers=answers if place % 3 else {}) for place, person in enumerate(base.candidates)
    )
    people = replace(base, kind=kind, candidates=candidates, questions=(PASSION, OPEN, CLEAR))
    rules = replace(base.settings.rules, avoid_reporting_line=False)
    criteria = (*base.settings.criteria, *(CriterionSetting(code, "high") for code in REVERSE_CODES))
    settings = replace(base.settings, criteria=criteria, rules=rules)
    scoring = score(people, settings)
    for row, mentee_ in enumerate(scoring.mentees):
        for column, mentor_ in enumerate(scoring.mentors):
            one = explain(people, settings, mentee_.participant_id, mentor_.participant_id)
            assert sum(part.points for part in one.parts) == one.fit == scoring.scores[row, column]
            assert all(0 <= part.points <= part.most for part in one.parts)
            assert sum(part.most for part in one.parts) == (10_000 if one.parts else 0)
            broken = [rule for rule in scoring.broken_by(row, column) if not rule.startswith("must:")]
            assert tuple(broken) == broken_rules(people, settings, mentee_, mentor_)


def test_wishes_are_proposed_only_where_one_names_somebody_on_the_other_side() -> None:
    both = replace(mentor(1, wishes=("Trần Văn 002",)), is_mentee=True)
    keys = {setting.key for setting in proposed_criteria(programme([both, mentor(2), mentee(3)]))}
    assert "mentee_wishes" in keys
    assert "mentor_wishes" not in keys


def test_what_was_not_asked_is_not_proposed() -> None:
    assert proposed_criteria(reverse([mentee(1), mentor(2)])) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_add_up_and_reasons_praise_without_telling_how_people_grade_themselves(
    language: Language,
) -> None:
    leader = mentee(1, availability=("mon-12", "tue-12"), place="Hà Nội", answers={2: 5})
    keen = mentor(2, availability=("mon-12", "tue-12"), place="Hà Nội", answers={1: 5, 3: 5})
    shy = mentor(3, availability=("mon-12",), place="Hà Nội", answers={1: 2, 3: 1})
    people = reverse([leader, keen, shy], *REVERSE_CODES, questions=(PASSION, OPEN, CLEAR))
    words = Words(language)
    for other in (2, 3):
        found = explain(people, None, 1, other)
        assert sum(part.points for part in found.parts) == found.fit
        assert sum(part.most for part in found.parts) == 10_000
        assert not any(PASSION.wording in reason.text(words) for reason in found.reasons)
    details = {part.key: part.detail for part in explain(people, None, 1, 3).parts}
    assert details["technology_passion"] is None
    assert details["communication"] is None
    assert all(part.detail is not None for part in explain(people, None, 1, 2).parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_reverse_programme_of_more_than_eight_pairs_is_warned_about(language: Language) -> None:
    def plan_of(count: int) -> tuple[PairingInput, int]:
        people = reverse(
            [made(100 * side + k) for k in range(count) for side, made in ((1, mentee), (2, mentor))]
        )
        return people, len(warnings_of_plan(people, solve(people)))

    assert plan_of(PILOT_MOST)[1] == 0
    people, warned = plan_of(PILOT_MOST + 1)
    assert warned == 1
    (said,) = warnings_of_plan(people, solve(people))
    assert "9" in said.text(Words(language))
    assert "3–8" in said.text(Words(language))
    assert not warnings_of_plan(replace(people, kind="traditional"), solve(people))
