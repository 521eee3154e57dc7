"""What a program gets after pairing: everything the window shows, as plain values. Fits are percent, 0 to 100."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.terminal.pair_command import Intake, JobReport, WhyNotReport
from nhipcau.pairing.explanation.plan_warnings import warnings_of_plan
from nhipcau.pairing.explanation.results import Part, Plan, ProposedPair, RuleCount, Unpaired
from nhipcau.pairing.settings.pairing_input import Candidate

Data = dict[str, Any]
People = Mapping[int, Candidate]


def as_data(report: JobReport, out: Path, words: Words) -> Data:
    """Return the report as JSON-ready values."""
    plan, people = report.plan, report.people
    who = {person.participant_id: person for person in people.candidates}
    return {
        **_intake(report.intake),
        "kind": people.kind,
        "mentors": len(people.mentors),
        "mentees": len(people.mentees),
        **_figures(plan),
        "aim": people.settings.rules.aim,
        "notes": [one.text(words) for one in warnings_of_plan(people, plan)],
        "pairs": [_pair(pair, who, words) for pair in plan.pairs],
        "left_out": [_left_out(one, who, words) for one in plan.unpaired],
        "free_mentors": [
            _named("mentor", who[one.mentor_id]) | {"capacity": one.capacity, "taken": one.taken}
            for one in plan.free_mentors
        ],
        "one_more_place": [
            _named("mentor", who[one.mentor_id]) | {"people": one.people, "points": one.points / 100}
            for one in plan.worths
        ],
        "blocking_pairs": plan.blocking_count,
        "blocking": [
            _both(one.mentee_id, one.mentor_id, who) | {"fit": one.fit / 100} for one in plan.blocking
        ],
        "quotas": [
            {"kind": one.setting.kind, "attribute": one.setting.attribute, "value": one.setting.value}
            | {"partner_value": one.setting.partner_value, "bound": one.setting.bound}
            | {"percent": one.setting.percent, "inside": one.inside, "of": one.of, "kept": one.kept}
            for one in plan.quotas
        ],
        "aims": [
            {"aim": one.aim, "mentees": one.mentees, "total": one.total / 100, "worst_fit": one.worst / 100}
            | {"mean_fit": one.mean / 100, "proved": one.proved, "chosen": one.current}
            for one in report.aims
        ],
        "why_not": [_why_not(one, plan, who, words) for one in report.why_not],
        "workbook": str(out),
    }


def _intake(intake: Intake) -> Data:
    return {
        "read": [
            {"file": sheet.file_name, "sheet": sheet.sheet, "role": sheet.role, "rows": sheet.rows}
            | {"doubts": [_doubt(column) for column in sheet.doubts]}
            for sheet in intake.sheets
        ],
        "skipped": [
            {"file": row.file_name, "sheet": row.sheet, "row": row.row_number}
            | {"name": row.name, "reason": row.reason}
            for row in intake.skipped
        ],
        "warnings": list(intake.warnings),
    }


def _doubt(column: ColumnReading) -> Data:
    return {
        "heading": column.heading,
        "meaning": column.meaning,
        "alternative": column.alternative,
        "reason": column.reason,
    }


def _figures(plan: Plan) -> Data:
    totals = plan.totals
    return {
        "paired_mentees": len({pair.mentee_id for pair in plan.pairs}),
        "total": totals.total / 100,
        "worst_fit": totals.worst / 100,
        "mean_fit": totals.mean / 100,
        "proved": totals.proved,
        "gap": totals.gap / 100,
        "people_gap": totals.people_gap,
        "counts_gap": totals.counts_gap,
        "floor_gap": totals.floor_gap / 100,
        "floor": totals.floor / 100,
        "seconds": round(totals.seconds, 3),
    }


def _named(role: str, person: Candidate) -> Data:
    return {role: person.name, f"{role}_email": person.email}


def _both(mentee_id: int, mentor_id: int, who: People) -> Data:
    return _named("mentor", who[mentor_id]) | _named("mentee", who[mentee_id])


def _pair(pair: ProposedPair, who: People, words: Words) -> Data:
    return _both(pair.mentee_id, pair.mentor_id, who) | {
        "fit": pair.fit / 100,
        "mentor_is_choice": pair.mentor_rank,
        "mentee_is_choice": pair.mentee_rank,
        "locked": pair.locked,
        "reasons": [reason.text(words) for reason in pair.reasons],
        "points": _points(pair.parts, words),
        "warnings": [warning.text(words) for warning in pair.warnings],
    }


def _points(parts: tuple[Part, ...], words: Words) -> list[Data]:
    """Return what each criterion gave; the points add up to the fit."""
    return [
        {"criterion": part.key, "label": part.label.text(words), "points": part.points / 100}
        | {"most": part.most / 100, "why": part.detail.text(words) if part.detail else ""}
        | {"no_answer": part.no_answer}
        for part in parts
    ]


def _left_out(one: Unpaired, who: People, words: Words) -> Data:
    return _named("mentee", who[one.mentee_id]) | {
        "kind": one.kind,
        "reason": one.reason.text(words),
        "what_would_help": [change.text(words) for change in one.changes],
        "rules": [_rule(count, who, words) for count in one.rules],
    }


def _rule(count: RuleCount, who: People, words: Words) -> Data:
    return {
        "rule": count.rule,
        "label": count.label.text(words),
        "mentors": count.mentors,
        "alone": count.alone,
        "nearest": [who[mentor_id].name for mentor_id in count.nearest],
    }


def _why_not(one: WhyNotReport, plan: Plan, who: People, words: Words) -> Data:
    found = one.explained
    return _both(found.mentee_id, found.mentor_id, who) | {
        "fit": found.fit / 100,
        "in_the_plan": one.is_in(plan),
        "rules": [rule.text(words) for rule in found.blocked],
        "costs": one.cost(plan) / 100,
        "fewer_mentees": one.fewer(plan),
        "worst_fit": one.forced.totals.worst / 100,
        "who_changes": [
            _named("mentee", who[change.mentee_id])
            | {"before": _percent(change.before), "after": _percent(change.after)}
            for change in one.changes(plan)
        ],
        "points": _points(found.parts, words),
    }


def _percent(fit: int | None) -> float | None:
    return None if fit is None else fit / 100
