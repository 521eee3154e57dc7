import pytest

from nhipcau.common.words import Words, text


def test_a_text_follows_the_language_chosen_now() -> None:
    words = Words("vi")
    before = words("common.cancel")
    words.language = "en"
    assert (before, words("common.cancel")) == (text("vi", "common.cancel"), text("en", "common.cancel"))
    assert before != words("common.cancel")


def test_a_text_that_does_not_exist_is_a_bug() -> None:
    with pytest.raises(KeyError):
        text("vi", "common.no such text")
