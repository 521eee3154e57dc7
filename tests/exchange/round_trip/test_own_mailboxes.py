"""What one person alone may read is not addressed to a mailbox that somebody else reads as well."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from tests.support.confirmed import amend_people, pairs_of
from tests.support.sessions import confirmed_programme
from tests.support.surveys import asked_wave

from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.mail_folder import Written
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.mail.missing_addresses import lacking_said
from nhipcau.pairing.store.queries import PairRow

OFFICE = "van.phong@abc.vn"


@pytest.fixture
def programme_id(database: Database) -> int:
    return confirmed_programme(database)


@pytest.fixture
def pair(database: Database, programme_id: int) -> PairRow:
    return pairs_of(database, programme_id)[0]


def addressed(written: Written, name: str) -> dict[str, str]:
    """Return whom each draft whose file begins with a name goes to."""
    return {
        path.stem: str(message_from_bytes(path.read_bytes(), policy=default)["To"] or "")
        for path in written.folder.glob(f"{name}*.eml")
    }


def test_two_who_share_a_mailbox_are_not_sent_forms_that_the_other_must_not_read(
    database: Database, programme_id: int, pair: PairRow, tmp_path: Path
) -> None:
    shared = {"email": OFFICE}
    amend_people(database, {pair.mentor_name: shared, pair.mentee_name: {"email": OFFICE.upper()}})
    written = write_pair_workbooks(database, programme_id, tmp_path, "vi", with_feelings=True)
    both = addressed(written, f"{pair.mentor_name} - {pair.mentee_name}")
    assert [to.lower().count(OFFICE) for to in both.values()] == [2], "what both may read goes to both"
    for name in (pair.mentor_name, pair.mentee_name):
        assert addressed(written, f"{name} - Phiếu") == {f"{name} - Phiếu cảm nhận riêng": ""}
    assert set(written.withheld) == {pair.mentor_name, pair.mentee_name}
    assert (written.lacking, written.without_email) == (0, ())


def test_workbooks_of_one_side_and_survey_forms_do_not_go_there_either(
    database: Database, programme_id: int, pair: PairRow, tmp_path: Path
) -> None:
    amend_people(database, {pair.mentor_name: {"email": OFFICE}, pair.mentee_name: {"email": OFFICE}})
    own = write_pair_workbooks(database, programme_id, tmp_path, "vi", whom="mentors")
    forms = write_survey_workbooks(database, asked_wave(database, programme_id), tmp_path, "vi")
    for written in (own, forms):
        assert set(addressed(written, pair.mentor_name).values()) == {""}
        assert pair.mentor_name in written.withheld
        assert sum(bool(to) for to in addressed(written, "").values()) == written.count - len(
            written.withheld
        )


def test_a_leader_whose_address_is_the_assistants_gets_no_private_form_through_them(
    database: Database, programme_id: int, pair: PairRow, tmp_path: Path
) -> None:
    amend_people(database, {pair.mentor_name: {"email": OFFICE, "assistant_email": " Van.Phong@abc.vn"}})
    forms = write_survey_workbooks(database, asked_wave(database, programme_id), tmp_path, "vi")
    assert set(addressed(forms, pair.mentor_name).values()) == {""}
    assert forms.withheld == (pair.mentor_name,)


def test_an_assistant_who_takes_part_gets_their_own_forms(
    database: Database, programme_id: int, pair: PairRow, tmp_path: Path
) -> None:
    amend_people(
        database, {pair.mentee_name: {"email": OFFICE}, pair.mentor_name: {"assistant_email": OFFICE}}
    )
    forms = write_survey_workbooks(database, asked_wave(database, programme_id), tmp_path, "vi")
    assert all(OFFICE in to for to in addressed(forms, pair.mentee_name).values())
    assert forms.withheld == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_nobody_is_named_is_said_apart_from_those_without_an_address(language: str) -> None:
    words = Words("vi" if language == "vi" else "en")
    said = lacking_said(1, ["Lan"], words, ["Minh"])
    assert said.index("Lan") < said.index("Minh")
    assert lacking_said(0, [], words) == ""
    assert "Lan" not in lacking_said(0, [], words, ["Minh"])
