"""The ready questionnaire, and that what comes back is understood without a correction."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.support import forms
from tests.support.audiences import AUDIENCE_OF

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.database.audience import may_read
from nhipcau.exchange.formats.column_mapping import SheetReading
from nhipcau.exchange.formats.reading_terms import QUESTION
from nhipcau.exchange.lists.questionnaire import (
    FormQuestion,
    OfferedLists,
    as_form,
    as_text,
    as_workbook,
    questions,
    usual_skills,
)
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.pairing.settings.pairing_input import ProfileQuestion
from nhipcau.pairing.settings.reverse_criteria import asks_for
from nhipcau.programmes.models import PROGRAMME_KINDS
from nhipcau.workbook import read_source, write_workbook

LISTS = OfferedLists(
    ("Nhân sự", "Kinh doanh, tiếp thị"), ("Nhân viên", "Trưởng phòng"), ("Hà Nội",), ("Lãnh đạo",)
)
FORMER: list[tuple[str, str, str, str]] = json.loads(
    Path(__file__).with_name("former_questions.json").read_text(encoding="utf-8")
)
"""Code, language, and how a question is worded now and was worded once."""
QUALITIES = frozenset({"technology_passion", "communication", "openness"})


def asked(
    kind: str = "traditional", language: Language = "vi", lists: OfferedLists = LISTS
) -> tuple[FormQuestion, ...]:
    return questions(kind, language, lists)


def filled(asked_questions: tuple[FormQuestion, ...], people: int = 6) -> forms.Rows:
    """Answer as people would: the first option, or a word."""
    answers = {
        "email": "an{}@vidu.vn", "full_name": "Nguyễn Văn An {}", "phone": "09123456{}0", "manager": "sep{}@vidu.vn",
        "employee_code": "NV{}",
    }  # fmt: skip
    rows: forms.Rows = [tuple(question.wording for question in asked_questions)]
    for number in range(people):
        rows.append(
            tuple(
                question.options[number % len(question.options)]
                if question.options
                else answers.get(question.code, "Chia sẻ kinh nghiệm {}").format(number)
                for question in asked_questions
            )
        )
    return rows


def understood(rows: forms.Rows) -> SheetReading:
    return understand([forms.source_of("bảng hỏi.xlsx", {"Câu trả lời": rows})]).sheets[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
def test_every_answer_comes_back_as_what_was_asked(kind: str, language: Language) -> None:
    form = asked(kind, language)
    reading = understood(filled(form))
    found = {column.heading: column.meaning for column in reading.columns}
    expected = {q.wording: QUESTION if q.code in QUALITIES else q.code for q in form}
    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
def test_a_form_made_from_earlier_wordings_is_understood_as_well(kind: str, language: Language) -> None:
    former = {now: once for _, said_in, now, once in FORMER if said_in == language}
    form = tuple(replace(one, wording=former.get(one.wording, one.wording)) for one in asked(kind, language))
    reading = understood(filled(form))
    assert {column.heading: column.meaning for column in reading.columns} == {
        q.wording: QUESTION if q.code in QUALITIES else q.code for q in form
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reverse_programme_asks_for_passion_clear_talk_and_openness(language: Language) -> None:
    form = {question.code: question for question in asked("reverse", language)}
    assert form.keys() >= QUALITIES
    for code in QUALITIES:
        question = ProfileQuestion(1, form[code].wording, "scale", form[code].options)
        assert {other for other in QUALITIES if asks_for(other, question)} == {code}
    assert not QUALITIES & {question.code for question in asked("traditional", language)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
def test_what_it_says_of_who_reads_an_answer_is_true(kind: str, language: Language) -> None:
    told = {
        "vi": ("Chỉ Ban điều phối", "Người được ghép"),
        "en": ("Only the programme team", "The person you are"),
    }
    team_only, partner_too = told[language]
    for question in asked(kind, language):
        field = f"{'person' if question.code in ('email', 'phone') else 'participant'}.{question.code}"
        if question.type in ("short", "long") and field in AUDIENCE_OF and not may_read("partner", field):
            assert question.hint.startswith(team_only)
        elif question.hint.startswith(team_only):
            pytest.fail(f"others read {question.code} too")
        if question.hint.startswith(partner_too):
            assert may_read("partner", field)
        elif field.startswith("person."):
            pytest.fail(f"letters tell the partner {question.code}, which is not said")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_says_who_reads_what(language: Language) -> None:
    explained = as_workbook(asked("traditional", language), Words(language), "P")[0].intro
    assert any("Ban điều phối đọc" in line or "by the programme team only" in line for line in explained)
    shared = ("goals", "strengths", "expectations", "learning_style", "interests", "availability")
    assert all(may_read("partner", f"participant.{name}") for name in shared)
    assert not any(
        may_read("partner", f"participant.{name}") for name in ("wishes", "refusals", "ideal_partner", "note")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_and_refusals_are_asked_where_they_make_sense(language: Language) -> None:
    codes = {kind: {question.code for question in asked(kind, language)} for kind in PROGRAMME_KINDS}
    assert {kind for kind in PROGRAMME_KINDS if "least" in codes[kind]} == {"group"}
    assert {kind for kind in PROGRAMME_KINDS if "mentors_wanted" not in codes[kind]} == {"peer"}
    assert all("refusals" in found for found in codes.values())
    audience = {question.code: question.audience for question in asked("group", language)}
    assert (audience["least"], audience["mentors_wanted"]) == ("mentor", "mentee")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
def test_the_skills_offered_are_those_of_the_starting_list(kind: str, language: Language) -> None:
    names = usual_skills(kind, language)
    assert len(names) == len(set(names)) >= 20


def test_a_list_nobody_has_filled_is_asked_as_a_short_answer() -> None:
    form = {question.code: question for question in asked(lists=OfferedLists())}
    assert form["department"].type == "short"
    assert {q.code: q.type for q in asked()}["department"] == "one"


def test_the_text_says_how_each_question_is_answered_and_lists_its_options() -> None:
    text = as_text(asked(), Words("vi"))
    assert "2. Họ và tên\n   [trả lời ngắn · bắt buộc]" in text
    assert "Kinh doanh, tiếp thị\n\n" in text
    assert "chỉ hỏi người cố vấn" in text


def test_the_workbook_offers_lists_and_comes_back_understood(tmp_path: Path) -> None:
    form, path = asked(), tmp_path / "bảng hỏi.xlsx"
    write_workbook(path, as_workbook(form, Words("vi"), "Hạt Giống"))
    book = openpyxl.load_workbook(path)
    sheet = book["Câu trả lời"]
    headings = [cell.value for cell in sheet[1]]
    department = headings.index("Phòng ban") + 1
    offered = {
        str(area): rule.formula1
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    letter = openpyxl.utils.get_column_letter(department)
    place = offered[f"{letter}2:{letter}301"]
    lists, _, cells = place.partition("!")
    assert [cell[0].value for cell in book[lists.strip("'")][cells.replace("$", "")]] == [
        "Nhân sự",
        "Kinh doanh, tiếp thị",
    ]
    for row, answers in enumerate(filled(form)[1:], start=2):
        for column, answer in enumerate(answers, start=1):
            sheet.cell(row, column).value = answer
    book.save(path)
    source = read_source(path)
    assert source.warnings == ()
    reading = understand([source])
    (used,) = [one for one in reading.sheets if one.used]
    assert used.sheet == "Câu trả lời"
    assert [column.meaning for column in used.columns] == [question.code for question in form]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
def test_the_form_of_one_person_comes_back_understood_like_the_list(
    kind: str, language: Language, tmp_path: Path
) -> None:
    questions_asked = asked(kind, language)
    target = tmp_path / "phiếu.xlsx"
    write_workbook(target, as_form(questions_asked, Words(language), "Hạt Giống"))
    book = openpyxl.load_workbook(target)
    sheet = book.worksheets[0]
    rows = {cell.value: int(cell.row or 0) for (cell,) in sheet.iter_rows(max_col=1)}
    headings, one, *_ = filled(questions_asked)
    for heading, answer in zip(headings, one, strict=True):
        sheet.cell(rows[heading], 2).value = answer
    book.save(target)
    form = understand([read_source(target)]).sheets[0]
    wide = understood([headings, one])
    meanings = {column.heading: column.meaning for column in wide.columns}
    assert form.used
    assert form.row_count == 1
    assert {column.heading: column.meaning for column in form.columns} == meanings


def test_the_form_says_before_the_first_question_who_reads_what(tmp_path: Path) -> None:
    (form,) = as_form(asked(), Words("vi"), "Hạt Giống 2026")
    assert "chỉ Ban điều phối đọc" in form.notice
    assert form.paper
    assert form.protected
