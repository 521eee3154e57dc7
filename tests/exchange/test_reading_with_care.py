"""Consent in doubt is nobody's, what holds no letter is no name, and a spelling is no change."""

from dataclasses import replace

from tests.support import forms

from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.formats.reading_terms import SURE
from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.person_changes import says_the_same

HEAD = ("Họ và tên", "Email", "Vai trò", "Bạn có đồng ý cho chương trình dùng thông tin này không?")
SOURCE = forms.source_of("a.xlsx", {"S": [HEAD, ("An Trần", "an@x.vn", "Mentor", "Có")]})


def _with_confidence(confidence: float) -> Understanding:
    read = understand([SOURCE])
    [sheet] = read.sheets
    columns = tuple(
        replace(column, confidence=confidence) if column.meaning == "consent" else column
        for column in sheet.columns
    )
    return replace(read, sheets=(replace(sheet, columns=columns),))


def test_a_column_that_surely_asks_for_consent_gives_it() -> None:
    assert [row.consent for row in answers(_with_confidence(SURE), [SOURCE])] == [True]


def test_a_column_that_may_ask_for_consent_gives_none_until_she_has_chosen() -> None:
    doubtful = _with_confidence(SURE - 0.01)
    assert [row.consent for row in answers(doubtful, [SOURCE])] == [None]
    chosen = doubtful.with_column(0, 3, meaning="consent")
    assert [row.consent for row in answers(chosen, [SOURCE])] == [True]


def test_a_row_whose_name_holds_no_letter_is_asked_about() -> None:
    source = forms.source_of(
        "a.xlsx", {"S": [HEAD[:3], ("}", "o@x.vn", "Mentor"), ("An Trần", "an@x.vn", "Mentor")]}
    )
    read = understand([source])
    plan = make_plan(answers(read, [source]), Existing(), read)
    assert [row.state for row in plan.rows] == ["needs_you", "new"]


def test_a_tone_on_the_other_vowel_and_another_apostrophe_bring_nothing() -> None:
    assert says_the_same("full_name", "Vũ Minh Hòa", "Vũ Minh Hoà")
    assert says_the_same("department", "Hóa chất", "Hoá chất")
    assert says_the_same("full_name", "H'Hen Niê", "H’Hen Niê")
    assert not says_the_same("full_name", "Vũ Minh Hoa", "Vũ Minh Hoà")
