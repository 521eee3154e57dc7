"""What could not be read, as notes for a copy of the file."""

from nhipcau.common.words import Words
from nhipcau.exchange.plan import ImportPlan
from nhipcau.workbook import NoteSpec


def problems_for_copy(plan: ImportPlan, words: Words, file_name: str | None = None) -> list[NoteSpec]:
    """Return a note for each row of a file (of all files, when none is named) that has a problem."""
    notes = []
    for row in plan.rows:
        if not row.problems or (file_name is not None and row.file_name != file_name):
            continue
        said = []
        for problem in row.problems:
            text = words(problem.code, **problem.values)
            said.append(f"{problem.cell}: {text}" if problem.cell else text)
        notes.append(NoteSpec(row.sheet, row.row_numbers[-1], "; ".join(said)))
    return notes
