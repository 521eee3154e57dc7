"""Wordings as people really write them: without accents, with typos, inside phrases. The same ones every time."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nhipcau.common.names.vietnamese import fold
from nhipcau.skills.rules import SkillWords

PHRASES = (
    "I want to get better at {}",
    "improve my {} skills",
    "mong muốn cải thiện {}",
    "{} nâng cao",
    "tôi muốn học về {}",
    "Advanced {} for managers",
)
_LETTERS = "aeioutnhc"


@dataclass(frozen=True)
class Noisy:
    """A wording written in one way of `kind`, and the skill it means."""

    kind: str
    text: str
    code: str


def noisy_wordings(skills: Iterable[SkillWords], seed: int = 4) -> Iterator[Noisy]:
    """Yield every wording of the list in five ways."""
    dice = random.Random(seed)
    for skill in skills:
        for wording in skill.wordings:
            once = _with_typo(dice, wording)
            yield Noisy("as written", wording, skill.code)
            yield Noisy("without accents", fold(wording), skill.code)
            yield Noisy("one typo", once, skill.code)
            yield Noisy("two typos", _with_typo(dice, _with_typo(dice, wording)), skill.code)
            yield Noisy("inside a phrase", dice.choice(PHRASES).format(wording), skill.code)


def _with_typo(dice: random.Random, text: str) -> str:
    """Leave out, exchange or add one letter; short wordings stay as they are."""
    if len(text) < 5:
        return text
    at = dice.randrange(1, len(text) - 2)
    return dice.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + dice.choice(_LETTERS) + text[at:],
        )
    )
