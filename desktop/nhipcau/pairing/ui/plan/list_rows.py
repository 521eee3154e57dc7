"""What a row of a list shows: plain values, made once when a plan arrives."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import search_text
from nhipcau.common.words import Language, Words
from nhipcau.pairing.explanation.plan_sentences import capital, changes, percent, said
from nhipcau.pairing.explanation.results import Plan, ProposedPair, Unpaired
from nhipcau.pairing.explanation.short_reasons import short_reasons, stored_reasons
from nhipcau.pairing.settings.pairing_input import Candidate, Phrase, phrase_from
from nhipcau.pairing.store.queries import PairRow

Names = Mapping[int, str]
"""Participant id to full name."""
_DOUBTS: Final = {"deciding": "warn", "not_good": "bad"}
_FROM_WORST: Final = ("not_good", "deciding", "good", "")
_MOST_REASONS: Final = 3
_PLACE: Final = 1 << 40
"""A mentee's second mentor has the mentee's id and this as its key, the third twice this."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row. `key` is the mentee's participant id (see `proposed_pair`), or the row id of a confirmed pair."""

    key: int
    names: tuple[str, ...]
    text: str
    spoken: str
    folded: str
    fit: int | None = None
    locked: bool = False
    warnings: str = ""
    pill: str = ""
    tone: str = "plain"
    quiet: bool = False
    about: tuple[str, ...] = ()
    """A line of each person: department and title."""
    chips: tuple[str, ...] = ()
    """Why the two fit, each in a few words, what matters most first."""


def about(person: Candidate) -> str:
    """Return where somebody works and as what, as far as it is known."""
    return " · ".join(part for part in (person.department, person.title or person.level) if part)


def proposed(
    pairs: Sequence[ProposedPair], names: Names, words: Words, abouts: Names | None = None
) -> list[ListRow]:
    """Return the proposed pairs in the order of the name that stands first, so a mentor's pairs stay together."""
    seen: Counter[int] = Counter()
    items = []
    for pair in pairs:
        items.append(_proposed(pair, seen[pair.mentee_id], names, abouts or {}, words))
        seen[pair.mentee_id] += 1
    return sorted(items, key=partial(_by_names, language=words.language))


def shown_once(plan: Plan, *, mutual: bool) -> list[ProposedPair]:
    """Return the pairs to be confirmed; two peers who help each other are one row, not two."""
    new = [pair for pair in plan.pairs if not pair.confirmed]
    if not mutual:
        return new
    both = {(pair.mentee_id, pair.mentor_id) for pair in new}
    return [
        pair for pair in new
        if pair.mentor_id < pair.mentee_id or (pair.mentor_id, pair.mentee_id) not in both
    ]  # fmt: skip


def with_other_way(pairs: Sequence[ProposedPair], plan: Plan) -> list[ProposedPair]:
    """Return these pairs with what the same two are to each other the other way round."""
    wanted = {(pair.mentor_id, pair.mentee_id) for pair in pairs}
    others = [
        pair for pair in plan.pairs if not pair.confirmed and (pair.mentee_id, pair.mentor_id) in wanted
    ]  # fmt: skip
    return [*pairs, *(pair for pair in others if pair not in pairs)]


def proposed_pair(plan: Plan, key: int) -> ProposedPair | None:
    """Return the pair of a row of the list of proposals."""
    place, mentee_id = divmod(key, _PLACE)
    pairs = [pair for pair in plan.pairs_of(mentee_id) if not pair.confirmed]
    return pairs[place] if place < len(pairs) else None


def _by_names(item: ListRow, language: Language) -> tuple[object, ...]:
    return tuple(person_sort_key(name, language) for name in item.names)


def _proposed(pair: ProposedPair, place: int, names: Names, abouts: Names, words: Words) -> ListRow:
    both = (names[pair.mentor_id], names[pair.mentee_id])
    text = " · ".join(said(pair.reasons, words))
    warnings = " · ".join(said(pair.warnings, words))
    spoken = words("pairs.list.spoken", mentor=both[0], mentee=both[1], fit=percent(pair.fit), reasons=text)
    return ListRow(
        place * _PLACE + pair.mentee_id, both, text, f"{spoken} {warnings}".strip(), search_text(" ".join(both)),
        fit=pair.fit, locked=pair.locked, warnings=warnings,
        about=(abouts.get(pair.mentor_id, ""), abouts.get(pair.mentee_id, "")),
        chips=short_reasons(pair.reasons, words),
    )  # fmt: skip


def left_out(plan: Plan, names: Names, words: Words, abouts: Names | None = None) -> list[ListRow]:
    return [_left_out(left, names, abouts or {}, words) for left in plan.unpaired]


def _left_out(left: Unpaired, names: Names, abouts: Names, words: Words) -> ListRow:
    name = names[left.mentee_id]
    reason = capital(left.reason.text(words))
    would = changes(left, words)
    text = reason
    if would:
        text = f"{reason.rstrip('.')}. {words('pairs.list.would_help', change=would[0])}"
    return ListRow(
        left.mentee_id, (name,), text, f"{name}. {text}", search_text(name), about=(abouts.get(left.mentee_id, ""),)
    )  # fmt: skip


def rows_shown_once(rows: Sequence[PairRow], *, mutual: bool) -> list[PairRow]:
    """Return the confirmed pairs; of two peers who help each other the row that says more of their fit."""
    if not mutual:
        return list(rows)
    told = sorted(rows, key=lambda row: (_FROM_WORST.index(row.fit_answer), row.mentor_id))
    seen: dict[tuple[object, ...], set[int]] = {}
    found = []
    for row in told:
        times = (frozenset((row.mentor_id, row.mentee_id)), row.state, row.confirmed_on, row.ended_on)
        before = seen.setdefault(times, set())
        if row.mentee_id in before:  # its other way round is there already
            before.discard(row.mentee_id)
        else:
            before.add(row.mentor_id)
            found.append(row)
    return found


def confirmed(
    rows: Sequence[PairRow], words: Words, abouts: Names | None = None, plan: Plan | None = None
) -> list[ListRow]:
    """Return the confirmed pairs with what speaks for them, those that ended last."""
    told = {(pair.mentor_id, pair.mentee_id): pair.reasons for pair in (plan.pairs if plan else ())}
    items = sorted(
        (_confirmed(row, abouts or {}, told.get((row.mentor_id, row.mentee_id), ()), words) for row in rows),
        key=partial(_by_names, language=words.language),
    )
    ended = {row.id for row in rows if row.state == "ended"}
    return sorted(items, key=lambda item: item.key in ended)


def _why(row: PairRow, reasons: Sequence[Phrase], words: Words) -> tuple[str, ...]:
    """Return what speaks for a pair: as the plan says it, else as it was kept when the pair was confirmed."""
    if row.end_reason:
        return ()
    kept = reasons or [phrase_from(found) for found in stored_reasons(row.parts)[:_MOST_REASONS]]
    return short_reasons(kept, words)


def _confirmed(row: PairRow, abouts: Names, reasons: Sequence[Phrase], words: Words) -> ListRow:
    names = (row.mentor_name, row.mentee_name)
    state = words(f"pairs.state.{row.state}")
    since = row.ended_on if row.state == "ended" else row.confirmed_on
    dated = since.strftime("%d/%m/%Y") if since else ""
    text = " · ".join(part for part in (dated, row.end_reason or row.note) if part)
    tone = {"ended": "plain", "completed": "info"}.get(row.state, "good")
    if row.stands and row.fit_answer in _DOUBTS:
        state, tone = words(f"repair.answer.{row.fit_answer}"), _DOUBTS[row.fit_answer]
    return ListRow(
        row.id, names, text, f"{names[0]}, {names[1]}: {state}. {text}", search_text(" ".join(names)),
        fit=row.fit, pill=state, tone=tone, quiet=row.state == "ended",
        about=(abouts.get(row.mentor_id, ""), abouts.get(row.mentee_id, "")),
        chips=_why(row, reasons, words),
    )  # fmt: skip
