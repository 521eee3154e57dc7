"""How columns of our workbooks are headed."""

from nhipcau.common.words import Words
from nhipcau.participants.models import PERSON, PROFILE


def heading_of(code: str, words: Words) -> str:
    """Return the heading of a column, by the code it has in every sheet."""
    fields = {**PERSON, **PROFILE}
    return words(fields[code].label if code in fields else f"homecoming.field.{code}")
