"""What a short answer says: yes or no, and which role a name or an answer gives."""

from functools import cache, lru_cache

from nhipcau.exchange.answers.consent import consent_said
from nhipcau.exchange.answers.role_statements import role_said
from nhipcau.exchange.formats.reading_terms import Role
from nhipcau.exchange.formats.vocabulary import key_of, phrases


@lru_cache(maxsize=65536)
def yes_no(text: str) -> bool | None:
    """Return what an answer says: yes, no, or neither. `Có, tôi muốn …` is a yes."""
    key = key_of(text)
    if key in phrases("no"):
        return False
    if key in phrases("yes"):
        return True
    padded = f"{key} "
    if padded.startswith(_beginnings("no")):
        return consent_said(text) is True  # `không vấn đề gì, tôi đồng ý`
    return True if padded.startswith(_beginnings("yes")) else None


@cache
def _beginnings(name: str) -> tuple[str, ...]:
    return tuple(f"{word} " for word in phrases(name) if len(word) > 1)


def role_in(text: str) -> Role:
    """Return the role an answer registers for: `Người được cố vấn (mentee)` is a mentee."""
    return role_said(text)


def role_named(title: str) -> Role:
    """Return the role that a file's, a sheet's or a table's name gives; a mentoring programme is no mentor."""
    key = f" {key_of(title)} "
    for phrase in phrases("no_role"):
        key = key.replace(f" {phrase} ", " ")
    return role_in(key)
