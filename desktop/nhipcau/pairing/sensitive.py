"""Questions about sensitive personal data: no criterion unless the coordinator asks for it, and to be warned of."""

import json
import re
from functools import cache

from nhipcau.common.paths import resource
from nhipcau.common.vietnamese import fold


@cache
def _pattern() -> re.Pattern[str]:
    words: list[str] = json.loads(resource("privacy", "sensitive.json").read_text(encoding="utf-8"))["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


@cache
def is_sensitive(wording: str) -> bool:
    """Say whether a question asks for sensitive personal data, by the words in it."""
    return _pattern().search(fold(wording)) is not None
