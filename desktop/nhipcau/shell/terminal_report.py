"""What the terminal says after pairing: lines for people, plain data for programs."""

from pathlib import Path
from typing import Any

from nhipcau.common.words import Words
from nhipcau.exchange.main_job import Intake, JobReport


def percent(fit: int) -> str:
    """Return a fit of 0-10000 as the screen shows it."""
    return f"{fit / 100:.0f}"


def as_data(report: JobReport, out: Path, words: Words) -> dict[str, Any]:
    """Return the report as JSON-ready values."""
    totals = report.plan.totals
    name = {person.participant_id: person for person in report.people.candidates}
    return {
        "read": [
            {"file": sheet.file_name, "sheet": sheet.sheet, "role": sheet.role, "rows": sheet.rows}
            for sheet in report.intake.sheets
        ],
        "skipped": [
            {
                "file": row.file_name,
                "sheet": row.sheet,
                "row": row.row_number,
                "name": row.name,
                "reason": row.reason,
            }
            for row in report.intake.skipped
        ],
        "warnings": list(report.intake.warnings),
        "mentors": len(report.people.mentors),
        "mentees": len(report.people.mentees),
        "pairs": [
            {
                "mentor": name[pair.mentor_id].name,
                "mentor_email": name[pair.mentor_id].email,
                "mentee": name[pair.mentee_id].name,
                "mentee_email": name[pair.mentee_id].email,
                "fit": pair.fit / 100,
                "reasons": [reason.text(words) for reason in pair.reasons],
                "warnings": [warning.text(words) for warning in pair.warnings],
            }
            for pair in report.plan.pairs
        ],
        "left_out": [
            {
                "mentee": name[person.mentee_id].name,
                "mentee_email": name[person.mentee_id].email,
                "reason": person.reason.text(words),
                "what_would_help": [change.text(words) for change in person.changes],
            }
            for person in report.plan.unpaired
        ],
        "total": totals.total / 100,
        "worst_fit": totals.worst / 100,
        "mean_fit": totals.mean / 100,
        "proved": totals.proved,
        "gap": totals.gap / 100,
        "workbook": str(out),
    }


def intake_lines(intake: Intake, words: Words) -> list[str]:
    """Return what was read and what was not, as sentences."""
    lines = [
        words("terminal.pair.read", file=sheet.file_name, sheet=sheet.sheet, n=sheet.rows)
        for sheet in intake.sheets
    ]
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
    totals = report.plan.totals
    lines = intake_lines(report.intake, words)
    lines.append(
        words("terminal.pair.people", mentors=len(report.people.mentors), mentees=len(report.people.mentees))
    )
    lines.append(words("terminal.pair.paired", n=len(report.plan.pairs), of=len(report.people.mentees)))
    lines += [
        words("terminal.pair.left_out", name=", ".join(names), reason=reason)
        for reason, names in _by_reason(report, words).items()
    ]
    if report.plan.pairs:
        lines.append(
            words(
                "terminal.pair.fit",
                total=percent(totals.total),
                mean=percent(totals.mean),
                worst=percent(totals.worst),
            )
        )
    lines.append(
        words("terminal.pair.proved") if totals.proved else words("terminal.pair.gap", gap=totals.gap / 100)
    )
    lines.append(words("terminal.pair.written", path=out))
    return lines


def _by_reason(report: JobReport, words: Words) -> dict[str, list[str]]:
    """Return who is left out, those with the same reason together: it is said once."""
    name = {person.participant_id: person.name for person in report.people.candidates}
    found: dict[str, list[str]] = {}
    for person in report.plan.unpaired:
        reason = ". ".join(phrase.text(words) for phrase in (person.reason, *person.changes))
        found.setdefault(reason, []).append(name[person.mentee_id])
    return found
