"""What a choice costs, said before it is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import percent, points, said
from nhipcau.pairing.explanation.results import Alternative, Move, Plan
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.board.card_painting import NO_TINT, Tint

_CHEAP, _DEAR = 200, 1000


@dataclass(frozen=True, slots=True)
class Price:
    """One possible drop in words."""

    title: str
    fit: int | None
    lines: tuple[str, ...]
    blocked: bool = False

    @property
    def spoken(self) -> str:
        fit = "" if self.fit is None else f" {percent(self.fit)}."
        return f"{self.title}.{fit} {' '.join(self.lines)}"


Prices = Mapping[int, Alternative]
"""Mentor's participant id to what the choice would bring."""


def tint_of(price: Alternative | None, words: Words) -> Tint:
    """Return how a lane looks while a card is held: never by colour alone."""
    if price is None:
        return NO_TINT
    if price.current:
        return Tint("primary_soft", words("board.tint.here"), "●", "primary")
    if price.blocked:
        return Tint("surface2", words("board.tint.rule"), "✕", "bad", hatched=True)
    if price.unmatched > 0:
        return Tint("bad_soft", words("board.tint.loses", n=price.unmatched), "−−", "bad")
    if price.unmatched < 0:
        return Tint("good_soft", words("board.tint.gains", n=-price.unmatched), "++", "good")
    if price.cost <= 0:
        return Tint("good_soft", "0", "0", "good")
    role = "good" if price.cost <= _CHEAP else "warn" if price.cost <= _DEAR else "bad"
    whole = round(price.cost / 100)
    lost = f"−{whole}" if whole else "< 1"
    return Tint(f"{role}_soft", lost, lost, role)


def price_of(mentee_id: int, price: Alternative, plan: Plan, people: PairingInput, words: Words) -> Price:
    """Say what dropping the mentee on a mentor would bring."""
    names = {person.participant_id: person.name for person in people.candidates}
    title = words("board.price.title", mentee=names[mentee_id], mentor=names[price.mentor_id])
    if price.current:
        return Price(title, price.fit, (words("board.price.here"),))
    lines: list[str] = []
    if price.blocked:
        lines += [words("board.price.rule", rule=rule) for rule in said(price.blocked, words)]
    lines += _plan_lines(price, plan, words)
    lines += [_move_line(move, names, words) for move in price.moves[:4]]
    if len(price.moves) > 4:
        lines.append(words("board.price.more_moves", n=len(price.moves) - 4))
    if not price.moves:
        lines.append(words("board.price.nobody_moves"))
    if price.blocked:
        lines.append(words("board.price.anyway"))
    return Price(title, price.fit, tuple(lines), blocked=bool(price.blocked))


def _plan_lines(price: Alternative, plan: Plan, words: Words) -> list[str]:
    lines = []
    if price.unmatched > 0:
        lines.append(words("board.price.unmatched", n=price.unmatched))
    if price.unmatched < 0:
        lines.append(words("board.price.matched", n=-price.unmatched))
    if not price.exact:
        return [*lines, words("board.price.own", points=_signed(-price.cost, words))]
    if price.cost > 0:
        lines.append(words("board.price.cost", points=points(price.cost, words)))
    elif price.cost < 0:
        lines.append(words("board.price.gain", points=points(price.cost, words)))
    else:
        lines.append(words("board.price.free"))
    if price.worst:
        now = plan.totals.worst
        key = "board.price.worst_same" if price.worst == now else "board.price.worst"
        lines.append(words(key, worst=percent(price.worst), now=percent(now)))
    return lines


def _signed(gained: int, words: Words) -> str:
    sign = "+" if gained > 0 else "−" if gained < 0 else ""
    return sign + points(gained, words)


def _move_line(move: Move, names: Mapping[int, str], words: Words) -> str:
    who = names[move.mentee_id]
    if move.to_mentor_id is None:
        return words("board.price.left", who=who)
    to = names[move.to_mentor_id]
    if move.from_mentor_id is None:
        return words("board.price.comes", who=who, to=to)
    return words("board.price.moves", who=who, start=names[move.from_mentor_id], to=to)
