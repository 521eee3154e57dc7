"""The answers that a rule about shares speaks of: one that nobody has given would bind nothing."""

from collections.abc import Callable, Mapping
from typing import Final

from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.models import Attribute
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, QuotaSetting

_ANSWER: Final[Mapping[Attribute, Callable[[Candidate], str]]] = {
    "gender": lambda person: person.gender,
    "department": lambda person: person.department,
    "level": lambda person: person.level,
    "place": lambda person: person.place,
}


def check_quota(quota: QuotaSetting, people: PairingInput) -> None:
    """Raise Rejected when nobody has given an answer the rule speaks of: it would bind nothing, silently."""
    answer = _ANSWER[quota.attribute]
    given = {answer_key(text): text for person in people.candidates if (text := answer(person))}
    for value in filter(None, (quota.value, quota.partner_value)):
        if answer_key(value) not in given:
            known = ", ".join(sorted(given.values())) or "–"
            raise Rejected(Problem("terminal.problem.quota_value", "quota", {"value": value, "known": known}))
