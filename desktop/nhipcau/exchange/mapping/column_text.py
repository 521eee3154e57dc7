"""How a column is read, in words: on the screen and in the terminal."""

from nhipcau.common.words import Words
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.participants.sheet import BY_CODE


def meaning_name(words: Words, meaning: str) -> str:
    """Return what a column means."""
    if meaning in (QUESTION, IGNORE):
        return words(f"inbox.meaning.{meaning}")
    return words(f"fields.{meaning}") if meaning in BY_CODE else meaning


def reason_text(words: Words, reason: str) -> str:
    """Return what spoke for a meaning or why it is in doubt (`forms.Reason`); empty where nothing is to say."""
    return words(f"inbox.reason.{reason}") if reason else ""
