"""What a dry reading came to: as a page for people, and as values for other programs."""

from dataclasses import asdict
from typing import Any, Final

from nhipcau.common.words import Words
from nhipcau.exchange.inbox.problem_copy import problem_text
from nhipcau.exchange.inbox.sum_text import parts_text, rows_text
from nhipcau.exchange.mapping.column_text import meaning_name
from nhipcau.exchange.terminal.dry_report import FileRead, PersonRead, ReadingReport, SheetRead
from nhipcau.shell.terminal.doubt_lines import doubt_lines

_FOR_PEOPLE: Final = ("left", "sum", "missing")
"""What of a sheet is told on the page and not to other programs."""


def as_data(report: ReadingReport) -> dict[str, Any]:
    """Return the reading as JSON-ready values."""
    files = [
        {"name": one.name, "notes": one.notes, "sheets": [_sheet_data(sheet) for sheet in one.sheets]}
        for one in report.files
    ]
    return {"files": files, "counts": report.counts}


def _sheet_data(sheet: SheetRead) -> dict[str, Any]:
    data = asdict(sheet)
    for person in data["people"]:
        del person["problems"]
    for told in _FOR_PEOPLE:
        del data[told]
    return data


def as_lines(report: ReadingReport, words: Words) -> list[str]:
    """Return the reading as a page."""
    lines = [line for one in report.files for line in _file(one, words)]
    return [*lines, words("terminal.read.sums", **report.counts)]


def _file(one: FileRead, words: Words) -> list[str]:
    if one.trouble is not None:
        return [one.name, "  " + words(one.trouble.code, **one.trouble.values)]
    lines = [one.name]
    for sheet in one.sheets:
        lines += _sheet(sheet, words)
    return lines


def _sheet(sheet: SheetRead, words: Words) -> list[str]:
    if not sheet.used:
        reason = words(f"inbox.sheet.why.{sheet.why}")
        asked = [one for one in sheet.people if one.state == "asked"]
        left = words("terminal.read.left", sheet=sheet.name, n=sheet.sum.rows, reason=reason)
        return [f"  {left}", *(f"    {_person(one, words)}" for one in asked)]
    rows = ", ".join(map(str, sheet.heading_rows)) or "–"
    lines = ["  " + words("terminal.read.sheet", sheet=sheet.name, rows=rows, n=sheet.rows)]
    notes = [note.replace(".", "_", 1) for note in sheet.notes if not note.startswith("row.")]
    lines += [f"    {words(f'inbox.sheet.note.{note}')}" for note in notes]  # rows are told one by one
    lines += [f"    {line}" for line in doubt_lines(sheet.columns, words)]
    lines += [
        f"    {column.heading or '–'} → {meaning_name(words, column.meaning)}"
        for column in sheet.columns
        if column.sure
    ]
    lines += [f"    {_person(person, words)}" for person in sheet.people]
    lines += [
        "    " + words("terminal.read.row_left", rows=rows_text(one.rows), why=problem_text(words, one.why))
        for one in sheet.left
    ]
    lines.append(
        "    " + words("terminal.read.sheet_sum", n=sheet.sum.rows, parts=parts_text(sheet.sum, words))
    )
    if sheet.missing:
        lines.append("    " + words("terminal.read.missing", n=sheet.missing))
    return lines


def _person(person: PersonRead, words: Words) -> str:
    role = words(f"terminal.read.role.{person.role}")
    state = words(f"terminal.read.state.{person.state}")
    line = words("terminal.read.person", row=person.row, name=person.name or "–", role=role, state=state)
    said = [problem_text(words, one) for one in person.problems]
    return f"{line} ({'; '.join(said)})" if said else line
