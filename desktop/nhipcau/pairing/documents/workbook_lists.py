"""Lists of the pairs workbook: pairs to print, pairs by mentor, who is left out, ended pairs, all data."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from nhipcau.pairing.documents.workbook_context import WorkbookContext
from nhipcau.pairing.explanation.plan_sentences import (
    capital,
    changes,
    criteria_line,
    fits,
    headline,
    percent,
    points,
    proof,
    rule_lines,
    said,
    state_of,
)
from nhipcau.pairing.explanation.reason_audience import kept_off_paper, printed_reasons, told_reasons
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.criteria import criterion_label
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.store.queries import PairRow
from nhipcau.workbook import BlockSpec, ColumnSpec, Plain, SheetSpec
from nhipcau.workbook.cells import Tone

_Kind = Literal["text", "wrapped", "number", "percent", "date", "email", "person", "fit", "state"]
_DATA: Final[tuple[tuple[str, float, _Kind], ...]] = (
    ("mentor", 26, "text"), ("mentor_email", 28, "email"), ("mentee", 26, "text"),
    ("mentee_email", 28, "email"), ("fit", 9, "percent"), ("reason_1", 38, "wrapped"),
    ("reason_2", 38, "wrapped"), ("reason_3", 38, "wrapped"), ("warnings", 34, "wrapped"),
    ("state", 16, "text"), ("confirmed_on", 14, "date"), ("fit_answer", 16, "text"),
    ("mentor_phone", 16, "text"), ("mentee_phone", 16, "text"), ("mentor_department", 22, "text"),
    ("mentee_department", 22, "text"), ("mentor_code", 20, "text"), ("mentee_code", 20, "text"),
)  # fmt: skip


_TONES: Final[Mapping[str, Tone]] = {
    "proposed": "waiting", "locked": "waiting", "confirmed": "good", "active": "good", "completed": "good",
}  # fmt: skip


def pairs(making: WorkbookContext) -> SheetSpec:
    """Return the sheet to print: who with whom, how good, and why. Columns with nothing in them are left out."""
    found = making.plan.pairs
    off_paper = kept_off_paper(making.people)
    rows: list[dict[str, Plain]] = [
        _to_print(making, pair, off_paper) for pair in sorted(found, key=making.by_names)
    ]
    widths: tuple[tuple[str, float, _Kind], ...] = (
        ("mentor", 27, "person"), ("mentee", 27, "person"), ("fit", 15, "fit"),
        ("mentee_choice", 20, "wrapped"), ("mentor_choice", 20, "wrapped"), ("reasons", 52, "wrapped"),
        ("warnings", 26, "wrapped"), ("state", 17, "state"), ("fit_answer", 15, "wrapped"),
    )  # fmt: skip
    always = ("mentor", "mentee", "fit", "reasons", "state")
    shown = [column for column in widths if column[0] in always or any(row[column[0]] for row in rows)]
    tones = {making.words(f"pairs.state.{state}"): tone for state, tone in _TONES.items()}
    return SheetSpec(
        name=making.say("pairs"),
        columns=[
            ColumnSpec(making.say(f"column.{name}"), width, kind, tones=tones if kind == "state" else {})
            for name, width, kind in shown
        ],
        rows=[[row[name] for name, _, _ in shown] for row in rows],
        intro=_summary(making),
        paper=True,
        aside=making.made_on,
    )


def _to_print(making: WorkbookContext, pair: ProposedPair, off_paper: frozenset[str]) -> dict[str, Plain]:
    mentor, mentee = making.both(pair)
    reasons = said(printed_reasons(pair, off_paper), making.words)
    ranks = {"mentee": (pair.mentor_rank, pair.mentors), "mentor": (pair.mentee_rank, pair.mentees)}
    return {
        "mentor": _with_title(mentor),
        "mentee": _with_title(mentee),
        "fit": pair.fit / 10000,
        **{
            f"{who}_choice": making.say("choice", rank=rank, of=of) if rank else ""
            for who, (rank, of) in ranks.items()
        },
        "reasons": "\n".join(f"• {line}" for line in reasons),
        "warnings": "\n".join(said(pair.warnings, making.words)),
        "state": state_of(pair, making.words),
        "fit_answer": _fit_answer(making, making.standing(pair)),
    }


def _with_title(person: Candidate) -> str:
    return "\n".join(filter(None, (person.name, person.title)))


def _fit_answer(making: WorkbookContext, row: PairRow | None) -> str:
    return making.words(f"repair.answer.{row.fit_answer}") if row is not None and row.fit_answer else ""


def all_data(making: WorkbookContext) -> SheetSpec:
    """Return everything of every pair, one line each: for letters and other programs, not for paper.

    Its reasons are those that the two may read: mails to them are merged from here.
    """
    return SheetSpec(
        name=making.say("data"),
        columns=[ColumnSpec(making.say(f"column.{name}"), width, kind) for name, width, kind in _DATA],
        rows=[_data_row(making, pair) for pair in sorted(making.plan.pairs, key=making.by_names)],
    )


def _data_row(making: WorkbookContext, pair: ProposedPair) -> list[Plain]:
    mentor, mentee = making.both(pair)
    row = making.standing(pair)
    told = said(told_reasons("partner", pair, making.people), making.words)
    reasons = [*told, "", "", ""][:3]
    return [
        mentor.name, mentor.email, mentee.name, mentee.email, pair.fit / 10000, *reasons,
        "\n".join(said(pair.warnings, making.words)), state_of(pair, making.words),
        None if row is None else row.confirmed_on, _fit_answer(making, row),
        mentor.phone, mentee.phone, mentor.department, mentee.department, mentor.uid, mentee.uid,
    ]  # fmt: skip


def by_mentor(making: WorkbookContext) -> SheetSpec:
    """Return who each mentor has, with the places taken and left, and what one more place would bring."""
    say = making.say
    group_of: dict[int, list[ProposedPair]] = {}
    for pair in making.plan.pairs:
        group_of.setdefault(pair.mentor_id, []).append(pair)
    worth_of = {worth.mentor_id: worth for worth in making.plan.worths}
    rows: list[list[Plain]] = []
    for mentor in sorted(making.people.candidates, key=making.by_name):
        if not mentor.is_mentor and mentor.participant_id not in group_of:
            continue
        group = group_of.get(mentor.participant_id, [])
        names = "\n".join(
            f"{making.by_id[pair.mentee_id].name} ({percent(pair.fit)})"
            for pair in sorted(group, key=lambda pair: -pair.fit)
        )
        worth = worth_of.get(mentor.participant_id)
        more = ""
        if worth is not None and worth.people:
            more = say("one_more.people", n=worth.people)
        elif worth is not None:
            more = say("one_more.points", points=points(worth.points, making.words))
        rows.append([mentor.name, mentor.department, len(group), mentor.capacity, names, more])
    return SheetSpec(
        name=say("by_mentor"),
        columns=[
            ColumnSpec(say("column.mentor"), 28, "person"),
            ColumnSpec(making.words("fields.department"), 22, "wrapped"),
            ColumnSpec(say("column.taken"), 13, "number"),
            ColumnSpec(say("column.most"), 11, "number"),
            ColumnSpec(say("column.mentees"), 44, "wrapped"),
            ColumnSpec(say("column.one_more"), 36, "wrapped"),
        ],
        rows=rows,
        intro=[say("by_mentor_title")],
        paper=True,
        aside=making.made_on,
    )


def history(making: WorkbookContext) -> SheetSpec | None:
    """Return the pairs that ended, why, and which pair took the place of each; None when none did."""
    say = making.say
    ended = [row for row in making.rows if row.state == "ended"]
    if not ended:
        return None
    successor: Mapping[int | None, PairRow] = {row.follows_id: row for row in making.rows}
    rows: list[list[Plain]] = []
    for row in sorted(ended, key=lambda row: (row.ended_on or date.min, row.id)):
        after = successor.get(row.id)
        rows.append([
            row.mentor_name, row.mentee_name, row.confirmed_on, row.ended_on, row.end_reason,
            _fit_answer(making, row), "" if after is None else after.mentor_name,
        ])  # fmt: skip
    return SheetSpec(
        name=say("ended"),
        columns=[
            ColumnSpec(say("column.mentor"), 26, "person"),
            ColumnSpec(say("column.mentee"), 26, "person"),
            ColumnSpec(say("column.confirmed_on"), 13, "date"),
            ColumnSpec(say("column.ended_on"), 13, "date"),
            ColumnSpec(say("column.end_reason"), 40, "wrapped"),
            ColumnSpec(say("column.fit_answer"), 14, "wrapped"),
            ColumnSpec(say("column.next_mentor"), 24, "wrapped"),
        ],
        rows=rows,
        intro=[say("ended_title")],
        paper=True,
        aside=making.made_on,
    )


def _summary(making: WorkbookContext) -> list[str]:
    say, plan, totals = making.say, making.plan, making.plan.totals
    mutual = making.settings.rules.mutual
    mentees = making.people.candidates if mutual else making.people.mentees
    lines = [
        say("title", programme=making.programme),
        say("for_team", mentor=say("pages_mentor"), mentee=say("pages_mentee")),
        headline(plan, making.words, len(mentees)),
    ]
    if totals.matched:
        lines.append(fits(plan, making.words))
        lines.append(proof(totals, making.words, making.settings.rules.aim))
    lines += _shares(making)
    labels = [
        (setting, capital(criterion_label(setting, making.people).text(making.words)))
        for setting in making.settings.criteria
    ]
    used = criteria_line(labels, making.words)
    return [*lines, say("criteria", criteria=used)] if used else lines


def _shares(making: WorkbookContext) -> list[str]:
    if not making.plan.quotas:
        return []
    from nhipcau.pairing.explanation.quotas import quota_phrase

    return [
        making.say(
            "share_kept" if quota.kept else "share_broken",
            share=capital(quota_phrase(quota.setting).text(making.words)),
            inside=quota.inside,
            of=quota.of,
        )
        for quota in making.plan.quotas
    ]


def left_out(making: WorkbookContext) -> SheetSpec | None:
    """Return who has no partner, why, and which mentors have places left; None where there is neither."""
    if not making.plan.unpaired and not making.plan.free_mentors:
        return None
    say, words = making.say, making.words
    rows: list[list[Plain]] = []
    for left in making.plan.unpaired:
        person = making.by_id[left.mentee_id]
        rows.append([
            person.name, person.email, person.phone, person.department,
            capital(left.reason.text(words)), "\n".join(changes(left, words)),
            "\n".join(rule_lines(left, making.people, words)),
        ])  # fmt: skip
    blocks = [_free_mentors(making)] if making.plan.free_mentors else []
    return SheetSpec(
        name=say("left_out"),
        columns=[
            ColumnSpec(say("column.mentee"), 25, "person"),
            ColumnSpec(making.words("fields.email"), 27, "email"),
            ColumnSpec(making.words("fields.phone"), 15),
            ColumnSpec(making.words("fields.department"), 18, "wrapped"),
            ColumnSpec(say("column.why"), 34, "wrapped"),
            ColumnSpec(say("column.change"), 34, "wrapped"),
            ColumnSpec(say("column.rules"), 34, "wrapped"),
        ],
        rows=rows,
        intro=[say("left_out_title"), say("left_out_count", n=len(rows))],
        blocks=blocks,
        paper=True,
        aside=making.made_on,
    )


def _free_mentors(making: WorkbookContext) -> BlockSpec:
    say = making.say
    rows: list[list[Plain]] = []
    for free in making.plan.free_mentors:
        person = making.by_id[free.mentor_id]
        rows.append([person.name, person.email, person.phone, person.department, free.capacity - free.taken])
    return BlockSpec(
        heading=say("free_mentors"),
        columns=[
            ColumnSpec(say("column.mentor"), 25, "person"),
            ColumnSpec(making.words("fields.email"), 27, "email"),
            ColumnSpec(making.words("fields.phone"), 15),
            ColumnSpec(making.words("fields.department"), 18, "wrapped"),
            ColumnSpec(say("column.places"), 34, "number"),
        ],
        rows=rows,
        new_page=False,
    )
