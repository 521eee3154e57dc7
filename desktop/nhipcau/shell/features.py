"""The one list of features. What the window, its menus, its search and the steps show of them is read from here."""

from typing import Final

from nhipcau.common.feature import Feature
from nhipcau.exchange.feature import FEATURE as EXCHANGE
from nhipcau.journey.feature import FEATURE as JOURNEY
from nhipcau.overview.feature import FEATURE as OVERVIEW
from nhipcau.pairing.feature import FEATURE as PAIRING
from nhipcau.participants.feature import FEATURE as PARTICIPANTS
from nhipcau.programmes.feature import FEATURE as PROGRAMMES
from nhipcau.sessions.feature import FEATURE as SESSIONS
from nhipcau.skills.feature import FEATURE as SKILLS
from nhipcau.surveys.feature import FEATURE as EVALUATION

FEATURES: Final[tuple[Feature, ...]] = (
    OVERVIEW,
    PROGRAMMES,
    PARTICIPANTS,
    EXCHANGE,
    PAIRING,
    JOURNEY,
    SESSIONS,
    EVALUATION,
    SKILLS,
)
"""In the order of the sidebar."""
