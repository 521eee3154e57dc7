"""The organisation's own letters go out with a programme, with their fields by name, and come home."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.database import new_database
from tests.support.dump import dump
from tests.support.edited_workbook import Edited
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.words import Language, Words
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in, tried
from nhipcau.mail.letter_texts import LetterKey, LetterText, our_text
from nhipcau.mail.queries import own_letters
from nhipcau.mail.service import keep_letters

SHEET, KIND, LANGUAGE, VOICE = "Mẫu thư", "Thư", "Ngôn ngữ của thư", "Giọng thư"
SUBJECT, BODY = "Tiêu đề thư", "Nội dung thư"
PAIR = LetterKey("traditional", "vi", "formal")
NOTE = LetterKey("assistant", "en", "friendly")
OWN = LetterText("Chào {mentor_call}", "Kính gửi {mentor_call},\n\n• {reasons}\n\n{mentee_call_start}")


class Office:
    """An organisation whose workbook is out."""

    def __init__(self, folder: Path) -> None:
        self.database = new_database(folder)
        self.programme_id = pairing_programme(self.database)
        with self.database.step("mail.step.letters") as db:
            keep_letters(db, {PAIR: OWN})
        self._folder = folder
        self.book = self.sent("vi")

    def sent(self, language: Language) -> Edited:
        return Edited(send(self.database, self.programme_id, "x", self._folder / "a.xlsx", language))

    def opened(self) -> Batch:
        return open_batch(self.database, self.programme_id, [self.book.saved()])

    def take(self) -> None:
        """Take it in; hold it to saying nothing twice and to its undoing."""
        before = dump(self.database.path)
        assert take_in(self.database, self.opened(), "-").refused == ()
        assert self.opened().count == 0, "nothing is new any more"
        self.database.undo()
        assert dump(self.database.path) == before
        self.database.redo()

    def letters(self) -> dict[LetterKey, LetterText]:
        with self.database.read() as db:
            return own_letters(db)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.database.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_nobody_has_touched_brings_nothing(office: Office, language: Language) -> None:
    office.book = office.sent(language)
    assert office.opened().count == 0


def test_a_letter_is_changed_with_its_fields_by_name(office: Office) -> None:
    body = "Gửi {người cố vấn},\n\n{lý do ghép}\n{Người được cố vấn}"
    office.book.change(SHEET, "Thư giới thiệu cặp").to({BODY: body})
    office.take()
    said = LetterText(OWN.subject, "Gửi {mentor_call},\n\n{reasons}\n{mentee_call_start}")
    assert office.letters() == {PAIR: said}


def test_a_letter_is_added_and_one_taken_out_is_ours_again(office: Office) -> None:
    note = {
        KIND: "Thư cho trợ lý",
        LANGUAGE: "English",
        VOICE: "Thân mật",
        SUBJECT: "Hi {assistant}",
        BODY: "{mentor}",
    }
    office.book.add(SHEET, note)
    office.take()
    assert office.letters() == {PAIR: OWN, NOTE: LetterText("Hi {called}", "{mentor}")}
    office.book = office.sent("vi")
    office.book.remove(SHEET, "Thư giới thiệu cặp")
    take_in(office.database, office.opened().deciding(Decision(0, "letters", "theirs", missing=True)), "-")
    assert list(office.letters()) == [NOTE]


def test_a_row_that_says_another_letter_is_another_one_and_the_one_sent_stays(office: Office) -> None:
    office.book.change(SHEET, "Thư giới thiệu cặp").to({VOICE: "Thân mật"})
    office.take()
    assert office.letters() == {PAIR: OWN, LetterKey("traditional", "vi", "friendly"): OWN}


def test_a_new_row_without_a_subject_has_that_of_our_text(office: Office) -> None:
    office.book.add(SHEET, {KIND: "Thư cho trợ lý", LANGUAGE: "English", VOICE: "Thân mật", BODY: "{mentor}"})
    office.take()
    assert office.letters()[NOTE] == LetterText(our_text(NOTE).subject, "{mentor}")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({BODY: "{lý do nào đó}"}, "Không có ô nào tên là “lý do nào đó”."),
        ({SUBJECT: "{lý do ghép}"}, "Tiêu đề có một ô gồm nhiều dòng."),
    ],
)
def test_a_letter_that_will_not_do_is_refused_with_a_sentence(
    office: Office, row: dict[str, str], sentence: str
) -> None:
    office.book.change(SHEET, "Thư giới thiệu cặp").to(row)
    (refused,) = tried(office.database, office.opened()).refused
    problem = refused.problems[0]
    assert Words("vi")(problem.code, **problem.values).startswith(sentence)
    assert office.letters() == {PAIR: OWN}
