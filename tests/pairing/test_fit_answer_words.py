"""What the two say of their fit is called the same on the page, in the pairs workbook and in the programme's."""

import pytest

from nhipcau.common.words import LANGUAGES, Language, Words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", ["good", "deciding", "not_good"])
def test_one_word_for_each_answer(language: Language, answer: str) -> None:
    words = Words(language)
    assert words(f"repair.answer.{answer}") == words(f"homecoming.fit.{answer}")
