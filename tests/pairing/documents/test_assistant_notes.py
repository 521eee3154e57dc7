"""The letter goes to the two alone; their assistants get a note of their own, with a date to be found and no more."""

from dataclasses import replace

import pytest
from tests.pairing.documents.test_introduction_letters import MENTEE, MENTOR, PAIR, people

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import introduction
from nhipcau.pairing.settings.pairing_input import Phrase, ProfileQuestion

SENDER = Sender("Hạt Giống 2026", "Công ty Hạt Giống", "Trần Thu Hà")
ASKED = ProfileQuestion(7, "Email trợ lý của anh/chị (nếu có)", "text")


def test_whoever_keeps_the_leaders_calendar_gets_a_note_and_no_copy() -> None:
    leader = replace(MENTEE, answers={7: "tro.ly@hatgiong.vn"})
    asked = replace(people("reverse", mentee=leader), questions=(ASKED,))
    letter = introduction(asked, PAIR, SENDER, "vi")
    assert letter.mail.cc == ()
    assert {email for _, email in letter.mail.to} == {MENTOR.email, MENTEE.email}
    (note,) = letter.notes
    assert note.mail.to == (("", "tro.ly@hatgiong.vn"),)
    assert note.file_name == "Phạm Quốc Đạt - Lê Thị Mai - trợ lý"
    assert introduction(replace(asked, kind="traditional"), PAIR, SENDER, "vi").notes == ()
    assert introduction(people("reverse"), PAIR, SENDER, "vi").notes == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_holds_who_the_two_are_their_addresses_and_nothing_else(language: Language) -> None:
    leader = replace(
        MENTEE,
        assistant_name="Ngô Mai Lan",
        assistant_email="lan@hatgiong.vn",
        phone="0987 654 321",
        title="Giám đốc",
    )
    pair = replace(PAIR, reasons=(Phrase("pairs.confidence.stays"),))
    letter = introduction(people("reverse", mentee=leader), pair, SENDER, language)
    (note,) = letter.notes
    text = note.mail.subject + note.mail.body
    for shown in (MENTOR.name, MENTEE.name, MENTOR.email, MENTEE.email, "Hạt Giống 2026", "Trần Thu Hà"):
        assert shown in text
    known = [MENTOR.phone, leader.phone, "Giám đốc", "Kỹ thuật", "Excel", "Thuyết trình", "•  ", "{"]
    reasons = letter.mail.body.split("• ")[3:]
    for secret in (*known, *(line.splitlines()[0] for line in reasons)):
        assert secret not in text
    assert note.mail.to == (("Ngô Mai Lan", "lan@hatgiong.vn"),)


def test_an_assistant_of_both_gets_one_note_and_nobody_a_note_about_themselves() -> None:
    known = {"assistant_name": "Ngô Mai Lan", "assistant_email": "lan@hatgiong.vn"}
    both = people("traditional", replace(MENTOR, **known), replace(MENTEE, **known))  # type: ignore[arg-type]
    assert len(introduction(both, PAIR, SENDER, "vi").notes) == 1
    own = people("reverse", mentor=replace(MENTOR, assistant_email=MENTEE.email.upper()))
    assert introduction(own, PAIR, SENDER, "vi").notes == ()


@pytest.mark.parametrize("answer", ["a@b", "x@y.vn\r\nBcc: z@y.vn", "mai lan@y.vn", "a@y.vn, b@y.vn"])
def test_an_address_in_doubt_is_a_recipient_to_be_asked_for(answer: str) -> None:
    leader = replace(MENTEE, answers={7: answer})
    asked = replace(people("reverse", mentee=leader), questions=(ASKED,))
    (note,) = introduction(asked, PAIR, SENDER, "vi").notes
    assert note.mail.unaddressed == ("trợ lý của Lê Thị Mai",)


@pytest.mark.parametrize("answer", ["không có", 5])
def test_who_has_no_assistant_gets_no_note(answer: object) -> None:
    leader = replace(MENTEE, answers={7: answer})
    asked = replace(people("reverse", mentee=leader), questions=(ASKED,))
    assert introduction(asked, PAIR, SENDER, "vi").notes == ()


def test_an_assistant_known_by_name_alone_is_named_as_lacking_an_address() -> None:
    leader = replace(MENTEE, assistant_name="Ngô Mai Lan")
    (note,) = introduction(people(mentee=leader), PAIR, SENDER, "vi").notes
    assert note.mail.unaddressed == ("Ngô Mai Lan",)
    assert "Kính gửi anh/chị Lan," in note.mail.body


@pytest.mark.parametrize(("language", "said"), [("vi", "chưa có email"), ("en", "no e-mail address yet")])
def test_who_of_the_two_has_no_address_is_said_as_a_sentence(language: Language, said: str) -> None:
    leader = replace(MENTEE, assistant_name="Ngô Mai Lan", email="")
    (note,) = introduction(people(mentee=leader), PAIR, SENDER, language).notes
    (line,) = [one for one in note.mail.body.splitlines() if leader.name in one and one.startswith("•")]
    assert said in line
