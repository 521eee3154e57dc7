"""How columns of our workbooks are headed."""

from nhipcau.common.words import Words
from nhipcau.journey.models import GOAL
from nhipcau.pairing.models import CONSTRAINT, CRITERION, PAIR, SHARE
from nhipcau.participants.models import CONSENT, LEVEL, PERSON, PROFILE
from nhipcau.programmes.models import PROGRAMME
from nhipcau.sessions.models import PULSE, SESSION
from nhipcau.skills.models import SKILL, WORDING


def heading_of(code: str, words: Words) -> str:
    """Return the heading of a column, by the code it has in every sheet."""
    fields = {
        **PERSON, **PROFILE, **GOAL, **SESSION, **PULSE, **PROGRAMME, **PAIR, **CONSTRAINT, **CRITERION, **SHARE,
        **LEVEL, **CONSENT, **SKILL, **WORDING,
    }  # fmt: skip
    return words(fields[code].label if code in fields else f"homecoming.field.{code}")
