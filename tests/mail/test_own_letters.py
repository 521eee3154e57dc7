"""The organisation's own texts: kept in the file, checked, taken back, and gone where they read like ours."""

import pytest

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.mail.letter_texts import LetterKey, LetterText, our_text
from nhipcau.mail.queries import own_letters
from nhipcau.mail.service import keep_letters

KEY = LetterKey("traditional", "vi", "formal")
NOTE = LetterKey("assistant", "en", "friendly")
TEXT = LetterText("Chào {mentor_call}", "Kính gửi {mentor_call},\n\n{reasons}")


def keep(database: Database, **texts: LetterText) -> None:
    keys = {"letter": KEY, "note": NOTE}
    with database.step("mail.step.letters") as db:
        keep_letters(db, {keys[name]: text for name, text in texts.items()})


def kept(database: Database) -> dict[LetterKey, LetterText]:
    with database.read() as db:
        return own_letters(db)


def test_texts_are_kept_changed_and_taken_back(database: Database) -> None:
    note = LetterText("Hi", "{called}")
    keep(database, letter=TEXT, note=note)
    keep(database, letter=LetterText("Khác", "{reasons}"))
    assert kept(database) == {KEY: LetterText("Khác", "{reasons}"), NOTE: note}
    database.undo()
    assert kept(database) == {KEY: TEXT, NOTE: note}
    database.undo()
    assert kept(database) == {}


def test_a_text_that_reads_like_ours_gives_way_to_ours(database: Database) -> None:
    keep(database, letter=our_text(KEY))
    assert kept(database) == {}
    keep(database, letter=TEXT)
    keep(database, letter=our_text(KEY))
    assert kept(database) == {}


def test_white_space_at_the_ends_is_no_part_of_a_text(database: Database) -> None:
    keep(database, letter=LetterText("  Chào  bạn bè ", "\n\nA\n\nB  \n"))
    assert kept(database) == {KEY: LetterText("Chào bạn bè", "A\n\nB")}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (LetterText("x" * 201, "y"), "mail.problem.too_long"),
        (LetterText("x", "y" * 10_001), "mail.problem.too_long"),
        (LetterText("x", "{nothing}"), "mail.problem.unknown_field"),
        (LetterText("", "y"), "mail.problem.no_subject"),
    ],
)
def test_where_one_text_will_not_do_none_is_kept(database: Database, text: LetterText, problem: str) -> None:
    with pytest.raises(Rejected) as refused:
        keep(database, note=LetterText("Hi", "{called}"), letter=text)
    assert [one.code for one in refused.value.problems] == [problem]
    assert kept(database) == {}
