"""Rules about shares over all pairs together, from words to whole numbers, and how a plan keeps them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.problem import MentorQuota, PairQuota
from nhipcau.pairing.engine.scoring.scores import Scoring
from nhipcau.pairing.explanation.results import QuotaResult
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import Candidate, Phrase, QuotaSetting

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Quota = PairQuota | MentorQuota

_ANSWERS: Final[Mapping[str, Callable[[Candidate], str]]] = {
    "gender": lambda person: person.gender,
    "department": lambda person: person.department,
    "level": lambda person: person.level,
    "place": lambda person: person.place,
}
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Share:
    """A quota over all rows and columns of a scoring: which pairs, or mentors, it is about, and which of them count."""

    setting: QuotaSetting
    row_class: Ints
    column_class: Ints
    concerned: Flags
    """By row class and column class; a rule about mentors has one row class."""
    inside: Flags

    @property
    def about_mentors(self) -> bool:
        return self.setting.kind == "used"

    def quota(self) -> Quota:
        """Return the sum that may not be negative."""
        percent = min(max(self.setting.percent, 0), _WHOLE)
        amounts = np.where(self.inside, _WHOLE, 0) - percent
        amounts = np.where(self.concerned, amounts if self.setting.bound == "least" else -amounts, 0)
        if self.about_mentors:
            return MentorQuota(amounts[0, self.column_class])
        return PairQuota(self.row_class, self.column_class, amounts)

    def result(self, rows: Ints, columns: Ints) -> QuotaResult:
        """Return how many of these pairs, or of their mentors, count."""
        if self.about_mentors:
            columns = np.unique(columns)
            rows = np.zeros(len(columns), np.int64)
        at = self.row_class[rows], self.column_class[columns]
        inside = int((self.inside & self.concerned)[at].sum())
        of = int(self.concerned[at].sum())
        reached, asked = inside * _WHOLE, self.setting.percent * of
        return QuotaResult(
            self.setting, inside, of, reached >= asked if self.setting.bound == "least" else reached <= asked
        )


def shares_of(scoring: Scoring) -> list[Share]:
    """Return the programme's quotas, those about every value of an attribute one by one."""
    found: list[Share] = []
    for setting in scoring.settings.quotas:
        ours = _answers(scoring.mentees, setting)
        theirs = _answers(scoring.mentors, setting)
        if setting.kind == "used":
            found += _used(setting, scoring, theirs)
        elif setting.kind == "different":
            found.append(_different(setting, ours, theirs))
        else:
            found.append(_partner(setting, ours, theirs))
    return found


def _answers(people: Sequence[Candidate], setting: QuotaSetting) -> list[str]:
    return [answer_key(_ANSWERS[setting.attribute](person)) for person in people]


def _are(answers: Sequence[str], value: str) -> Ints:
    key = answer_key(value)
    return np.array([answer == key for answer in answers], np.int64)


def _partner(setting: QuotaSetting, ours: Sequence[str], theirs: Sequence[str]) -> Share:
    concerned = np.array([[False, False], [True, True]])
    inside = np.array([[False, False], [False, True]])
    return Share(setting, _are(ours, setting.value), _are(theirs, setting.partner_value), concerned, inside)


def _different(setting: QuotaSetting, ours: Sequence[str], theirs: Sequence[str]) -> Share:
    """Look at the pairs of whom both have answered."""
    kinds = ["", *sorted({*ours, *theirs} - {""})]
    place = {answer: number for number, answer in enumerate(kinds)}
    concerned = np.ones((len(kinds), len(kinds)), np.bool_)
    concerned[0] = concerned[:, 0] = False
    rows, columns = ([place[answer] for answer in side] for side in (ours, theirs))
    inside = ~np.eye(len(kinds), dtype=np.bool_)
    return Share(setting, np.array(rows, np.int64), np.array(columns, np.int64), concerned, inside)


def _used(setting: QuotaSetting, scoring: Scoring, theirs: Sequence[str]) -> list[Share]:
    said = {
        answer_key(text): text for person in scoring.mentors if (text := _ANSWERS[setting.attribute](person))
    }
    named = {answer_key(setting.value): setting.value} if setting.value else said
    rows = np.zeros(max(len(scoring.mentees), len(theirs)), np.int64)
    one = np.array([[True, True]]), np.array([[False, True]])
    return [Share(replace(setting, value=named[key]), rows, _are(theirs, key), *one) for key in sorted(named)]


def open_quota(quota: Quota, rows: Ints, fixed_rows: Ints, fixed_columns: Ints) -> Quota:
    """Return the quota over the open rows only; what the pairs that stand add is its base."""
    if isinstance(quota, PairQuota):
        base = int(quota.of(fixed_rows, fixed_columns).sum())
        return PairQuota(quota.row_class[rows], quota.column_class, quota.amounts, base)
    used = np.unique(fixed_columns)
    amounts = quota.amounts.copy()
    amounts[used] = 0
    return MentorQuota(amounts, int(quota.amounts[used].sum()))


def sum_of(quota: Quota, rows: Ints, columns: Ints) -> int:
    """Return what the chosen pairs, and those that stand, add up to: negative breaks the quota."""
    if isinstance(quota, PairQuota):
        return int(quota.of(rows, columns).sum()) + quota.base
    return int(quota.amounts[np.unique(columns)].sum()) + quota.base


def one_more(quota: Quota, row: int, column: int, *, first: bool) -> int:
    """Return what one more pair adds; `first` says that it is its mentor's first."""
    if isinstance(quota, PairQuota):
        return int(quota.amounts[quota.row_class[row], quota.column_class[column]])
    return int(quota.amounts[column]) if first else 0


def quota_phrase(setting: QuotaSetting) -> Phrase:
    """Return the quota as a clause: `at least 30% of ...`."""
    values = {
        "percent": setting.percent,
        "value": setting.value,
        "partner_value": setting.partner_value,
        "attribute": Phrase(f"pairing.attribute.{setting.attribute}"),
    }
    kind = "used_any" if setting.kind == "used" and not setting.value else setting.kind
    return Phrase(f"pairing.quota.{kind}.{setting.bound}", values)
