"""What `nhipcau read` takes generated headings for, in forms of several at once."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from tests.support.forms import csv_source
from tests.support.generated_headings import Heading, Verdict, answers, headings, in_forms
from tests.support.generated_people import Person, people
from tests.support.one_reader import read_together

from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.terminal.dry_report import FileRead

_FILES_AT_ONCE: Final = 40
_ROWS: Final = 6
_FILE_NAMES: Final = {"mentor": "mentors", "mentee": "mentees", "": "answers"}


class HeadingRead(NamedTuple):
    """A heading and what became of it."""

    heading: Heading
    meaning: str
    sure: bool

    @property
    def verdict(self) -> Verdict:
        return self.heading.verdict(self.meaning, self.sure)


def read_headings(folder: Path, seed: int, *, kept_back: bool) -> list[HeadingRead]:
    """Write all generated headings into forms and return what each is taken for."""
    written = list(_written(folder, seed, kept_back=kept_back))
    found: list[HeadingRead] = []
    for start in range(0, len(written), _FILES_AT_ONCE):
        some = written[start : start + _FILES_AT_ONCE]
        files = read_together([path for _, path in some]).files
        for (form, _), file in zip(some, files, strict=True):
            found += _of_form(form, file)
    return found


def _written(folder: Path, seed: int, *, kept_back: bool) -> Iterator[tuple[list[Heading], Path]]:
    """Write all generated headings into forms; those that are read together have no name in common."""
    rng = Random(seed)
    known: set[frozenset[str]] = set()
    for number, form in enumerate(in_forms(headings(seed, kept_back=kept_back))):
        if number % _FILES_AT_ONCE == 0:
            known.clear()
        yield form, _write(folder, number, form, people(rng, _ROWS, form[0].language, known))


def said(found: Sequence[HeadingRead], verdict: Verdict, *, examples: bool) -> list[str]:
    """Return the readings of a verdict by kind, most frequent first, each with an example where one may be seen."""
    kinds: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in found:
        if one.verdict == verdict:
            kinds.setdefault((one.meaning, one.heading.means), []).append(one.heading.shown)
    return [
        f"{len(texts)} x {meaning} for {' or '.join(means)}" + (f", as “{texts[0]}”" if examples else "")
        for (meaning, means), texts in sorted(kinds.items(), key=lambda kind: -len(kind[1]))
    ]


def _of_form(form: Sequence[Heading], file: FileRead) -> Iterator[HeadingRead]:
    """Yield what became of the headings of a form.

    A form that is left unread with its reason is a question. One whose headings were looked for elsewhere is wrong.
    """
    columns = {column.heading.casefold(): column for sheet in file.sheets for column in sheet.columns}
    left = next((sheet.why for sheet in file.sheets if not sheet.used and sheet.why), "")
    for heading in form:
        column = columns.get(heading.shown.casefold())
        if column:
            yield HeadingRead(heading, column.meaning, column.sure)
        else:
            yield HeadingRead(heading, f"unread, {left}" if left else "no heading", sure=not left)


def _write(folder: Path, number: int, form: Sequence[Heading], rows: Sequence[Person]) -> Path:
    """Write names, addresses and these columns; the name or the address may itself be one of them."""
    path = folder / f"{_FILE_NAMES[form[0].role]} ({number}).csv"
    kinds = {heading.kind_of_answers for heading in form}
    vietnamese = form[0].language == "vi"
    columns: list[list[str]] = []
    if "names" not in kinds:
        columns.append(["Họ và tên" if vietnamese else "Full name", *(one.name for one in rows)])
    if "mails" not in kinds:
        columns.append(["Email", *(one.email for one in rows)])
    columns += [[heading.text, *_answers(heading, rows)] for heading in form]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(zip(*columns, strict=True))
    return path


def _answers(heading: Heading, rows: Sequence[Person]) -> Sequence[str]:
    own = {
        "names": [one.name for one in rows],
        "mails": [one.email for one in rows],
        "phones": [one.phone for one in rows],
    }
    return own.get(heading.kind_of_answers) or answers(heading.kind_of_answers, heading.language)


def confidences(folder: Path, seed: int, *, kept_back: bool) -> list[tuple[float, bool]]:
    """Return of every generated heading how sure its reading is said to be, and whether it is right."""
    found: list[tuple[float, bool]] = []
    for form, path in _written(folder, seed, kept_back=kept_back):
        columns = {
            " ".join(column.heading.split()).casefold(): column
            for sheet in understand((csv_source(path),)).sheets
            for column in sheet.columns
        }
        pairs = ((heading, columns.get(heading.shown.casefold())) for heading in form)
        found += [(column.confidence, column.meaning in heading.means) for heading, column in pairs if column]
    return found
