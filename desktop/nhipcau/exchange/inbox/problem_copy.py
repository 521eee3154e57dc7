"""A copy of each file with the problem written beside every row that could not be taken in."""

from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.exchange.inbox.import_run import Inbox
from nhipcau.exchange.mapping.answer_rows import RowProblem
from nhipcau.exchange.preview.import_plan import PlanRow
from nhipcau.workbook import NoteSpec, save_with_notes


def problem_text(words: Words, problem: RowProblem) -> str:
    """Return the sentence, with the cell in front where there is one. Values may be problems of their own."""
    values = {
        name: problem_text(words, value) if isinstance(value, RowProblem) else value
        for name, value in problem.values.items()
    }
    sentence = words(problem.code, **{"cell": problem.cell, **values})
    return words("inbox.at_cell", cell=problem.cell, sentence=sentence) if problem.cell else sentence


def problems_text(words: Words, row: PlanRow) -> str:
    return " ".join(problem_text(words, problem) for problem in row.problems)


def write_problem_copies(
    inbox: Inbox, folder: Path, words: Words, progress: Progress | None = None
) -> list[str]:
    """Write the copies into a folder and return their names. The files themselves are left as they are."""
    written = []
    turned = {(one.file_name, one.sheet) for one in inbox.understanding.sheets if one.turned}
    for source in inbox.sources:
        notes = [
            NoteSpec(row.sheet, row.row_numbers[-1], problems_text(words, row))
            for row in inbox.plan.rows
            if row.problems
            and row.row_numbers
            and row.file_name == source.path.name
            and (row.file_name, row.sheet) not in turned
        ]
        if notes:
            target = folder / words("inbox.copy.name", name=source.path.stem)
            save_with_notes(source.path, target, notes, words("inbox.copy.heading"), progress)
            written.append(target.name)
    return written
