"""Fields of letters: named as people speak, filled once, refused with a sentence where a letter has none such."""

import pytest

from nhipcau.common.errors import Rejected
from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.mail.letter_fields import (
    FIELDS,
    field_name,
    filled,
    inserted,
    offered,
    problems_in,
    shown,
    understood,
)
from nhipcau.mail.letter_texts import (
    LETTER_KINDS,
    VOICES,
    LetterKey,
    LetterKind,
    LetterText,
    LetterTexts,
    our_text,
)

KEYS = [
    LetterKey(kind, language, voice) for kind in LETTER_KINDS for language in LANGUAGES for voice in VOICES
]
VI = Words("vi")


def said(subject: str, body: str, kind: LetterKind = "traditional") -> list[str]:
    text = understood(LetterText(subject, body), kind)
    return [VI(one.code, **one.values) for one in problems_in(text, kind)]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.kind}.{key.voice}.{key.language}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_texts_are_right_and_stay_themselves_when_they_are_shown_to_be_edited(
    key: LetterKey, language: Language
) -> None:
    ours, words = our_text(key), Words(language)
    assert problems_in(ours, key.kind) == ()
    assert understood(shown(ours, key.kind, words), key.kind) == ours


@pytest.mark.parametrize("kind", LETTER_KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_fields_of_a_letter_have_one_name(kind: LetterKind, language: Language) -> None:
    names = [field_name(kind, code, Words(language)) for code in FIELDS[kind]]
    assert len(set(names)) == len(names)
    assert len({name.casefold() for name in names}) == len(offered(kind))


def test_a_field_is_understood_however_it_is_typed() -> None:
    text = understood(LetterText("{ NGUOI  co van }", "{Người cố vấn} {Mentee}"), "traditional")
    assert text == LetterText("{mentor_call}", "{mentor_call_start} {mentee_call_start}")


def test_a_field_begins_with_a_capital_where_a_sentence_does() -> None:
    for before in ("", "Chào.\n\n", "Chào anh. ", "• "):
        assert inserted("traditional", "mentor_call", before, VI) == "{Người cố vấn}"
    assert inserted("traditional", "mentor_call", "Chào ", VI) == "{người cố vấn}"
    assert inserted("traditional", "reasons", "", VI) == "{lý do ghép}"


def test_what_is_no_field_is_named() -> None:
    assert said("Chào", "Gửi {tên sếp}") == [
        "Không có ô nào tên là “tên sếp”. Hãy chọn một trong các ô ở trên, hoặc bỏ dấu ngoặc nhọn."
    ]


def test_a_letter_has_no_field_that_its_readers_do_not_get() -> None:
    (sentence,) = said("Chào", "{lý do ghép}", "assistant")
    assert "“lý do ghép”" in sentence
    assert "người nhận thư không được đọc" in sentence
    for code in ("reasons", "agenda", "confidence", "mentor_lines", "mentee_lines"):
        assert code not in FIELDS["assistant"]


def test_a_subject_has_no_room_for_a_list() -> None:
    assert said("Vì {lý do ghép}", "x") == [
        "Tiêu đề có một ô gồm nhiều dòng. Hãy chuyển ô đó xuống nội dung thư."
    ]


@pytest.mark.parametrize("body", ["{người cố vấn", "người cố vấn}", "{{người cố vấn}}"])
def test_a_lone_brace_is_told(body: str) -> None:
    assert any("ngoặc nhọn lẻ" in sentence for sentence in said("Chào", body))


def test_a_letter_without_subject_or_text_is_told() -> None:
    assert said(" ", "") == ["Thư chưa có tiêu đề.", "Thư chưa có nội dung."]


def test_what_a_person_wrote_is_never_taken_for_a_field() -> None:
    text = LetterText("{mentor_call}", "{reasons} {mentee_call}")
    values = {"mentor_call": "a\nb", "reasons": "{mentee_call} {x!r:>999}", "mentee_call": "Mai"}
    assert filled(text, "traditional", values) == LetterText("a b", "{mentee_call} {x!r:>999} Mai")


@pytest.mark.parametrize(
    "body", ["{mentor_call.__class__}", "{mentor_call!r}", "{mentor_call:>99999999}", "{0}"]
)
def test_no_letter_leaves_with_a_field_that_is_none(body: str) -> None:
    with pytest.raises(Rejected):
        filled(LetterText("x", body), "traditional", dict.fromkeys(FIELDS["traditional"], "y"))


def test_a_text_that_reads_like_ours_is_ours() -> None:
    key = LetterKey("peer", "vi", "formal")
    texts = LetterTexts().with_texts({key: LetterText("a", "b")})
    assert texts.text("peer", "vi") == LetterText("a", "b")
    assert texts.with_texts({key: our_text(key)}) == LetterTexts()
