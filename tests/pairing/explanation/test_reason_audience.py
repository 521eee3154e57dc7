"""What the two of a pair are told of why they are one: never more than each may read of the other."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.support.audiences import AUDIENCE_OF
from tests.support.page_texts import texts_of
from tests.support.pairing import mentee, mentor

from nhipcau.common.paths import resource
from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database.audience import may_read
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import introduction
from nhipcau.pairing.documents.pairs_workbook import pairs_workbook
from nhipcau.pairing.explanation.reason_audience import (
    FIELDS_TOLD,
    TELLS_ITS_SOURCES,
    may_tell,
    told_reasons,
    undecided_questions,
)
from nhipcau.pairing.explanation.reasons import Reasons
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.plan.plan_request import explain, solve
from nhipcau.pairing.settings.own_questions import answer_source
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    Phrase,
    ProfileQuestion,
    Settings,
    Topic,
    phrase_from,
)
from nhipcau.programmes.models import PROGRAMME_KINDS

ASKED = (
    ("Bạn có từng bị trầm cảm hay lo âu không?", "Có, trầm cảm"),
    ("Bạn theo đạo nào?", "Đạo Cao Đài"),
    ("Which pronouns do you use?", "They and them"),
    ("Are you neurodivergent (ADHD, autism)?", "Yes, ADHD"),
    ("Thu nhập hằng tháng của bạn", "Dưới mười triệu"),
    ("Bạn thuộc bộ phận nào?", "Xưởng số hai"),
)
"""Own questions with an answer both gave; the last asks for nothing sensitive, and is quoted no more than they are."""


def people(
    question: ProfileQuestion, answer: object, kind: str = "traditional", comparison: str = "alike"
) -> PairingInput:
    setting = CriterionSetting("question", "high", comparison, question.id)  # type: ignore[arg-type]
    both = (mentee(1, answers={question.id: answer}), mentor(2, answers={question.id: answer}))
    return PairingInput(1, kind, both, (question,), Settings((setting,)))


def asks(wording: str, *options: str, quotable: bool | None = None) -> ProfileQuestion:
    return ProfileQuestion(10, wording, "one_choice", options, quotable=quotable)


def told(made: PairingInput, language: Language) -> str:
    """Return everything that is handed to the two: the letter, and their pages of the workbook."""
    plan = solve(made)
    letters = [introduction(made, pair, Sender("P"), language) for pair in plan.pairs]
    sheets = pairs_workbook(made, plan, language, "P")
    pages = [text for sheet in sheets for text in texts_of(sheet.page)]
    assert pages
    return "\n".join([*(part for one in letters for part in (one.mail.subject, one.mail.body)), *pages])


def one_reason(made: PairingInput) -> Phrase:
    reasons = explain(made, None, 1, 2).reasons
    assert len(reasons) == 1
    return reasons[0]


def test_every_reason_there_is_declares_what_it_tells() -> None:
    texts = json.loads(resource("i18n", "pairing.json").read_text(encoding="utf-8"))
    codes = {key.removeprefix("reason.") for key in texts if key.startswith("reason.")}
    assert codes == FIELDS_TOLD.keys() | TELLS_ITS_SOURCES
    assert not FIELDS_TOLD.keys() & TELLS_ITS_SOURCES
    assert {field for fields in FIELDS_TOLD.values() for field in fields} <= AUDIENCE_OF.keys()


@pytest.mark.parametrize("code", sorted(FIELDS_TOLD))
def test_a_reason_is_told_to_whoever_may_read_every_field_of_it(code: str) -> None:
    made = PairingInput(1, "traditional", ())
    reason = Phrase(f"pairing.reason.{code}")
    assert may_tell("team", reason, made)
    assert may_tell("partner", reason, made) == may_read("partner", *FIELDS_TOLD[code])
    assert not may_tell("public", reason, made)


def test_a_wish_and_a_level_are_not_told_and_goals_are() -> None:
    made = PairingInput(1, "traditional", ())
    kept = {"mentee_wishes", "mentor_wishes", "level_gap", "level_same"}
    assert not any(may_tell("partner", Phrase(f"pairing.reason.{code}"), made) for code in kept)
    assert all(
        may_tell("partner", Phrase(f"pairing.reason.{code}"), made) for code in FIELDS_TOLD.keys() - kept
    )


@pytest.mark.parametrize("code", [*sorted(TELLS_ITS_SOURCES), "some_new_reason"])
def test_a_reason_of_which_nobody_knows_what_it_tells_is_told_to_the_team_only(code: str) -> None:
    made = PairingInput(1, "traditional", (), (asks("?", quotable=True),))
    for values in ({}, {"sources": ()}, {"sources": (answer_source(11),)}, {"sources": "answer:10"}):
        reason = Phrase(f"pairing.reason.{code}", values)
        assert may_tell("team", reason, made)
        assert not may_tell("partner", reason, made)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
@pytest.mark.parametrize(("wording", "answer"), ASKED)
def test_an_answer_to_an_own_question_is_told_only_once_the_coordinator_has_said_so(
    wording: str, answer: str, kind: str, language: Language
) -> None:
    for quotable in (None, False, True):
        made = people(asks(wording, answer, "Không", quotable=quotable), answer, kind)
        handed = told(made, language)
        assert (answer in handed) == (quotable is True)
        assert (wording in handed) == (quotable is True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("quotable", [None, False, True])
def test_the_teams_sheet_to_print_quotes_answers_but_sensitive_ones_only_where_allowed(
    quotable: bool | None, language: Language
) -> None:
    for (wording, answer), is_printed in ((ASKED[0], quotable is True), (ASKED[-1], True)):
        made = people(asks(wording, answer, "Không", quotable=quotable), answer)
        to_print, *_, data = pairs_workbook(made, solve(made), language, "P")
        assert any(answer in str(cell) for row in to_print.rows for cell in row) == is_printed
        merged = any(answer in str(cell) for row in data.rows for cell in row)
        assert merged == (quotable is True), "mails to the two are merged from that sheet"


@pytest.mark.parametrize(("comparison", "mine", "yours"), [("different", "A", "B"), ("complement", "A", "B")])
@pytest.mark.parametrize("allowed", [(True, False), (False, True), (True, None), (None, True), (True, True)])
def test_of_two_questions_compared_both_must_be_allowed(
    comparison: str, mine: str, yours: str, allowed: tuple[bool | None, bool | None]
) -> None:
    questions = tuple(
        ProfileQuestion(10 + place, f"Câu {place}", "several", ("A", "B"), quotable=quotable)
        for place, quotable in enumerate(allowed)
    )
    setting = CriterionSetting("question", "high", comparison, 10, 11)  # type: ignore[arg-type]
    both = (mentee(1, answers={10: [mine]}), mentor(2, answers={11: [yours]}))
    made = PairingInput(1, "traditional", both, questions, Settings((setting,)))
    pair = ProposedPair(1, 2, 0, (), (reason_of(made, setting),))
    assert bool(told_reasons("partner", pair, made)) == (allowed == (True, True))


def reason_of(made: PairingInput, setting: CriterionSetting) -> Phrase:
    found = Reasons(made, (setting,)).detail(setting, made.mentees[0], made.mentors[0])
    assert found is not None
    return found


def graded(mentor_answers: dict[int, object], **fields: object) -> tuple[PairingInput, Phrase]:
    """Return a programme in which a mentee has graded a line that a mentor has spoken of, and the reason found."""
    line = ProfileQuestion(
        10, "Trầm cảm", "graded", ("Ít", "Nhiều"), "Bạn muốn nói về điều gì?", quotable=True
    )
    own = ProfileQuestion(11, "Bạn từng trải qua điều gì?", "several", ("Trầm cảm",))
    setting = CriterionSetting("question", "high", "graded", 10)
    both = (mentee(1, answers={10: "Nhiều"}), mentor(2, answers=mentor_answers, **fields))
    made = PairingInput(1, "traditional", both, (line, own), Settings((setting,)))
    return made, reason_of(made, setting)


def test_a_grade_does_not_tell_by_the_way_what_the_mentor_has_answered_elsewhere() -> None:
    made, reason = graded({11: ["Trầm cảm"]})
    assert not may_tell("partner", reason, made)
    allowed = replace(made, questions=tuple(replace(one, quotable=True) for one in made.questions))
    assert may_tell("partner", reason, allowed)


def test_a_grade_for_what_the_mentor_is_known_for_is_told() -> None:
    for fields in ({"strengths": (Topic("Trầm cảm", 4),)}, {"title": "Trầm cảm"}, {"name": "Trầm cảm"}):
        made, reason = graded({}, **fields)
        assert may_tell("partner", reason, made)
        refused = replace(made, questions=tuple(replace(one, quotable=False) for one in made.questions))
        assert not may_tell("partner", reason, refused)


PASSION = ProfileQuestion(20, "Bạn say mê công nghệ đến mức nào?", "scale", ("1", "2", "3", "4", "5"))


def reverse(both: Sequence[Candidate], code: str, *questions: ProfileQuestion) -> PairingInput:
    return PairingInput(
        1, "reverse", tuple(both), tuple(questions), Settings((CriterionSetting(code, "high"),))
    )


@pytest.mark.parametrize("quotable", [None, False, True])
def test_praise_read_from_an_own_question_is_an_answer_like_any_other(quotable: bool | None) -> None:
    both = (mentee(1), mentor(2, answers={20: 5}))
    made = reverse(both, "technology_passion", replace(PASSION, quotable=quotable))
    assert may_tell("partner", one_reason(made), made) == (quotable is True)


def test_praise_read_from_strengths_is_told() -> None:
    made = reverse(
        (mentee(1), mentor(2, strengths=(Topic("AI", 4), Topic("Excel", 4)))), "technology_passion"
    )
    assert may_tell("partner", one_reason(made), made)


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"expectations": "Tôi muốn học hỏi từ người trẻ"}, True),
        ({"ideal_partner": "Người mà tôi có thể học hỏi từ người trẻ"}, False),
    ],
)
def test_openness_is_told_when_it_shows_in_what_the_partner_may_read(
    fields: dict[str, str], is_told: bool
) -> None:
    made = reverse((mentee(1, **fields), mentor(2)), "openness")
    assert may_tell("partner", one_reason(made), made) == is_told


def test_what_was_stored_with_a_pair_is_judged_by_what_holds_now() -> None:
    wording, answer = ASKED[0]
    made = people(asks(wording, answer, quotable=True), answer)
    stored = phrase_from(json.loads(json.dumps(one_reason(made).plain())))
    assert may_tell("partner", stored, made)
    assert not may_tell("partner", stored, people(asks(wording, answer, quotable=False), answer))
    assert not may_tell("partner", stored, replace(made, questions=()))
    before = Phrase(stored.code, {name: value for name, value in stored.values.items() if name != "sources"})
    assert not may_tell("partner", before, made)


def test_another_reason_stands_in_for_one_that_may_not_be_told() -> None:
    settings = (CriterionSetting("mentee_wishes", "high"), CriterionSetting("same_place", "low"))
    both = (mentee(1, place="Huế", wishes=("Trần Văn 002",)), mentor(2, place="Huế"))
    made = PairingInput(1, "traditional", both, settings=Settings(settings))
    found = explain(made, None, 1, 2)
    pair = ProposedPair(1, 2, found.fit, found.parts, found.reasons[:1])
    assert [reason.code for reason in pair.reasons] == ["pairing.reason.mentee_wishes"]
    assert [one.code for one in told_reasons("partner", pair, made)] == ["pairing.reason.same_place"]


def test_only_questions_that_a_reason_waits_for_are_asked_about() -> None:
    wording, answer = ASKED[0]
    for quotable, count in ((None, 1), (False, 0), (True, 0)):
        made = people(asks(wording, answer, quotable=quotable), answer)
        assert len(undecided_questions(solve(made).pairs, made)) == count
    unused = people(asks(wording, answer), None)
    assert undecided_questions(solve(unused).pairs, unused) == ()


def test_the_lines_of_a_grid_are_asked_about_together() -> None:
    made, reason = graded({}, strengths=(Topic("Trầm cảm", 4),))
    lines = (
        replace(made.questions[0], quotable=None),
        replace(made.questions[0], id=12, wording="Công việc", quotable=None),
    )
    made = replace(made, questions=lines)
    pair = ProposedPair(1, 2, 0, (), (reason,))
    assert undecided_questions([pair, pair], made) == (lines,)
