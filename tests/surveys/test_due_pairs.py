"""Who has not been heard on how the two of a pair fit, as it is read from the data."""

from tests.support.sessions import confirmed_programme, pairs_of
from tests.support.waves import answer, asked_in, open_ready, questions_of

from nhipcau.database import Database
from nhipcau.surveys.due_pairs import fit_unheard


def unheard(database: Database, programme_id: int) -> int:
    with database.read() as db:
        return fit_unheard(db, programme_id)


def test_a_pair_is_heard_on_its_fit_when_both_have_answered_in_whichever_wave(database: Database) -> None:
    programme_id = confirmed_programme(database)
    pairs = pairs_of(database, programme_id)
    first, second = pairs[:2]
    for name, role in (("Đợt một", "mentor"), ("Đợt hai", "mentee")):
        wave_id = open_ready(database, programme_id, "fit", name=name)
        question = questions_of(database, wave_id)[0]
        asked = {(row.pair_id, row.role): row.id for row in asked_in(database, wave_id)}
        answer(database, asked[first.id, role], {question.id: 0})
        answer(database, asked[second.id, "mentor"], {question.id: 0})
        expected = len(pairs) - (1 if role == "mentee" else 0)
        assert unheard(database, programme_id) == expected, "one side's answers are not both"
