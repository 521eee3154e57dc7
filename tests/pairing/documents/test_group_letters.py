"""Letters of a group programme: one to the mentor about everybody, one to each member."""

from dataclasses import replace

import pytest
from tests.pairing.documents.test_introduction_letters import MENTEE, MENTOR, PAIR, people

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import as_copied, introductions
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import PairingInput, Phrase, Topic

OTHER = replace(
    MENTEE, participant_id=3, person_id=13, uid="F", name="Trần Văn Bình", gender="Nam",
    email="binh.tran@hatgiong.vn", phone="0911 222 333", goals=(Topic("Đàm phán", 5),),
)  # fmt: skip
KNOWS = Phrase("pairing.reason.goals_strengths", {"topics": ("Đàm phán",), "n": 1})
PAIRS = (
    replace(PAIR, reasons=()),
    ProposedPair(mentee_id=3, mentor_id=1, fit=8000, parts=(), reasons=(KNOWS,)),
)


def group() -> PairingInput:
    return replace(people("group"), candidates=(MENTOR, MENTEE, OTHER))


def letters(language: Language = "vi") -> list[str]:
    return [as_copied(one.mail) for one in introductions(group(), PAIRS, Sender("Vườn Ươm"), language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mentor_reads_of_everybody_and_each_member_of_the_mentor(language: Language) -> None:
    to_mentor, *to_members = letters(language)
    assert all(text in to_mentor for text in (MENTEE.email, OTHER.email, OTHER.phone, "Vườn Ươm"))
    assert all(MENTOR.email in letter for letter in to_members)
    assert not any("{" in letter for letter in (to_mentor, *to_members))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_member_knows_the_others_by_name_alone(language: Language) -> None:
    _, first, second = letters(language)
    assert OTHER.name in first
    assert MENTEE.name in second
    for secret in (OTHER.email, OTHER.phone, "Đàm phán"):
        assert secret not in first
    assert MENTEE.email not in second


def test_each_letter_goes_to_one_person() -> None:
    found = introductions(group(), PAIRS, Sender("P"), "vi")
    assert [[address for _, address in one.mail.to] for one in found] == [
        [MENTOR.email],
        [MENTEE.email],
        [OTHER.email],
    ]
    assert [len(one.about) for one in found] == [2, 1, 1]


def test_nobody_is_called_a_pair_or_two() -> None:
    for letter in letters():
        assert "một cặp" not in letter
        assert "hai anh/chị" not in letter


def test_a_mentor_with_one_mentee_gets_the_letter_of_a_pair() -> None:
    (only,) = introductions(group(), PAIRS[:1], Sender("P"), "vi")
    assert len(only.mail.to) == 2
