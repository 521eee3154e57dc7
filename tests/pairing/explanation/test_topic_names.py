"""Topics in a reader's language: an English letter has English skill names."""

from dataclasses import replace

import pytest
from tests.pairing.documents.test_introduction_letters import MENTEE, MENTOR, PAIR, people

from nhipcau.common.words import Language
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import introduction
from nhipcau.pairing.explanation.topic_names import topic_name
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import PairingInput, Phrase, Topic

NAMES = {
    "care": ("Làm việc cẩn trọng", "Attention to detail"),
    "own": ("Gốm sứ", ""),
    "sql": ("SQL", "SQL databases"),
}
CODES = {"Làm việc cẩn trọng": "care", "cẩn thận, tỉ mỉ": "care", "Attention to detail": "care", "Gốm sứ": "own",
         "SQL": "sql", "checking twice": "care"}  # fmt: skip


def known() -> PairingInput:
    goal, strength = (Topic("cẩn thận, tỉ mỉ", 5),), (Topic("Làm việc cẩn trọng", 4),)
    both = people(mentor=replace(MENTOR, strengths=strength), mentee=replace(MENTEE, goals=goal))
    return replace(
        both, skills={answer_key(text): (code,) for text, code in CODES.items()}, skill_names=NAMES
    )


@pytest.mark.parametrize(
    ("topic", "language", "said"),
    [
        ("Làm việc cẩn trọng", "en", "Attention to detail"),
        ("cẩn thận, tỉ mỉ", "en", "Attention to detail"),
        ("Attention to detail", "vi", "Làm việc cẩn trọng"),
        ("checking twice", "vi", "checking twice"),
        ("checking twice", "en", "checking twice"),
        ("SQL", "vi", "SQL"),
        ("Gốm sứ", "en", "Gốm sứ"),
        ("Làm việc cẩn trọng", "vi", "Làm việc cẩn trọng"),
        ("Nói trước đám đông", "en", "Nói trước đám đông"),
    ],
)
def test_a_skill_is_said_in_the_readers_language_where_it_has_a_name_there(
    topic: str, language: Language, said: str
) -> None:
    assert topic_name(topic, known(), language) == said


def test_an_english_letter_names_skills_in_english_with_who_knows_what() -> None:
    reason = Phrase("pairing.reason.goals_strengths", {"topics": ("cẩn thận, tỉ mỉ",), "n": 1})
    body = introduction(known(), replace(PAIR, reasons=(reason,)), Sender("P"), "en").mail.body
    assert "• Đạt is strong in what Mai wants to learn (Attention to detail)" in body
    assert "begin with Attention to detail" in body
    body = introduction(known(), replace(PAIR, reasons=(reason,)), Sender("P"), "vi").mail.body
    assert "• Anh Đạt có thế mạnh đúng với điều chị Mai muốn học (cẩn thận, tỉ mỉ)" in body
