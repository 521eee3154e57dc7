"""Rules about shares as typed: `gender:nữ>=33%gender:nữ`, `mentors:department<=50%`, `different:place>=40%`."""

import re
from collections.abc import Mapping
from typing import Final

from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.models import Attribute, Bound
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import QuotaSetting

_QUOTA: Final = re.compile(r"^([^<>=≥≤%]+)(>=|<=|≥|≤)\s*(\d{1,3})\s*%([^<>=≥≤%]*)$")
_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "gender": "gender",
    "gioi tinh": "gender",
    "department": "department",
    "phong": "department",
    "phong ban": "department",
    "level": "level",
    "cap bac": "level",
    "place": "place",
    "noi lam viec": "place",
}
_MENTORS: Final = frozenset({"mentor", "mentors", "nguoi co van"})
_DIFFERENT: Final = frozenset({"different", "khac"})
_WHOLE: Final = 100


def quota_from(text: str) -> QuotaSetting:
    """Read one rule about shares; raises Rejected where it cannot be understood."""
    found = _QUOTA.match(text.strip())
    if found is None or int(found[3]) > _WHOLE:
        raise _not_understood(text)
    bound: Bound = "least" if found[2] in (">=", "≥") else "most"
    percent = int(found[3])
    subject = [part.strip() for part in found[1].split(":")]
    partner = [part.strip() for part in found[4].split(":") if part.strip()]
    group = answer_key(subject[0])
    try:
        if group in _MENTORS and len(subject) in (2, 3) and not partner:
            value = subject[2] if len(subject) == 3 else ""
            return QuotaSetting("used", _attribute(subject[1]), value, "", bound, percent)
        if group in _DIFFERENT and len(subject) == 2 and not partner:
            return QuotaSetting("different", _attribute(subject[1]), "", "", bound, percent)
        return _about_partners(subject, partner, bound, percent)
    except (KeyError, ValueError) as trouble:
        raise _not_understood(text) from trouble


def _about_partners(subject: list[str], partner: list[str], bound: Bound, percent: int) -> QuotaSetting:
    name, value = subject
    attribute = _attribute(name)
    if len(partner) > 1 and _attribute(partner[0]) != attribute:
        raise ValueError(partner)
    return QuotaSetting("partner", attribute, value, partner[-1] if partner else value, bound, percent)


def _attribute(name: str) -> Attribute:
    return _ATTRIBUTES[answer_key(name)]


def _not_understood(text: str) -> Rejected:
    return Rejected(Problem("terminal.problem.quota", "quota", {"quota": text}))
