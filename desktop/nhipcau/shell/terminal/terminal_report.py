"""What the terminal says after pairing, in sentences."""

from pathlib import Path
from typing import Final

from nhipcau.common.words import Words
from nhipcau.exchange.terminal.pair_command import Intake, JobReport, WhyNotReport
from nhipcau.pairing.explanation.plan_sentences import points, proof
from nhipcau.pairing.explanation.plan_warnings import warnings_of_plan
from nhipcau.shell.terminal.doubt_lines import doubt_lines

_MOST_NAMES: Final = 10
"""Of those left out for one reason; the workbook names all."""


def percent(fit: int) -> str:
    """Return a fit of 0-10000 as the screen shows it."""
    return f"{fit / 100:.0f}"


def intake_lines(intake: Intake, words: Words) -> list[str]:
    """Return what was read and what was not, as sentences."""
    lines = []
    for sheet in intake.sheets:
        lines.append(words("terminal.pair.read", file=sheet.file_name, sheet=sheet.sheet, n=sheet.rows))
        lines += doubt_lines(sheet.doubts, words)
    lines += intake.warnings
    for row in intake.skipped:
        if row.row_number:
            skipped = {"file": row.file_name, "row": row.row_number, "name": row.name, "reason": row.reason}
            lines.append(words("terminal.pair.skipped", **skipped))
        else:
            lines.append(
                words("terminal.pair.skipped_sheet", file=row.file_name, sheet=row.sheet, reason=row.reason)
            )
    return lines


def as_lines(report: JobReport, out: Path, words: Words) -> list[str]:
    """Return the report as sentences."""
    plan, people = report.plan, report.people
    lines = intake_lines(report.intake, words)
    lines.append(words("terminal.pair.people", mentors=len(people.mentors), mentees=len(people.mentees)))
    paired = len({pair.mentee_id for pair in plan.pairs})
    of = people.candidates if people.settings.rules.mutual else people.mentees
    lines.append(words("terminal.pair.paired", n=paired, of=len(of)))
    lines += [
        words("terminal.pair.left_out", name=_names(names, words), reason=reason)
        for reason, names in _by_reason(report, words).items()
    ]
    lines += _figures(report, words)
    lines += [warning.text(words) for warning in warnings_of_plan(people, plan)]
    lines += _aims(report, words)
    for asked in report.why_not:
        lines += _why_not(asked, report, words)
    lines.append(words("terminal.pair.written", path=out))
    return lines


def _figures(report: JobReport, words: Words) -> list[str]:
    plan, totals = report.plan, report.plan.totals
    figures = {"total": percent(totals.total), "mean": percent(totals.mean), "worst": percent(totals.worst)}
    lines = [words("terminal.pair.fit", **figures)] if plan.pairs else []
    lines.append(proof(totals, words, report.people.settings.rules.aim))
    if plan.quotas:
        kept = sum(quota.kept for quota in plan.quotas)
        lines.append(words("terminal.pair.quotas", kept=kept, n=len(plan.quotas)))
    return lines


def _aims(report: JobReport, words: Words) -> list[str]:
    """Return a line per aim: what the plan would be, and what it costs against the best in each figure."""
    if not report.aims:
        return []
    most, best = (max(getattr(one, name) for one in report.aims) for name in ("mentees", "total"))
    lines = [words("terminal.aims.title")]
    for one in report.aims:
        name = words(f"terminal.aims.{one.aim}")
        line = words(
            "terminal.aims.line", aim=name, n=one.mentees, total=percent(one.total), worst=percent(one.worst)
        )
        if one.mentees < most:
            line += " " + words("terminal.aims.fewer", n=most - one.mentees)
        if one.total < best:
            line += " " + words("terminal.aims.less", points=points(best - one.total, words))
        lines.append(f"  {line} {words('terminal.aims.chosen')}" if one.current else f"  {line}")
    return lines


def _why_not(asked: WhyNotReport, report: JobReport, words: Words) -> list[str]:
    plan, people, found = report.plan, report.people, asked.explained
    mentee, mentor = people.candidate(found.mentee_id).name, people.candidate(found.mentor_id).name
    both = {"mentee": mentee, "mentor": mentor, "fit": percent(found.fit)}
    if asked.is_in(plan):
        return [words("terminal.why_not.paired", **both)]
    lines = [words("terminal.why_not.title", **both)]
    if found.blocked:
        rules = ", ".join(rule.text(words) for rule in found.blocked)
        lines.append("  " + words("terminal.why_not.rules", rules=rules))
    cost = asked.cost(plan)
    lines.append("  " + words("terminal.why_not.cost", points=points(cost, words)))
    if (fewer := asked.fewer(plan)) > 0:
        lines.append("  " + words("terminal.why_not.fewer", n=fewer))
    for change in asked.changes(plan):
        who = {"name": people.candidate(change.mentee_id).name}
        before, after = ("–" if fit is None else f"{percent(fit)}%" for fit in (change.before, change.after))
        lines.append("  " + words("terminal.why_not.change", **who, before=before, after=after))
    return lines


def _names(names: list[str], words: Words) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return words("terminal.pair.and_more", names=shown, n=more) if more > 0 else shown


def _by_reason(report: JobReport, words: Words) -> dict[str, list[str]]:
    """Return who is left out, those with the same reason together: it is said once."""
    name = {person.participant_id: person.name for person in report.people.candidates}
    found: dict[str, list[str]] = {}
    for person in report.plan.unpaired:
        reason = ". ".join(phrase.text(words) for phrase in (person.reason, *person.changes))
        found.setdefault(reason, []).append(name[person.mentee_id])
    return found
