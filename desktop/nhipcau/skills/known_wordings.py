"""The list together with the answers given so far. The list is taken apart once; an answer costs next to nothing."""

from collections.abc import Mapping

from nhipcau.skills.rules import Matcher, SkillWords, WordingMatch
from nhipcau.skills.wording_tokens import read, wording_key

_LONGEST_INSIDE = 6
"""Words of the longest remembered wording that is also looked for inside others: a sentence is one answer."""


class KnownWordings:
    """Finds the skills of one organisation's list, remembered wordings first."""

    def __init__(self, listed: Matcher, remembered: Mapping[str, str]) -> None:
        self._listed = listed
        # What was answered for a skill that is hidden now is not known any more.
        answers = {wording: code for wording, code in remembered.items() if not code or code in listed.codes}
        self._exact = {wording_key(wording): code for wording, code in answers.items()}
        inside = {
            wording: code
            for wording, code in answers.items()
            if code and len(read(wording).keys) <= _LONGEST_INSIDE
        }
        self._own = Matcher(
            [SkillWords(code, wording, "", "") for wording, code in inside.items()], listed.lexicon
        )
        self._words = {word for wording in inside for word in read(wording).keys}

    def find(self, text: str) -> WordingMatch:
        """Return the skills a text names."""
        words = read(text)
        code = self._exact.get(words.key)
        if code is not None:
            return WordingMatch((code,) if code else (), known=True)
        found = self._listed.find(text)
        if self._words.isdisjoint(words.keys):
            return found
        own = self._own.find(text)
        codes = tuple(dict.fromkeys((*own.codes, *found.codes)))
        return WordingMatch(codes, known=True) if own.codes else found

    def guesses(self, text: str) -> tuple[str, ...]:
        """Return the skills an unknown wording is most like, the likeliest first."""
        return self._listed.guesses(text)

    def owner_of(self, wording: str) -> str:
        """Return the skill a wording already stands for exactly, or nothing."""
        key = wording_key(wording)
        return self._exact.get(key, "") or self._listed.owner_of(wording)
