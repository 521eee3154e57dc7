"""Introduction letters: who they call what, and drafts a mail program opens."""

import email
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.mail.draft import Mail, draft
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import (
    as_copied,
    introduction,
    introductions,
    save_drafts,
    to_introduce,
)
from nhipcau.pairing.explanation.plan_sentences import confidence
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.explanation.salutation import short_name
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Phrase, Topic

MENTOR = Candidate(
    participant_id=1, person_id=11, uid="M", name="Phạm Quốc Đạt", is_mentor=True, is_mentee=False,
    email="dat.pham@hatgiong.vn", phone="0903 000 111", title="Trưởng phòng", department="Kỹ thuật",
    gender="Nam", strengths=(Topic("Excel", 4),),
)  # fmt: skip
MENTEE = Candidate(
    participant_id=2, person_id=12, uid="E", name="Lê Thị Mai", is_mentor=False, is_mentee=True,
    email="mai.le@hatgiong.vn", gender="Nữ", goals=(Topic("Thuyết trình", 5), Topic("excel", 3)),
)  # fmt: skip
PAIR = ProposedPair(
    mentee_id=2, mentor_id=1, fit=8743, parts=(), reasons=(Phrase("pairs.confidence.stays"),)
)  # fmt: skip


def people(kind: str = "traditional", mentor: Candidate = MENTOR, mentee: Candidate = MENTEE) -> PairingInput:
    return PairingInput(programme_id=1, kind=kind, candidates=(mentor, mentee))


def parsed(mail: Mail) -> EmailMessage:
    message = email.message_from_bytes(draft(mail), policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["traditional", "reverse"])
def test_a_letter_names_both_with_how_to_reach_them(kind: str, language: Language) -> None:
    letter = introduction(people(kind), PAIR, Sender("Hạt Giống 2026"), language)
    for shown in (
        "Phạm Quốc Đạt",
        "Lê Thị Mai",
        MENTOR.email,
        MENTEE.email,
        "0903 000 111",
        "Hạt Giống 2026",
    ):
        assert shown in as_copied(letter.mail)
    assert "{" not in as_copied(letter.mail)


def test_vietnamese_colleagues_are_called_by_their_given_name_with_anh_or_chi() -> None:
    assert "Kính gửi anh Đạt và chị Mai," in introduction(people(), PAIR, Sender("P"), "vi").mail.body


def test_an_english_letter_uses_the_name_colleagues_use() -> None:
    assert "Dear Đạt and Mai," in introduction(people(), PAIR, Sender("P"), "en").mail.body
    assert short_name("John Smith") == "John"
    assert short_name("Nguyen Van An") == "An"
    assert short_name("Nguyễn Văn An", "Andy") == "Andy"


def test_the_first_conversation_begins_with_what_one_wants_and_the_other_knows() -> None:
    letter = introduction(people(), PAIR, Sender("P"), "en")
    assert "begin with excel" in letter.mail.body
    assert "Thuyết trình" not in letter.mail.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_of_a_reverse_pair_read_what_stays_between_them(language: Language) -> None:
    letter = introduction(people("reverse"), replace(PAIR, reasons=()), Sender("P"), language)
    assert len(parsed(letter.mail)["To"].addresses) == 2
    assert all(line in letter.mail.body for line in confidence(Words(language)))
    traditional = introduction(people(), replace(PAIR, reasons=()), Sender("P"), language)
    assert not any(line in traditional.mail.body for line in confidence(Words(language)))


def test_a_reverse_pair_agrees_on_confidence_first() -> None:
    letter = introduction(people("reverse"), PAIR, Sender("P"), "en")
    assert letter.mail.body.index("agree on confidentiality") < letter.mail.body.index(
        "Your first conversation"
    )
    assert letter.mail.body.startswith("Dear Mai and Đạt,")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_opens_unsent_to_both_with_nothing_lost(language: Language) -> None:
    letter = introduction(people(), PAIR, Sender("Hạt Giống 2026"), language)
    message = parsed(letter.mail)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == letter.mail.subject
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        ("Phạm Quốc Đạt", "dat.pham@hatgiong.vn"),
        ("Lê Thị Mai", "mai.le@hatgiong.vn"),
    ]
    assert message.get_content().replace("\r\n", "\n") == letter.mail.body


def test_a_person_without_a_usable_address_is_named_and_not_addressed() -> None:
    unreachable = Candidate(
        participant_id=2, person_id=12, uid="E", name="Mai\r\nBcc: x@y.vn", is_mentor=False, is_mentee=True,
        email="không có",
    )  # fmt: skip
    letter = introduction(people(mentee=unreachable), PAIR, Sender("P\r\nBcc: z@y.vn"), "vi")
    message = parsed(letter.mail)
    assert letter.mail.unaddressed == (unreachable.name,)
    assert len(message["To"].addresses) == 1
    assert "Bcc" not in message


def test_all_drafts_are_saved_in_one_new_folder(tmp_path: Path) -> None:
    strange = Candidate(
        participant_id=1, person_id=11, uid="M", name='An/Bình: "A*"', is_mentor=True, is_mentee=False
    )
    letters = introductions(people(mentor=strange), [PAIR, PAIR], Sender("P"), "vi")
    first = save_drafts(tmp_path, letters, "Thư giới thiệu")
    second = save_drafts(tmp_path, letters, "Thư giới thiệu")
    assert [path.name for path in sorted(first.iterdir())] == [
        "01 An Bình A - Lê Thị Mai.eml",
        "02 An Bình A - Lê Thị Mai.eml",
    ]
    assert second.name == "Thư giới thiệu (2)"


def test_nothing_is_left_behind_where_letters_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Unavailable):
        save_drafts(blocked, introductions(people(), [PAIR], Sender("P"), "vi"), "Thư")
    assert list(tmp_path.iterdir()) == [blocked]


@pytest.mark.parametrize("name", ["Chương trình Hạt Giống", "CHƯƠNG TRÌNH  Hạt Giống", "Hạt Giống"])
@pytest.mark.parametrize("kind", ["traditional", "reverse"])
def test_a_programme_whose_name_says_what_it_is_does_not_say_it_twice(kind: str, name: str) -> None:
    letter = introduction(
        people(kind, mentee=replace(MENTEE, assistant_name="Ngô Mai Lan")), PAIR, Sender(name), "vi"
    )
    for mail in letter.mails:
        assert "hương trình chương trình" not in mail.body.lower()
        assert any(f"{said} Hạt Giống" in mail.body for said in ("hương trình", "cố vấn ngược"))
    assert name.split(maxsplit=1)[0] in introduction(people(kind), PAIR, Sender(name), "en").mail.body


def peers() -> PairingInput:
    made = people("peer")
    return replace(made, settings=replace(made.settings, rules=replace(made.settings.rules, mutual=True)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_peers_get_one_letter_that_makes_neither_the_mentor(language: Language) -> None:
    turned = replace(PAIR, mentee_id=PAIR.mentor_id, mentor_id=PAIR.mentee_id)
    once = to_introduce(peers(), [PAIR, turned])
    assert once == (PAIR,)
    [letter] = introductions(peers(), once, Sender("Hạt Giống 2026"), language)
    said = as_copied(letter.mail)
    assert "cố vấn" not in said.lower()
    assert "mentor" not in said.lower()
    assert "mentee" not in said.lower()
    assert {MENTOR.email, MENTEE.email} == {address for _, address in letter.mail.to}
    assert "{" not in said


def test_where_roles_are_told_apart_each_pair_has_its_letter() -> None:
    turned = replace(PAIR, mentee_id=PAIR.mentor_id, mentor_id=PAIR.mentee_id)
    assert to_introduce(people(), [PAIR, turned]) == (PAIR, turned)
