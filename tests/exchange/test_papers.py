"""Papers that go out can be printed as they are, also where names and texts are long, in both languages."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select
from tests.support.papers import faults
from tests.support.sessions import confirmed_programme, meet
from tests.support.sheet_tables import heading_row
from tests.support.small_pictures import small_logo
from tests.support.surveys import asked_wave

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.database import Database
from nhipcau.exchange.lists.people_lists import save_list
from nhipcau.exchange.lists.questionnaire import OfferedLists, as_form, questions, usual_skills
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.recipients import WHOM
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.pairing.documents.pairs_workbook import pairs_workbook
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pair_rows, pairing_input
from nhipcau.participants.models import Person
from nhipcau.programmes.models import Programme
from nhipcau.programmes.queries import letterhead_of
from nhipcau.programmes.service import set_letterhead
from nhipcau.workbook import write_workbook

BACK = date(2026, 12, 18)
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Thiên Kim "
LONG_TITLE = "Phó Giám đốc phụ trách Nghiên cứu, Phát triển và Chuyển đổi số khu vực Đông Nam Á"
LONG_PROGRAMME = "Chương trình cố vấn Hạt Giống dành cho cán bộ kế cận toàn hệ thống miền Bắc, mùa xuân 2026"
LONG_ORGANISATION = "Tổng Công ty Cổ phần Đầu tư Phát triển Hạ tầng và Công nghệ Sóng Xanh Việt Nam"


@pytest.fixture
def programme_id(database: Database) -> int:
    """Make a programme in which everything is long."""
    made = confirmed_programme(database)
    meet(database, made)
    with database.step("participants.step.add", name="x") as db:
        for person in db.exec(select(Person)):
            person.full_name = LONG_NAME + person.full_name
            person.title, person.email = LONG_TITLE, f"mot-dia-chi-khong-cho-ngat-dong.{person.email}"
            person.assistant_name, person.assistant_email = LONG_NAME + "Lan", "lan@vidu.vn"
        db.get_one(Programme, made).name = LONG_PROGRAMME
        set_letterhead(db, name=LONG_ORGANISATION, colour="#FFCC00", logo=small_logo())
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pairs_workbook(
    database: Database, programme_id: int, language: Language, tmp_path: Path
) -> None:
    with database.read() as db:
        people, rows = pairing_input(db, programme_id), pair_rows(db, programme_id)
        letterhead = letterhead_of(db, programme_id)
    sheets = pairs_workbook(people, solve(people), language, LONG_PROGRAMME, rows=rows)
    path = tmp_path / "pairs.xlsx"
    write_workbook(path, [one for one in sheets if one.paper or one.page], letterhead=letterhead)
    assert faults(path) == []
    first = openpyxl.load_workbook(path).worksheets[0]
    headings = next(row for row in range(1, 20) if first.cell(row, 3).value == sheets[0].columns[2].heading)
    assert first.print_title_rows == f"${headings}:${headings}"
    assert (first.row_dimensions[headings].height or 0) < 45, "headings of one or two lines"
    assert LONG_ORGANISATION in str(first.cell(1, 1).value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbooks_of_pairs_people_and_assistants(
    database: Database, programme_id: int, language: Language, tmp_path: Path
) -> None:
    for whom in WHOM:
        written = write_pair_workbooks(
            database, programme_id, tmp_path, language, whom=whom, with_feelings=True, answer_by=BACK
        )
        for path in sorted(written.folder.glob("*.xlsx"))[:3]:
            assert faults(path) == []
            cover, *others = openpyxl.load_workbook(path).worksheets
            said = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]
            assert any("18/12/2026" in text for text in said), "by when it is to come back"
            assert cover.page_setup.fitToHeight == 1
            for sheet in others:
                if sheet.sheet_state == "visible":
                    assert sheet.print_title_rows == f"${heading_row(sheet)}:${heading_row(sheet)}"
        for mail in list(written.folder.glob("*.eml"))[:1]:
            assert b"18/12/2026" in mail.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_surveys(database: Database, programme_id: int, language: Language, tmp_path: Path) -> None:
    wave_id = asked_wave(database, programme_id, closes_on=BACK)
    written = write_survey_workbooks(database, wave_id, tmp_path, language)
    for path in sorted(written.folder.glob("*.xlsx"))[:4]:
        assert faults(path) == []
        cover = openpyxl.load_workbook(path).worksheets[0]
        assert any("18/12/2026" in str(cell.value) for row in cover.iter_rows() for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["traditional", "reverse"])
def test_the_questionnaire(
    database: Database, programme_id: int, language: Language, kind: str, tmp_path: Path
) -> None:
    lists = OfferedLists((LONG_TITLE,), (LONG_TITLE,), (LONG_TITLE,), usual_skills(kind, language))
    with database.read() as db:
        letterhead = letterhead_of(db, programme_id)
    path = tmp_path / "form.xlsx"
    write_workbook(
        path,
        as_form(questions(kind, language, lists), Words(language), LONG_PROGRAMME),
        letterhead=letterhead,
    )
    assert faults(path) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary(database: Database, programme_id: int, language: Language, tmp_path: Path) -> None:
    path = save_list(database, programme_id, "summary", tmp_path / "summary.xlsx", Words(language))
    assert [fault for fault in faults(path) if openpyxl.load_workbook(path).sheetnames[0] in fault] == []
