"""What is typed to find somebody."""

import pytest

from nhipcau.common.names.search_text import phone_key, search_terms, search_text, with_number

WRITTEN = (
    "0912 345 678",
    "0912.345.678",
    "0912345678",
    "+84 912 345 678",
    "(+84) 912-345-678",
    "84912345678",
)


def found(typed: str, text: str) -> bool:
    return all(term in text for term in search_terms(typed))


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("typed", [*WRITTEN[:4], "0912 345", "+84 912", "345 678", "0912-345", "345678"])
def test_a_telephone_number_is_found_however_it_is_spaced(written: str, typed: str) -> None:
    assert found(typed, with_number(f"do thi mai {written}", written))


def test_another_number_is_not_found() -> None:
    assert not found("0912 345 679", with_number("mai 0912 345 678", "0912 345 678"))


@pytest.mark.parametrize("typed", ["o'neill", "O’Neill", "sara o’n", "SÁRA"])
def test_either_apostrophe_finds_a_name(typed: str) -> None:
    assert found(typed, search_text("Sara O’Neill"))
    assert found(typed, search_text("Sara O'Neill"))


@pytest.mark.parametrize("typed", ["thuy", "Thuỷ", "Thủy"])
def test_every_spelling_finds_a_name(typed: str) -> None:
    assert found(typed, search_text("Trần Thuỷ"))


def test_a_number_has_one_key() -> None:
    assert {phone_key(written) for written in WRITTEN} == {"0912345678"}


@pytest.mark.parametrize("typed", ["", "-", "E 104", "12", "2024 2025", "(a) b"])
def test_what_begins_no_number_is_taken_as_words(typed: str) -> None:
    assert search_terms(typed) == search_text(typed).split()
