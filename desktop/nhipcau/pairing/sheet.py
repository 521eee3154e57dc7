"""The pairs workbook: pairs, people left out and why, and a page for each mentor and mentee to hand out."""

from collections.abc import Sequence
from dataclasses import dataclass

from nhipcau.common.clock import today
from nhipcau.common.words import Language, Words
from nhipcau.pairing.criteria import criterion_label
from nhipcau.pairing.profiles import Candidate, PairingInput, Settings
from nhipcau.pairing.results import Plan, ProposedPair
from nhipcau.pairing.sensitive import without_sensitive
from nhipcau.pairing.sentences import (
    agenda,
    capital,
    changes,
    confidence,
    criteria_line,
    headline,
    percent,
    proof,
    rule_lines,
    said,
    state_of,
)
from nhipcau.workbook import BlockSpec, ColumnSpec, Plain, SheetSpec


@dataclass(frozen=True, slots=True)
class _Making:
    """What every part of the workbook needs."""

    people: PairingInput
    plan: Plan
    settings: Settings
    programme: str
    words: Words

    def say(self, key: str, **values: object) -> str:
        return self.words(f"pairs.sheet.{key}", **values)


def pairs_workbook(
    people: PairingInput,
    plan: Plan,
    language: Language,
    programme: str = "",
    settings: Settings | None = None,
) -> list[SheetSpec]:
    """Return the sheets for `write_workbook`: pairs, left out, a page per mentor, a page per mentee."""
    words = Words(language)
    name = programme.strip() or words("pairs.letter.our_programme")
    making = _Making(people, plan, settings or people.settings, name, words)
    return [_pairs(making), _left_out(making), _handouts(making, "mentor"), _handouts(making, "mentee")]


def _pairs(making: _Making) -> SheetSpec:
    say = making.say
    widths: Sequence[tuple[str, float, str]] = (
        ("mentor", 26, "text"), ("mentor_email", 28, "email"), ("mentee", 26, "text"),
        ("mentee_email", 28, "email"), ("fit", 9, "percent"), ("reason_1", 38, "wrapped"),
        ("reason_2", 38, "wrapped"), ("reason_3", 38, "wrapped"), ("warnings", 34, "wrapped"),
        ("state", 16, "text"), ("mentor_phone", 16, "text"), ("mentee_phone", 16, "text"),
        ("mentor_department", 22, "text"), ("mentee_department", 22, "text"),
        ("mentor_code", 20, "text"), ("mentee_code", 20, "text"),
    )  # fmt: skip
    return SheetSpec(
        name=say("pairs"),
        columns=[_column(say(f"column.{name}"), width, kind) for name, width, kind in widths],
        rows=[_pair_row(making, pair) for pair in making.plan.pairs],
        intro=_summary(making),
    )


def _column(heading: str, width: float, kind: str) -> ColumnSpec:
    if kind == "percent":
        return ColumnSpec(heading, width, "percent")
    if kind == "wrapped":
        return ColumnSpec(heading, width, "wrapped")
    return ColumnSpec(heading, width, "email" if kind == "email" else "text")


def _pair_row(making: _Making, pair: ProposedPair) -> list[Plain]:
    mentor, mentee = _both(making, pair)
    reasons = [*said(without_sensitive(pair.reasons), making.words)[:3], "", "", ""][:3]
    return [
        mentor.name, mentor.email, mentee.name, mentee.email, pair.fit / 10000, *reasons,
        "\n".join(said(pair.warnings, making.words)), state_of(pair, making.words),
        mentor.phone, mentee.phone, mentor.department, mentee.department, mentor.uid, mentee.uid,
    ]  # fmt: skip


def _both(making: _Making, pair: ProposedPair) -> tuple[Candidate, Candidate]:
    return making.people.candidate(pair.mentor_id), making.people.candidate(pair.mentee_id)


def _summary(making: _Making) -> list[str]:
    say, plan, totals = making.say, making.plan, making.plan.totals
    lines = [
        say("title", programme=making.programme),
        say("made_on", date=today().strftime("%d/%m/%Y")),
        headline(plan, making.words, len(making.people.mentees)),
    ]
    if totals.matched:
        lines.append(say("fits", mean=percent(totals.mean), worst=percent(totals.worst)))
        lines.append(proof(totals, making.words))
    labels = [
        (setting, capital(criterion_label(setting, making.people).text(making.words)))
        for setting in making.settings.criteria
    ]
    used = criteria_line(labels, making.words)
    return [*lines, say("criteria", criteria=used)] if used else lines


def _left_out(making: _Making) -> SheetSpec:
    say, words = making.say, making.words
    rows: list[list[Plain]] = []
    for left in making.plan.unpaired:
        person = making.people.candidate(left.mentee_id)
        rows.append([
            person.name, person.email, person.phone, person.department,
            capital(left.reason.text(words)), "\n".join(changes(left, words)),
            "\n".join(rule_lines(left, making.people, words)),
        ])  # fmt: skip
    blocks = [_free_mentors(making)] if making.plan.free_mentors else []
    return SheetSpec(
        name=say("left_out"),
        columns=[
            ColumnSpec(say("column.mentee"), 26),
            ColumnSpec(say("column.email"), 28, "email"),
            ColumnSpec(say("column.phone"), 16),
            ColumnSpec(say("column.department"), 22),
            ColumnSpec(say("column.why"), 48, "wrapped"),
            ColumnSpec(say("column.change"), 48, "wrapped"),
            ColumnSpec(say("column.rules"), 48, "wrapped"),
        ],
        rows=rows,
        intro=[say("left_out_title"), say("left_out_count", n=len(rows))],
        blocks=blocks,
    )


def _free_mentors(making: _Making) -> BlockSpec:
    say = making.say
    rows: list[list[Plain]] = []
    for free in making.plan.free_mentors:
        person = making.people.candidate(free.mentor_id)
        rows.append([person.name, person.email, person.phone, person.department, free.capacity - free.taken])
    return BlockSpec(
        heading=say("free_mentors"),
        columns=[
            ColumnSpec(say("column.mentor"), 26),
            ColumnSpec(say("column.email"), 28, "email"),
            ColumnSpec(say("column.phone"), 16),
            ColumnSpec(say("column.department"), 22),
            ColumnSpec(say("column.places"), 16, "number"),
        ],
        rows=rows,
        new_page=False,
    )


def _handouts(making: _Making, role: str) -> SheetSpec:
    """Return the sheet with a page for every mentor (or mentee) who has a partner."""
    say = making.say
    pairs_of: dict[int, list[ProposedPair]] = {}
    for pair in making.plan.pairs:
        pairs_of.setdefault(pair.mentor_id if role == "mentor" else pair.mentee_id, []).append(pair)
    owners = sorted(
        ((making.people.candidate(owner), pairs) for owner, pairs in pairs_of.items()),
        key=lambda page: making.people.candidates.index(page[0]),
    )
    return SheetSpec(
        name=say(f"pages_{role}"),
        blocks=[_page(making, role, owner, pairs) for owner, pairs in owners],
        freeze=False,
        filtered=False,
        landscape=False,
    )


def _page(making: _Making, role: str, owner: Candidate, pairs: Sequence[ProposedPair]) -> BlockSpec:
    say = making.say
    facts: list[tuple[str, Plain]] = []
    for pair in pairs:
        facts += _partner(making, role, pair)
    if making.people.reverse:
        facts.append((say("confidence"), "\n".join(f"• {line}" for line in confidence(making.words))))
    intro = [say(f"page_for_{role}", programme=making.programme), say(f"page_intro_{role}", n=len(pairs))]
    return BlockSpec(heading=owner.name, facts=facts, intro=intro)


def _partner(making: _Making, role: str, pair: ProposedPair) -> list[tuple[str, Plain]]:
    say, words = making.say, making.words
    mentor, mentee = _both(making, pair)
    partner = mentee if role == "mentor" else mentor
    work = ", ".join(part for part in (partner.title, partner.department) if part)
    reasons = "\n".join(f"• {line}" for line in said(without_sensitive(pair.reasons), words))
    first = "\n".join(
        f"{number}. {line}" for number, line in enumerate(agenda(making.people, mentor, mentee, words), 1)
    )
    facts: list[tuple[str, Plain]] = [
        (say("column.mentee" if role == "mentor" else "column.mentor"), partner.name),
        (say("column.email"), partner.email or say("not_given")),
        (say("column.phone"), partner.phone),
        (say("work"), work),
        (say("column.place"), partner.place),
        (say("why_you_two"), reasons),
        (say("expectations"), partner.expectations),
        (say("first_conversation"), first),
    ]
    return [fact for fact in facts if fact[1]]
