"""Which role an answer registers for: a statement is understood, not searched for words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from nhipcau.exchange.answers.phrase_tokens import SIGN, Token, lexicon
from nhipcau.exchange.formats.reading_terms import Role

_OPEN, _CLOSE = "([（", ")]）"
_CLAUSE: Final = frozenset(",;.!\n")
_TELLS_MORE: Final = frozenset(":-–—")
_AND_WITH: Final = "and with"
"""After `and` a noun still is the other's, a verb is not: `to mentor others and be mentored`."""
_TURNED: Final = {"guide": "learner", "buddy": "learner", "learner": "guide"}


@dataclass(slots=True)
class _Claim:
    """A role that a clause speaks of."""

    side: str
    firm: bool = True


@dataclass(slots=True)
class _Clause:
    """What has been heard of one clause."""

    claims: list[_Claim] = field(default_factory=list)
    mode: str = ""
    """How the next noun is meant: `get`, `be`, `with` for the other of a pair, or bare."""
    negated: bool = False
    past: bool = False
    open_wish: bool = False
    """`muốn` right before a role: to be one, or to have one."""
    choice: bool = False
    guiding_last: bool = False
    """Whether the word before says that somebody guides."""


@lru_cache(maxsize=16384)
def role_said(text: str) -> Role:
    """Return the role an answer registers for; empty when it registers for none, or leaves it open.

    `I am looking for a mentor` is a mentee, `làm mentor cho các bạn mentee` a mentor. What somebody was, or would be
    if needed, is no registration.
    """
    tokens = lexicon("roles").tokens(text)
    if any(token.text == "?" for token in tokens):
        return ""
    main, asides = _apart(tokens)
    for part in (main, *asides):
        head, rest = _head(part)
        for words in (head, rest, part):
            sides, unclear = _sides(words)
            if unclear:
                return ""
            if sides:
                joined = _joined_by(asides, sides) if part is main else sides
                return "both" if len(joined) == 2 else "mentor" if "guide" in joined else "mentee"
    return ""


def names_role(text: str) -> bool:
    """Say whether an answer registers for a role and names one: `learning by doing` names none."""
    return bool(role_said(text)) and any(
        token.kind in ("guide", "learner", "buddy", "both") for token in lexicon("roles").tokens(text)
    )


_SAID_OF_ROLES: Final = frozenset(
    {"get", "wish", "guiding", "learning", "give", "aid", "not", "past", "condition", "somebody"}
)


def role_titled(heading: str) -> Role:
    """Return the role whose people a heading names: `Mentor's name`. `Preferred mentor`, `to mentor` name none."""
    kinds = {token.kind for token in lexicon("roles").tokens(heading)}
    if kinds & _SAID_OF_ROLES or {"guide", "learner"} <= kinds:
        return ""
    return "mentor" if "guide" in kinds else "mentee" if "learner" in kinds else ""


def _joined_by(asides: Sequence[Sequence[Token]], sides: set[str]) -> set[str]:
    """Return the sides with those of an aside that says it adds: `Mentor (và mentee)`."""
    for aside in asides:
        if aside and aside[0].kind == "and":
            sides = sides | _sides(aside)[0]
    return sides


def _apart(tokens: Sequence[Token]) -> tuple[list[Token], list[list[Token]]]:
    """Return what stands outside brackets, and what inside."""
    main: list[Token] = []
    asides: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if token.kind == SIGN and token.text in _OPEN:
            depth += 1
            asides.append([])
        elif token.kind == SIGN and token.text in _CLOSE:
            depth = max(0, depth - 1)
        else:
            (asides[-1] if depth else main).append(token)
    return main, asides


def _head(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Return what stands before a dash or colon, which the rest explains: `Mentee – tôi cần một mentor`."""
    for place, token in enumerate(tokens):
        if token.kind == SIGN and token.text in _TELLS_MORE and 0 < place < len(tokens) - 1:
            return tokens[:place], tokens[place + 1 :]
    return tokens, ()


def _sides(tokens: Sequence[Token]) -> tuple[set[str], bool]:
    """Return the sides a part registers for, and whether it leaves open which."""
    if any(token.kind == "neither" for token in tokens) and not any(t.kind == "both" for t in tokens):
        return set(), True
    sides: set[str] = set()
    maybe: set[str] = set()
    unclear = condition = False
    for clause in _clauses(tokens):
        heard = _Clause()
        for token in clause:
            _hear(heard, token)
        conditional = condition or any(token.kind == "condition" for token in clause)
        condition = conditional and not heard.claims
        said = {claim.side for claim in heard.claims if claim.firm}
        if conditional:
            maybe |= said
        elif heard.choice and len(said) == 2:
            unclear = True
        else:
            sides |= said
        unclear |= any(not claim.firm for claim in heard.claims)
    return sides, unclear or bool(maybe and not sides)


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the parts between signs; where a condition stands, those between `and` as well."""
    clause: list[Token] = []
    conditional = any(token.kind == "condition" for token in tokens)
    for token in tokens:
        ends = (token.kind == SIGN and token.text in _CLAUSE) or (
            token.kind == "now" and token.text in ("but", "nhưng")
        )
        if ends or (conditional and token.kind == "and"):
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def _hear(heard: _Clause, token: Token) -> None:
    kind = token.kind
    guiding_last, heard.guiding_last = heard.guiding_last, kind == "guiding"
    if kind in ("guide", "learner", "buddy"):
        _noun(heard, kind)
    elif kind in ("guiding", "learning", "aid"):
        _doing(heard, kind)
    elif kind == "me":
        if guiding_last:
            _turn_to_me(heard)
    elif kind == "both":
        if not heard.negated and not heard.past:
            heard.claims += [_Claim("guide"), _Claim("learner")]
    else:
        _manner(heard, kind)


def _doing(heard: _Clause, kind: str) -> None:
    """Hear what somebody does: guide, learn, or ask for or give guidance."""
    if kind == "aid":
        side = {"get": "learner", "give": "guide"}.get(heard.mode, "")
    else:
        done_to = heard.mode in ("passive", "by somebody")  # `được anh chị dìu dắt`, `someone to mentor me`
        side = "guide" if kind == "guiding" and not done_to else "learner"
        side = "" if heard.mode == "with" and heard.claims else side
    if side and not heard.negated and not heard.past:
        heard.claims.append(_Claim(side))
    if side or kind != "aid":
        heard.mode, heard.open_wish = "with", False


def _turn_to_me(heard: _Clause) -> None:
    """Turn who guides and who is guided: `hướng dẫn em`, `mentor me`."""
    if heard.claims and heard.claims[-1].side == "guide":
        heard.claims[-1] = _Claim("learner")


def _manner(heard: _Clause, kind: str) -> None:
    """Note what a word makes of the role that comes next."""
    if kind == "somebody":
        heard.mode = "by somebody" if heard.mode == "get" else heard.mode
    elif kind in _MODES:
        if not (kind == "get" and heard.mode == "with" and heard.claims):
            heard.mode = _MODES[kind]
        heard.open_wish = kind == "wish" or (heard.open_wish and kind in ("with", "passive"))
    elif kind == "and":
        heard.negated = False
        heard.mode = _AND_WITH if heard.mode == "with" else heard.mode
    elif kind == "now":
        heard.past = False
    heard.negated |= kind == "not"
    heard.past |= kind == "past"
    heard.choice |= kind == "or"


_MODES: Final = {"get": "get", "give": "give", "be": "be", "with": "with", "passive": "passive", "wish": ""}
"""How the next role is meant after a word of each class."""


def _noun(heard: _Clause, kind: str) -> None:
    if heard.mode in ("with", _AND_WITH) or heard.past:
        heard.past = False
        return
    if heard.negated:
        heard.negated = False
        return
    if heard.mode == "passive":  # `được mentor hướng dẫn`
        heard.claims.append(_Claim("learner"))
        heard.mode = "with"
        return
    side = _TURNED[kind] if heard.mode in ("get", "by somebody") else "guide" if kind == "buddy" else kind
    heard.claims.append(_Claim(side, firm=not heard.open_wish))
    heard.open_wish = False
