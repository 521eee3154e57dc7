"""Questions whose answers are nobody's business in a letter, nor a criterion unless the coordinator asks for it."""

import json
import re
from collections.abc import Sequence
from functools import cache

from nhipcau.common.paths import resource
from nhipcau.common.vietnamese import fold
from nhipcau.pairing.profiles import Phrase


@cache
def _pattern() -> re.Pattern[str]:
    words: list[str] = json.loads(resource("privacy", "sensitive.json").read_text(encoding="utf-8"))["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


@cache
def is_sensitive(wording: str) -> bool:
    """Say whether a question asks for sensitive personal data, by the words in it."""
    return _pattern().search(fold(wording)) is not None


def without_sensitive(reasons: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the reasons that may be handed to others: none that repeats an answer to a sensitive question."""
    return tuple(reason for reason in reasons if not is_sensitive(str(reason.values.get("wording", ""))))
