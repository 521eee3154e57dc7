"""What a row of a list shows: plain values, made once when a plan arrives."""

from collections.abc import Sequence
from dataclasses import dataclass

from nhipcau.common.vietnamese import fold
from nhipcau.common.words import Words
from nhipcau.pairing.profiles import PairingInput
from nhipcau.pairing.queries import PairRow
from nhipcau.pairing.results import Plan, ProposedPair, Unpaired
from nhipcau.pairing.sentences import capital, changes, percent, said


@dataclass(frozen=True, slots=True)
class Item:
    """A row. `key` is the mentee's participant id, or the row id of a confirmed pair."""

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


def proposed(pairs: Sequence[ProposedPair], people: PairingInput, words: Words) -> list[Item]:
    return [_proposed(pair, people, words) for pair in pairs]


def _proposed(pair: ProposedPair, people: PairingInput, words: Words) -> Item:
    names = (people.candidate(pair.mentor_id).name, people.candidate(pair.mentee_id).name)
    text = " · ".join(said(pair.reasons, words))
    warnings = " · ".join(said(pair.warnings, words))
    spoken = words("pairs.list.spoken", mentor=names[0], mentee=names[1], fit=percent(pair.fit), reasons=text)
    return Item(
        pair.mentee_id, names, text, f"{spoken} {warnings}".strip(), fold(" ".join(names)),
        fit=pair.fit, locked=pair.locked, warnings=warnings,
    )  # fmt: skip


def left_out(plan: Plan, people: PairingInput, words: Words) -> list[Item]:
    return [_left_out(left, people, words) for left in plan.unpaired]


def _left_out(left: Unpaired, people: PairingInput, words: Words) -> Item:
    name = people.candidate(left.mentee_id).name
    reason = capital(left.reason.text(words))
    would = changes(left, words)
    text = reason
    if would:
        text = f"{reason.rstrip('.')}. {words('pairs.list.would_help', change=would[0])}"
    return Item(left.mentee_id, (name,), text, f"{name}. {text}", fold(name))


def confirmed(rows: Sequence[PairRow], words: Words) -> list[Item]:
    """Return the confirmed pairs, those that ended last."""
    return [_confirmed(row, words) for row in sorted(rows, key=lambda row: row.state == "ended")]


def _confirmed(row: PairRow, words: Words) -> Item:
    names = (row.mentor_name, row.mentee_name)
    state = words(f"pairs.state.{row.state}")
    since = row.ended_on if row.state == "ended" else row.confirmed_on
    dated = since.strftime("%d/%m/%Y") if since else ""
    text = " · ".join(part for part in (dated, row.end_reason or row.note) if part)
    tones = {"ended": "plain", "completed": "info"}
    return Item(
        row.id, names, text, f"{names[0]}, {names[1]}: {state}. {text}", fold(" ".join(names)),
        fit=row.fit, pill=state, tone=tones.get(row.state, "good"), quiet=row.state == "ended",
    )  # fmt: skip
