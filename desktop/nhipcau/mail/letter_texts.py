"""What letters are written from: a text for each kind, language and voice, ours or the organisation's in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Final, Literal

from nhipcau.common.paths import resource
from nhipcau.common.words import LANGUAGES, Language

LetterKind = Literal["traditional", "reverse", "peer", "group.mentor", "group.mentee", "assistant"]
LETTER_KINDS: Final[tuple[LetterKind, ...]] = (
    "traditional", "reverse", "peer", "group.mentor", "group.mentee", "assistant",
)  # fmt: skip
Voice = Literal["formal", "friendly"]
VOICES: Final[tuple[Voice, ...]] = ("formal", "friendly")


@dataclass(frozen=True, slots=True)
class LetterKey:
    """Which text it is."""

    kind: LetterKind
    language: Language
    voice: Voice


@dataclass(frozen=True, slots=True)
class LetterText:
    """A text with its fields still open, each a code in braces."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class LetterTexts:
    """The voice in which letters are written, and the texts that the organisation put in place of ours."""

    voice: Voice = "formal"
    own: Mapping[LetterKey, LetterText] = field(default_factory=dict)

    def text(self, kind: LetterKind, language: Language) -> LetterText:
        """Return the text that a letter is written from."""
        return self.text_of(LetterKey(kind, language, self.voice))

    def text_of(self, key: LetterKey) -> LetterText:
        return self.own.get(key) or our_text(key)

    def with_texts(self, changed: Mapping[LetterKey, LetterText]) -> "LetterTexts":
        """Return the texts with others in the place of some; what reads like ours is ours again."""
        own = {**self.own, **changed}
        return replace(self, own={key: text for key, text in own.items() if text != our_text(key)})


def key_of(kind: str, language: str, voice: str) -> LetterKey | None:
    """Return which text is meant; None where there is none such."""
    return _keys().get((kind, language, voice))


@cache
def _keys() -> Mapping[tuple[str, str, str], LetterKey]:
    every = (LetterKey(*one) for one in product(LETTER_KINDS, LANGUAGES, VOICES))
    return {(one.kind, one.language, one.voice): one for one in every}


@cache
def our_text(key: LetterKey) -> LetterText:
    """Return the text as it comes with the program."""
    name = key.kind if key.kind == "assistant" else f"introduction.{key.kind}"
    path = resource("templates", f"{name}.{key.voice}.{key.language}.txt")
    subject, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return LetterText(subject.strip(), body.strip())
