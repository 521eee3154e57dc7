"""Those without a partner: one shortage told alike to everyone it concerns, and rules named with what they block."""

from dataclasses import replace

import pytest
from tests.support.broken_rules import broken_rules
from tests.support.pairing import mentee, mentor, programme, random_programme

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.pairing.engine.deciding.remaining_problem import scored, situation
from nhipcau.pairing.explanation.results import Unpaired
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    Phrase,
    ProfileQuestion,
    Rules,
)
from nhipcau.pairing.settings.rules import RULES


def crowded() -> list[Candidate]:
    """Return 29 mentees in one place who only meet in person, for 21 mentors there with 25 places; 3 more elsewhere."""
    here = {"place": "Huế", "meeting_ways": ("in_person",)}
    there = here | {"place": "Vinh"}
    people = [mentee(1 + k, **here) for k in range(29)]
    people += [mentor(100 + k, capacity=2 if k < 4 else 1, **here) for k in range(21)]
    return [*people, *(mentor(200 + k, **there) for k in range(3))]


def test_everyone_left_out_by_one_shortage_is_told_all_of_it() -> None:
    left = solve(programme(crowded())).unpaired
    said = {one.reason.text(Words("en")) for one in left}
    assert len(left) == 4
    assert said == {
        "29 mentees able to meet only in person in Huế; 25 places left with the mentors who fit: 4 too few"
    }


@pytest.mark.parametrize("seed", range(100))
def test_a_shortage_holds_everyone_left_out_who_has_no_other_choice(seed: int) -> None:
    people = random_programme(seed, 12, 4)
    standing = situation(people, None)
    allowed = standing.open_scores() >= 0
    ids = [standing.scoring.mentees[row].participant_id for row in standing.rows]
    left = solve(people).unpaired
    without = {one.mentee_id for one in left if one.kind == "shortage"}
    mentors = [person.participant_id for person in standing.scoring.mentors]
    for one in left:
        if one.shortage is None:
            continue
        inside = set(one.shortage.mentor_ids)
        for place, mentee_id in enumerate(ids):
            choices = {mentors[k] for k in range(len(mentors)) if allowed[place, k]}
            if mentee_id in without and choices <= inside:
                assert mentee_id in one.shortage.mentee_ids
        # As large as it is: exactly those inside who have no partner are too many.
        assert len(one.shortage.mentee_ids) - one.shortage.places == len(
            without & set(one.shortage.mentee_ids)
        )


def ruled_out(people: list[Candidate], rules: Rules | None = None) -> Unpaired:
    (left,) = solve(programme(people, (), rules)).unpaired
    assert left.kind == "rules"
    return left


def test_when_rules_block_everybody_the_rule_that_blocks_most_is_named() -> None:
    people = [mentee(1, managers=tuple(range(10, 20))), *(mentor(10 + k) for k in range(10))]
    left = ruled_out(people)
    assert left.reason.text(Words("vi")) == (
        "Cả 10 người cố vấn đều vướng quy tắc, nhiều nhất là: cùng tuyến báo cáo (10 người)"
    )
    assert [change.code for change in left.changes] == ["pairing.unpaired.change_another"]


def test_a_rule_let_go_names_whom_it_would_bring() -> None:
    people = [
        mentee(1, languages=("Tiếng Việt",), managers=(13,)),
        mentor(11, name="John Smith", languages=("English",)),
        mentor(12, name="Jane Roe", languages=("English",)),
        mentor(13, languages=("English",)),
    ]
    left = ruled_out(people)
    assert left.reason.text(Words("en")) == (
        "None of the 3 mentors passes the rules; most often: no language in common (3 of 3)"
    )
    (change,) = left.changes
    assert "2" in change.text(Words("vi"))
    assert "Jane Roe, John Smith" in change.text(Words("vi"))


def test_whom_a_rule_keeps_away_is_named_even_without_a_place() -> None:
    people = [
        mentee(1, languages=("Tiếng Việt",)),
        mentee(2, languages=("English",)),
        mentor(11, name="John Smith", languages=("English",)),
    ]
    left = ruled_out(people)
    (change,) = left.changes
    assert left.mentee_id == 1
    assert change.text(Words("en")) == (
        "Let go of “a language in common” and add a place with one of these: John Smith"
    )


def test_a_single_mentor_who_is_ruled_out_is_spoken_of_in_the_singular() -> None:
    left = ruled_out([mentee(1, managers=(2,)), mentor(2)])
    assert left.reason.text(Words("en")) == "The only mentor is ruled out: same reporting line"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(30))
def test_every_reason_and_change_can_be_said(seed: int, language: Language) -> None:
    words = Words(language)
    for one in solve(random_programme(seed, 8, 5)).unpaired:
        for phrase in (one.reason, *one.changes, *(count.label for count in one.rules)):
            assert "{" not in phrase.text(words)


def test_a_required_answer_is_named_as_the_question_it_is() -> None:
    question = ProfileQuestion(10, "Bạn rảnh buổi nào?", "one_choice", ("Sáng", "Tối"))
    people = (mentee(1, answers={10: "Sáng"}), mentor(2, answers={10: "Tối"}))
    made = programme(people, [CriterionSetting("question", "must", "alike", 10)])
    made = PairingInput(1, "traditional", made.candidates, (question,), made.settings)
    (left,) = solve(made).unpaired
    assert left.reason.text(Words("vi")).endswith("không khớp điều bắt buộc “Bạn rảnh buổi nào?” (1 người)")


def less_strict(rules: Rules, rule: str, step: int) -> Rules:
    if rule == "common_slots":
        return replace(rules, common_slots=rules.common_slots - step)
    if rule == "time_zone":
        return replace(rules, time_zone_most=(rules.time_zone_most or 0) + step)
    return replace(
        rules,
        level_gap_least=None if rules.level_gap_least is None else rules.level_gap_least - step,
        level_gap_most=None if rules.level_gap_most is None else rules.level_gap_most + step,
    )


@pytest.mark.parametrize("seed", range(150))
def test_mentors_one_rule_away_are_one_rule_away_and_a_small_step_frees_whom_it_says(seed: int) -> None:
    people = random_programme(seed, 9, 6)
    rules, plan = people.settings.rules, solve(people)
    free = {one.mentor_id for one in plan.free_mentors}
    mentors = {one.participant_id: one for one in people.mentors}
    for one in plan.unpaired:
        mentee_of = people.candidate(one.mentee_id)
        for count in one.rules:
            if count.rule not in RULES:
                continue
            broken = {
                k: broken_rules(people, people.settings, mentee_of, person) for k, person in mentors.items()
            }
            scoring = scored(people, None)
            row = scoring.row(one.mentee_id)
            for near in count.nearest:
                assert broken[near] == (count.rule,)
                assert scoring.broken_by(row, scoring.column(near)) == (count.rule,)
            assert count.mentors == sum(count.rule in rules_broken for rules_broken in broken.values())
            if not count.step:
                continue
            easier = replace(people.settings, rules=less_strict(rules, count.rule, count.step))
            again = scored(people, easier)
            freed = [k for k in free if not again.broken_by(row, again.column(k)) and broken[k]]
            assert len(freed) == count.freed > 0


@pytest.mark.parametrize("seed", range(150))
def test_what_those_short_of_places_have_in_common_keeps_everybody_else_from_them(seed: int) -> None:
    people = random_programme(seed, 9, 5)
    about = {
        "in_person": "meeting_way",
        "online": "meeting_way",
        "language": "language",
        "level": "level_gap",
    }
    for one in solve(people).unpaired:
        common = one.reason.values.get("common")
        if one.shortage is None or not isinstance(common, Phrase):
            continue
        name = common.code.rpartition(".")[2]
        inside = [people.candidate(k) for k in one.shortage.mentee_ids]
        others = [
            m for m in people.mentors if m.participant_id not in one.shortage.mentor_ids and m.capacity > 0
        ]
        assert others
        if name in about:
            for mentee_inside in inside:
                for other in others:
                    assert about[name] in broken_rules(people, people.settings, mentee_inside, other)
        same = {"language": "languages", "level": "level", "place": "place", "department": "department"}
        if name in ("place", "department", "level"):
            assert len({getattr(person, same[name]) for person in inside}) == 1


def test_a_small_step_is_said_as_such() -> None:
    slots = ("mon-18", "tue-18", "wed-12")
    people = [
        mentee(1, availability=slots),
        mentor(5, availability=slots[:2]),
        mentor(6, availability=slots[:1]),
    ]
    left = ruled_out(people, Rules(common_slots=3))
    assert [change.text(Words("en")) for change in left.changes] == [
        "Accept 1 slot less in common: 1 more mentor",
        "Without “enough free time in common”, 2 more mentors would be possible (best fit: Trần Văn 005, Trần Văn 006)",
    ]


def test_those_who_gave_one_answer_that_must_be_met_are_told_of_it() -> None:
    question = ProfileQuestion(10, "Bạn rảnh buổi nào?", "one_choice", ("Sáng", "Tối"))
    people = [mentee(k, answers={10: "Tối"}) for k in (1, 2)]
    people += [mentor(5, answers={10: "tối"}), mentor(6, answers={10: "Sáng"})]
    made = programme(people, [CriterionSetting("question", "must", "alike", 10)])
    (left,) = solve(replace(made, questions=(question,))).unpaired
    assert left.reason.text(Words("vi")) == (
        "2 người được cố vấn cùng trả lời “Tối” cho câu “Bạn rảnh buổi nào?”; "
        "những người cố vấn phù hợp chỉ còn 1 chỗ: thiếu 1 chỗ"
    )
