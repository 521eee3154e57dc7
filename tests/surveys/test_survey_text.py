"""A survey as text for a form service."""

import pytest
from tests.support.sessions import confirmed_programme
from tests.support.waves import asked_in, open_ready, questions_of

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.database import Database
from nhipcau.surveys.survey_text import FORM_FIELDS, as_text, asks_about_several, form_question


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_asks_who_answers_and_then_every_question_with_its_options(
    database: Database, language: Language
) -> None:
    programme_id = confirmed_programme(database)
    asked = questions_of(database, open_ready(database, programme_id, "midterm"))
    words = Words(language)
    text = as_text(asked, words, several_pairs=True)
    paragraphs = text.split("\n\n")
    wordings = [form_question(field, words) for field in FORM_FIELDS] + [
        one.wording(language) for one in asked
    ]
    assert [part.split("\n")[0] for part in paragraphs] == [
        f"{number}. {wording}" for number, wording in enumerate(wordings, start=1)
    ]
    for one, part in zip(asked, paragraphs[len(FORM_FIELDS) :], strict=True):
        assert all(option in part for option in one.options(language))


def test_the_text_for_one_side_leaves_out_what_only_the_other_is_asked(database: Database) -> None:
    programme_id = confirmed_programme(database)
    asked = questions_of(database, open_ready(database, programme_id, "midterm"))
    words = Words("vi")
    for_mentors = as_text(asked, words, role="mentor")
    for one in asked:
        assert (one.wording("vi") in for_mentors) == (one.audience != "mentee")
    assert words("evaluation.form.only.mentor") not in for_mentors
    assert form_question("partner", words) not in for_mentors


def test_about_whom_is_asked_where_somebody_is_asked_about_several(database: Database) -> None:
    programme_id = confirmed_programme(database)
    rows = asked_in(database, open_ready(database, programme_id, "pulse"))
    assert asks_about_several(rows) == (len({row.participant_id for row in rows}) < len(rows))
    assert not asks_about_several(rows[:1])
    assert asks_about_several((rows[0], rows[0]))
