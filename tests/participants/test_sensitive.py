"""Sensitive questions and answers are known by their words, in both languages, and ordinary ones are let be.

The held back wordings were written with the others but set aside, at random, before the list of words was made.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from time import thread_time
from typing import Any, Final

import pytest

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.paths import resource
from nhipcau.common.words import LANGUAGES, text
from nhipcau.participants.sensitive import CATEGORIES, is_sensitive, sensitive_category

_HERE: Final = Path(__file__).parent
_PARTS: Final = ("sensitive_wordings", "sensitive_wordings_held_back")


def _wordings(part: str, sort: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((_HERE / f"{part}.json").read_text(encoding="utf-8"))[sort]
    return found


def _category(one: dict[str, Any]) -> str | None:
    return sensitive_category(one["wording"], one.get("answers", ()))


def _seconds(text: str) -> float:
    before = thread_time()
    is_sensitive("", [text])
    return thread_time() - before


def test_there_are_enough_wordings_to_tell() -> None:
    sensitive = [len(_wordings(part, "sensitive")) for part in _PARTS]
    harmless = [len(_wordings(part, "harmless")) for part in _PARTS]

    assert sum(sensitive) >= 300
    assert sum(harmless) >= 200
    assert (sensitive[1], harmless[1]) == (100, 60)


@pytest.mark.parametrize("part", _PARTS)
def test_nine_of_ten_sensitive_wordings_are_found(part: str) -> None:
    wordings = _wordings(part, "sensitive")
    found = [one for one in wordings if _category(one)]

    assert len(found) >= 0.9 * len(wordings)
    assert sum(_category(one) == one["category"] for one in found) >= 0.9 * len(found)


@pytest.mark.parametrize("part", _PARTS)
def test_at_most_one_of_ten_harmless_wordings_is_marked(part: str) -> None:
    wordings = _wordings(part, "harmless")

    assert sum(_category(one) is not None for one in wordings) <= 0.1 * len(wordings)


def test_a_question_that_says_nothing_is_as_sensitive_as_what_is_answered() -> None:
    assert not is_sensitive("Khác")
    assert sensitive_category("Khác", ["Không", "HIV"]) == "health"
    assert sensitive_category("Other", ["ly hôn"]) == "family"
    assert sensitive_category("Khác", ["", "vay nợ"]) == "money"
    assert sensitive_category("Ghi chú", ["079203004512"]) == "identity"
    assert not is_sensitive("Other", ["none", "n/a", ""])


def test_a_topic_to_learn_is_not_said_of_oneself() -> None:
    assert not is_sensitive("Bạn muốn học gì?", ["Quản lý tài chính", "Chăm sóc sức khỏe"])
    assert is_sensitive("Bạn muốn học gì?", ["Em bị trầm cảm nên cần người hiểu"])


@pytest.mark.parametrize("wording", ["Tình trạng sức khoẻ", "Tình trạng sức khỏe", "TÌNH TRẠNG SỨC KHỎE"])
def test_letters_may_be_written_as_people_write_them(wording: str) -> None:
    assert sensitive_category(wording) == "health"
    assert sensitive_category(fold(wording)) == "health"


def test_a_word_without_its_accent_is_not_taken_for_another() -> None:
    assert sensitive_category("Bạn có nợ không?") == "money"
    assert not is_sensitive("Yes or no?")


def test_what_is_written_takes_time_as_it_is_long() -> None:
    for word in ("bạn có bệnh ", "health team ", "anh/chị ", "a" * 100, "nghiện, "):
        few, many = word * (2_000 // len(word)), word * (16_000 // len(word))
        assert min(_seconds(many) for _ in range(3)) < 24 * max(min(_seconds(few) for _ in range(3)), 0.0005)


def test_every_category_has_words_and_a_name() -> None:
    listed: Sequence[str] = json.loads(resource("privacy", "sensitive.json").read_text(encoding="utf-8"))[
        "categories"
    ]

    assert set(listed) == set(CATEGORIES)
    assert all(text(language, f"sensitive.category.{one}") for language in LANGUAGES for one in CATEGORIES)
