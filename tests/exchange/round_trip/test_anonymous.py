"""Anonymous forms: out to everybody, home in groups, and nothing of an answer seen on the way."""

import json
import random
import sqlite3
from contextlib import closing
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select
from tests.support.anonymous import (
    LEARNT,
    SATISFIED,
    AnonymousSurvey,
    asked_anonymously,
    people_of,
    secret,
)
from tests.support.anonymous_files import (
    NAME,
    fill,
    filled_forms,
    google,
    said_by,
    written_forms,
)
from tests.support.database import dump, new_database, new_file
from tests.support.whole_workbook import send

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import Database, open_file, restore
from nhipcau.exchange.inbox.import_run import ComesHome
from nhipcau.exchange.inbox.import_run import open_files as open_inbox
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks, write_wave_workbook
from nhipcau.exchange.round_trip.preview_workbook import plan_sheets
from nhipcau.exchange.round_trip.returned_batch import Batch, open_batch, take_in, tried
from nhipcau.surveys.models import AnonymousAnswer
from nhipcau.surveys.queries import answers
from nhipcau.surveys.service import open_wave, remove_wave
from nhipcau.workbook import write_workbook


@pytest.fixture
def survey(database: Database) -> AnonymousSurvey:
    return asked_anonymously(database, 8)


def states(batch: Batch) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in (form for wave in batch.anonymous for form in wave.forms):
        found[one.state] = found.get(one.state, 0) + 1
    return found


def home(database: Database, survey: AnonymousSurvey, *paths: Path) -> Batch:
    return open_batch(database, survey.programme_id, list(paths))


def stored_texts(database: Database) -> set[object]:
    with database.read() as db:
        return {value for value in db.exec(select(AnonymousAnswer.value)) if isinstance(value, str)}


def text_of(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )


# going out


def test_the_form_and_its_mail_say_what_anonymous_means(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    for language in LANGUAGES:
        written = write_survey_workbooks(database, survey.wave_id, tmp_path, language)
        words = Words(language)
        for path in written.folder.glob("*.xlsx"):
            said = text_of(path)
            assert all(words(f"surveys.cover.anonymous.{line}") in said for line in (1, 2, 3))
            assert words("surveys.form.anonymous") in said
            assert words("surveys.cover.line.5") not in said
            mail = message_from_bytes(path.with_suffix(".eml").read_bytes(), policy=default)
            body = mail.get_body(("plain",))
            assert body is not None
            assert words("surveys.mail.anonymous").strip() in " ".join(body.get_content().split())


def test_what_is_kept_of_a_form_holds_no_answers(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path)
    before = dump(database)["sent_workbook"]
    take_in(database, home(database, survey, *paths), "-")
    assert dump(database)["sent_workbook"] == before
    assert not any(secret(row.id, LEARNT) in str(before) for row in people_of(database, survey))


def test_there_is_no_list_to_type_into_and_nobody_is_asked_again(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable) as refused:
        write_wave_workbook(database, survey.wave_id, tmp_path / "sổ.xlsx", "vi")
    assert refused.value.code == "surveys.anonymous.list"
    take_in(database, home(database, survey, *filled_forms(database, survey, tmp_path, 5)), "-")
    again = write_survey_workbooks(database, survey.wave_id, tmp_path, "vi", everybody=True)
    assert again.count == 3


def test_the_whole_programmes_workbook_says_only_who_has_answered(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    take_in(database, home(database, survey, *filled_forms(database, survey, tmp_path, 5)), "-")
    path = send(database, survey.programme_id, "Hạt Giống", tmp_path / "cả chương trình.xlsx", "vi")
    book = openpyxl.load_workbook(path)
    (sheet,) = [one for one in book.worksheets if "Tháng ba" in one.title]
    head = [cell.value for cell in sheet[1]]
    assert [one for one in head if one] == [
        "Mã dòng (giữ nguyên)", "Người trả lời", "Email người trả lời", "Trả lời về cặp với", "Trả lời ngày",
    ]  # fmt: skip
    assert (
        sum(isinstance(row[4], date) or bool(row[4]) for row in sheet.iter_rows(2, 9, values_only=True)) == 5
    )
    assert not any(secret(row.id, LEARNT) in text_of(path) for row in people_of(database, survey))
    sheet.cell(1, 6).value = SATISFIED
    for row in range(2, 10):
        sheet.cell(row, 6).value = 5
    book.save(path)
    before = dump(database)
    batch = home(database, survey, path)
    assert batch.count == 0
    assert batch.anonymous == ()
    assert dump(database) == before


# coming home


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_than_five_forms_wait_and_nothing_is_stored(
    database: Database, survey: AnonymousSurvey, tmp_path: Path, count: int
) -> None:
    paths = filled_forms(database, survey, tmp_path, count)
    before = dump(database)
    batch = home(database, survey, *paths)
    assert (states(batch), batch.count, batch.nothing_new) == ({"few": count}, 0, False)
    assert tried(database, batch).written == 0
    assert take_in(database, batch, "-").written == 0
    assert dump(database) == before


def test_five_are_taken_in_as_one_step_and_the_others_wait_for_five_more(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path)
    before = dump(database)
    batch = home(database, survey, *paths[:5])
    assert (states(batch), batch.count) == ({"ready": 5}, 5)
    assert take_in(database, batch, "-").written == 5
    people = [row.id for row in people_of(database, survey)]
    assert {secret(one, LEARNT) for one in people[:5]} <= stored_texts(database)
    assert len(stored_texts(database)) == 10
    with database.read() as db:
        assert answers(db, survey.wave_id) == {}
    after = dump(database)
    rest = home(database, survey, *paths)
    assert states(rest) == {"answered": 5, "few": 3}
    assert rest.count == 0
    database.undo()
    assert dump(database) == before
    database.redo()
    assert dump(database) == after


def test_the_history_names_no_file_and_nobody(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    take_in(database, home(database, survey, *filled_forms(database, survey, tmp_path, 6)), "-")
    (entry, *_) = database.history(1)
    assert (entry.name.label, dict(entry.name.values)) == ("surveys.step.take_anonymous", {"n": 6})
    with database.read() as db:
        steps = db.connection().exec_driver_sql("SELECT arguments FROM journal_step").scalars().all()
    names = {row.name for row in people_of(database, survey)}
    assert not [said for said in steps[-1:] if any(name in said for name in names)]


def test_with_a_workbook_of_names_only_that_is_named(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    whole = send(database, survey.programme_id, "Hạt Giống", tmp_path / "cả chương trình.xlsx", "vi")
    book = openpyxl.load_workbook(whole)
    sheet = book["Chương trình"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Tầm nhìn" and cell.column)
    sheet.cell(2, column).value = "Mỗi người một người bạn đồng hành"
    book.save(whole)
    batch = home(database, survey, *filled_forms(database, survey, tmp_path, 5), whole)
    assert batch.count == 6
    assert take_in(database, batch, "-").written == 6
    assert dict(database.history(1)[0].name.values) == {"file": whole.name, "n": 6}


def test_a_second_form_of_somebody_counts_nothing(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path)
    take_in(database, home(database, survey, *paths[:5]), "-")
    before = dump(database)
    fill(paths[0], {SATISFIED: 1, LEARNT: "tôi nghĩ lại rồi"})
    batch = home(database, survey, paths[0])
    assert (states(batch), batch.nothing_new) == ({"answered": 1}, True)
    take_in(database, batch, "-")
    assert dump(database) == before


def test_a_file_twice_counts_once_and_two_that_differ_not_at_all(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path, 5)
    twice = fill(paths[0], {}, tmp_path / "bản chép.xlsx")
    batch = home(database, survey, *paths, twice)
    assert (states(batch), batch.count) == ({"ready": 5}, 5)
    fill(twice, {LEARNT: "khác"})
    assert states(home(database, survey, *paths, twice)) == {"differs": 1, "few": 4}


def test_a_form_that_cannot_be_read_or_is_empty_is_left_out_without_saying_where(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    forms = written_forms(database, survey, tmp_path)
    paths = [fill(path, said_by(number)) for number, (_, path) in list(forms.items())[:7]]
    blank = list(forms.values())[7][1]
    fill(paths[0], {SATISFIED: "mười một phẩy năm"})
    batch = home(database, survey, *paths, blank)
    assert states(batch) == {"unread": 1, "ready": 6, "blank": 1}
    assert not [problem for plan in batch.plans for problem in plan.problems]
    take_in(database, batch, "-")
    assert len(stored_texts(database)) == 12


def test_nothing_on_the_way_shows_an_answer_or_how_much_is_answered(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path, 6)
    fill(paths[5], {LEARNT: None, SATISFIED: "ABCXYZ"})
    batch = home(database, survey, *paths)
    outcome = tried(database, batch)
    target = tmp_path / "xem trước.xlsx"
    write_workbook(target, plan_sheets(batch, outcome, Words("vi")))
    seen = [repr(batch), repr(batch.anonymous), repr(outcome), text_of(target)]
    seen += [repr((one, one.kind, one.returned, one.merged)) for plan in batch.plans for one in plan.kinds]
    for number in (row.id for row in people_of(database, survey)):
        for said in seen:
            assert secret(number, LEARNT) not in said
    assert not any("ABCXYZ" in said for said in seen)
    (whole,) = {len(row) for row in (plan_sheets(batch, outcome, Words("vi"))[0].rows)}
    assert whole == 9
    assert {str(row[8]) for row in plan_sheets(batch, outcome, Words("vi"))[0].rows} == {
        Words("vi")(f"surveys.anonymous.row.{state}", least=5) for state in ("ready", "unread")
    }


def test_a_preview_that_is_no_longer_true_stores_nothing(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path)
    first, second = home(database, survey, *paths[:5]), home(database, survey, *paths[1:7])
    take_in(database, first, "-")
    before = dump(database)
    with pytest.raises(Unavailable) as refused:
        take_in(database, second, "-")
    assert refused.value.code == "surveys.anonymous.changed"
    assert dump(database) == before


def test_after_taking_back_only_the_same_group_comes_again(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path)
    take_in(database, home(database, survey, *paths[:5]), "-")
    database.undo()
    assert states(home(database, survey, *paths[:6])) == {"ready": 5, "few": 1}
    assert states(home(database, survey, *paths[1:7])) == {"apart": 4, "few": 2}


def test_after_restoring_a_backup_only_the_same_group_comes_again(tmp_path: Path) -> None:
    """What was taken in is still in the copy of the file that was replaced."""
    path = new_file(tmp_path / "data")
    database = open_file(path)
    survey = asked_anonymously(database, 8)
    paths = filled_forms(database, survey, tmp_path / "forms")
    before = database.back_up("manual")
    assert before is not None
    take_in(database, home(database, survey, *paths[:5]), "-")
    database.close()
    assert restore(path, before) is not None
    database = open_file(path)
    assert not [row for row in people_of(database, survey) if row.answered_on]
    assert states(home(database, survey, *paths[1:7])) == {"apart": 4, "few": 2}
    again = home(database, survey, *paths[:6])
    assert states(again) == {"ready": 5, "few": 1}
    assert take_in(database, again, "-").written == 5
    database.close()


def test_forms_of_a_wave_that_was_removed_are_not_taken_as_something_else(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path, 5)
    with database.step("evaluation.step.remove", wave="A") as db:
        remove_wave(db, survey.wave_id)
        open_wave(db, survey.survey_id, {"name": "Có tên", "opens_on": date(2026, 3, 2)})
    before = dump(database)
    batch = home(database, survey, *paths)
    assert batch.count == 0
    take_in(database, batch, "-")
    assert dump(database) == before


# beside a wave that keeps names


def without_marks(path: Path, target: Path, *, line: bool, key: bool = False) -> Path:
    """Copy a form into a new file, as some people do: nothing hidden comes along."""
    book, copy = openpyxl.load_workbook(path), openpyxl.Workbook()
    sheet = copy.active
    assert sheet is not None
    marks = {Words(one)("surveys.form.anonymous") for one in LANGUAGES}
    form = book.worksheets[1]
    for number, row in enumerate(form.iter_rows(values_only=True), start=1):
        hidden = form.row_dimensions[number].hidden
        if (row[0] in marks and not line) or (hidden and not key):
            continue
        sheet.append(row)
    copy.save(target)
    return target


def test_a_copied_form_is_anonymous_by_its_line_and_else_nobodys(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    """A form that lost its marks must never be stored with a name because a newer wave asks the same with names."""
    paths = filled_forms(database, survey, tmp_path, 5)
    with database.step("evaluation.step.open", wave="A") as db:
        open_wave(db, survey.survey_id, {"name": "Có tên", "opens_on": date(2026, 6, 1)})
    marked = [without_marks(path, tmp_path / path.name, line=True) for path in paths]
    assert states(home(database, survey, *marked)) == {"ready": 5}
    bare = [without_marks(path, tmp_path / path.name, line=False) for path in paths]
    batch = home(database, survey, *bare)
    assert (states(batch), batch.count) == ({}, 0)


def test_a_form_services_answers_are_taken_in_the_same_way(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    people = [(row.name, row.id) for row in people_of(database, survey)]
    four = google(tmp_path / "bốn.xlsx", people[:4])
    with pytest.raises(ComesHome):
        open_inbox(database, survey.programme_id, [four])
    assert states(home(database, survey, four)) == {"few": 4}
    six = google(tmp_path / "sáu.xlsx", people[:6])
    batch = home(database, survey, six)
    assert (states(batch), batch.count) == ({"ready": 6}, 6)
    take_in(database, batch, "-")
    assert {row.answered_on for row in people_of(database, survey)[:6]} != {date(2026, 3, 14)}
    assert len({row.answered_on for row in people_of(database, survey)[:6]}) == 1
    assert len(stored_texts(database)) == 12
    assert dict(database.history(1)[0].name.values) == {"n": 6}
    everybody = home(database, survey, google(tmp_path / "tám.xlsx", people))
    assert states(everybody) == {"answered": 6, "few": 2}


def test_an_export_is_told_by_its_heading_where_a_wave_with_names_asks_the_same(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    with database.step("evaluation.step.open", wave="A") as db:
        open_wave(db, survey.survey_id, {"name": "Có tên", "opens_on": date(2026, 3, 2)})
    rows = people_of(database, survey)
    people = [(row.name, row.id) for row in rows]
    marked = home(database, survey, google(tmp_path / "ẩn danh.xlsx", people, NAME))
    assert states(marked) == {"ready": 8}
    named = home(database, survey, google(tmp_path / "có tên.xlsx", people, "Họ và tên của bạn"))
    assert (states(named), named.count) == ({}, 8)
    emails = [(row.email, row.id) for row in rows]
    unknown = home(database, survey, google(tmp_path / "không rõ.xlsx", emails, None))
    assert (states(unknown), unknown.count) == ({}, 0)
    (problem,) = [one.problem for plan in unknown.plans for one in plan.problems]
    assert problem.code == "surveys.problem.which_sort"
    for language in LANGUAGES:
        assert NAME in Words(language)(problem.code, **problem.values)


def test_an_export_without_days_is_not_guessed_to_be_of_one_of_several_waves(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    people = [(row.name, row.id) for row in people_of(database, survey)]
    undated = google(tmp_path / "không ngày.xlsx", people, day="")
    assert states(home(database, survey, undated)) == {"ready": 8}
    with database.step("evaluation.step.open", wave="A") as db:
        open_wave(db, survey.survey_id, {"name": "Tháng sáu", "opens_on": date(2026, 6, 1)}, anonymous=True)
    batch = home(database, survey, undated)
    assert (states(batch), batch.count) == ({}, 0)
    assert {one.problem.code for plan in batch.plans for one in plan.problems} == {
        "surveys.problem.which_wave"
    }
    dated = home(database, survey, google(tmp_path / "có ngày.xlsx", people))
    assert [wave.wave_id for wave in dated.anonymous] == [survey.wave_id]
    assert states(dated) == {"ready": 8}


def test_without_a_wave_with_names_any_heading_is_anonymous(
    database: Database, survey: AnonymousSurvey, tmp_path: Path
) -> None:
    people = [(row.email, row.id) for row in people_of(database, survey)]
    assert states(home(database, survey, google(tmp_path / "thư.xlsx", people, None))) == {"ready": 8}


# the whole way, again and again


@pytest.mark.parametrize("seed", range(3))
def test_every_answer_is_stored_once_and_no_byte_beside_a_name(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    database = new_database(tmp_path / "data")
    survey = asked_anonymously(database, 14)
    paths = filled_forms(database, survey, tmp_path / "forms")
    waiting, took = list(paths), 0
    for _ in range(5):
        some = chance.sample(waiting, min(len(waiting), chance.randint(3, 9)))
        batch = home(database, survey, *some)
        tried(database, batch)
        took = sum(len(one.group) for one in batch.anonymous)
        if took:
            take_in(database, batch, "-")
            if chance.random() < 0.4:
                database.undo()
                database.redo()
            waiting = [one for one in waiting if one not in some]
    answered = [row.id for row in people_of(database, survey) if row.answered_on]
    assert {said for one in answered for said in (secret(one, LEARNT),)} <= stored_texts(database)
    assert len(stored_texts(database)) == 2 * len(answered) > 0
    database.close()
    content = (tmp_path / "data" / "organisation.nhipcau").read_bytes()
    for number in answered:
        assert json.dumps(secret(number, LEARNT))[1:-1].encode() in content
    with closing(sqlite3.connect(tmp_path / "data" / "organisation.nhipcau")) as raw:
        held = {
            name: json.dumps(raw.execute(f'SELECT * FROM "{name}"').fetchall(), ensure_ascii=False)
            for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        }
    assert {name for name, said in held.items() if "bí mật" in said} <= {"anonymous_answer", "journal_row"}
