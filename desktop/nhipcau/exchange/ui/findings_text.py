"""How the import says its findings: roles, fields, values, changes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from nhipcau.common.words import Words
from nhipcau.exchange.inbox.import_run import Inbox
from nhipcau.exchange.inbox.problem_copy import problem_text, problems_text
from nhipcau.exchange.mapping.column_text import meaning_name
from nhipcau.exchange.preview.import_plan import EMAIL_REPLACED, FieldChange, PlanRow
from nhipcau.exchange.preview.row_accounting import row_sum
from nhipcau.participants.ui.wording import slots_text
from nhipcau.workbook import Source

HOMECOMING_TONES = {
    "refused": "bad", "conflict": "warn", "removed": "warn", "gone": "warn", "changed": "info", "added": "good",
    "kept": "plain", "ready": "good", "waiting": "warn", "answered": "plain", "blank": "plain",
    "same": "plain",
}  # fmt: skip
STATE_TONES = {"new": "good", "changed": "info", "same": "plain", "needs_you": "warn", "left_out": "plain"}


def field_name(words: Words, change: FieldChange) -> str:
    if change.question is None:
        return meaning_name(words, change.field)
    return (
        f"{change.question.grid} · {change.question.wording}"
        if change.question.grid
        else change.question.wording
    )


def warnings_text(sources: Iterable[Source], words: Words) -> str:
    """Return what is to be said of how the files could be read, a line each."""
    return "\n".join(
        words("inbox.warning", file=source.path.name, warning=words(f"workbook.warning.{code}"))
        for source in sources
        for code in source.warnings
    )


def role_name(words: Words, role: str) -> str:
    return words(f"inbox.role.{role or 'unknown'}")


def change_text(words: Words, change: FieldChange, value: object) -> str:
    """Return one side of a change in words; codes of roles, ways and slots are said as what they mean."""
    if change.question is None and value not in (None, ""):
        if change.field == "role":
            return role_name(words, str(value))
        if change.field == "availability" and isinstance(value, list | tuple):
            return slots_text(map(str, value), words)
        if change.field == "meeting_ways" and isinstance(value, list | tuple):
            return ", ".join(words(f"inbox.value.{way}") for way in value)
    return value_text(words, value)


def value_text(words: Words, value: object) -> str:
    """Return a stored value as a person would write it; nothing is a dash."""
    if isinstance(value, bool):
        return words("common.yes" if value else "common.no")
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Mapping):
        amount = value.get("importance", value.get("level"))
        return f"{value.get('topic', '')} ({amount})" if amount else str(value.get("topic", ""))
    if isinstance(value, list | tuple):
        return ", ".join(value_text(words, item) for item in value) or "–"
    return "–" if value in (None, "") else str(value)


def summary(words: Words, row: PlanRow, *, done: bool = False) -> str:
    """Return one line saying what will happen to a person, or what has happened."""
    if row.state == "left_out":
        return ". ".join(problem_text(words, one) for one in (*row.notes, *row.problems))
    if row.state == "needs_you" or row.problems:
        return problems_text(words, row)
    if row.state == "changed":
        changes = [listed(field_name(words, change) for change in row.changes)]
        told = [*(note for note in row.notes if note.code == EMAIL_REPLACED)]
        return ". ".join([*(problem_text(words, note) for note in told), *changes])
    if row.notes:
        return " ".join(problem_text(words, note) for note in row.notes)
    return words(f"inbox.{'happened' if done else 'happens'}.{row.state}")


def lead_of(inbox: Inbox, words: Words) -> str:
    """Return what a sum adds up to: the rows of a file, of several, or of what waited."""
    total = row_sum(inbox.plan, inbox.left).rows
    if inbox.waiting is not None:
        return words("inbox.sum.waiting", n=total)
    files = len(inbox.sources)
    return words("inbox.sum.rows", n=total) if files == 1 else words("inbox.sum.files", n=total, files=files)


def more_of(inbox: Inbox, words: Words) -> str:
    """Return what else is said on top: how many columns are understood, and how many people lack an address."""
    columns = [column for sheet in inbox.understanding.sheets if sheet.used for column in sheet.columns]
    told = []
    if columns and inbox.waiting is None:
        sure = sum(column.sure for column in columns)
        told.append(words("inbox.columns.understood", n=sure, all=len(columns)))
    if without := sum(map(lacks_email, inbox.plan.rows)):
        told.append(words("inbox.count.no_email", n=without))
    return " · ".join(told)


def lacks_email(row: PlanRow) -> bool:
    """Say whether letters and workbooks would not reach somebody whom this import knows."""
    return not row.email and row.state in ("new", "changed", "same")


def listed(items: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(items))
