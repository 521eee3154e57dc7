"""Which rows that wait stand again in a file that is imported: the same file once more, or a newer version."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from nhipcau.exchange.formats.column_mapping import TablePlace
from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.preview.person_directory import name_key, signature
from nhipcau.exchange.waiting.stored_form import StoredForm

Waits = tuple[StoredForm, int, AnswerRow]
"""A row that waits as it reads now, with its form and its id."""
_Mark = tuple[Hashable, ...] | None
_Marking = Callable[[AnswerRow, str], _Mark]


def superseded(
    waits: Iterable[Waits], rows: Sequence[AnswerRow], fingerprints: Mapping[TablePlace, str]
) -> list[int]:
    """Return the ids of the rows that wait and of which these rows speak, one for one.

    A row is known by what identifies its person; where that was corrected, by its time or its place in the same file
    together with the name. `fingerprints` are those of the forms of the rows, by source and sheet.
    """
    left = list(waits)
    open_rows = dict(enumerate(rows))
    found: list[int] = []
    for marking in _MARKINGS:
        places: dict[Hashable, list[int]] = {}
        for place, row in open_rows.items():
            if (mark := marking(row, fingerprints.get(row.table, ""))) is not None:
                places.setdefault(mark, []).append(place)
        rest = []
        for form, id_, row in left:
            mark = marking(row, form.fingerprint)
            fitting = [
                place
                for place in places.get(mark, ())
                if mark is not None and place in open_rows and _of_one_role(row, open_rows[place])
            ]
            if fitting:
                found.append(id_)
                del open_rows[fitting[0]]
            else:
                rest.append((form, id_, row))
        left = rest
    return found


def _of_one_role(waits: AnswerRow, row: AnswerRow) -> bool:
    """Say whether the roles agree: one person may answer the form of the mentors and that of the mentees alike."""
    return not waits.role or not row.role or waits.role == row.role


def _by_signature_and_place(row: AnswerRow, fingerprint: str) -> _Mark:
    """Mark a row of the same file first: several may say the same of who they are."""
    return signature(row), row.role, row.file_name, row.sheet, row.part, row.row_number


def _by_signature(row: AnswerRow, fingerprint: str) -> _Mark:
    return signature(row), fingerprint


def _by_time(row: AnswerRow, fingerprint: str) -> _Mark:
    """Mark an answer by its second, at which it was given in one form alone, whatever has been asked there since."""
    return (signature(row),) if row.submitted else None


def _by_time_and_name(row: AnswerRow, fingerprint: str) -> _Mark:
    name = name_key(str(row.person.get("full_name", "")))
    return (row.submitted, name, fingerprint) if row.submitted and name else None


def _by_place_and_name(row: AnswerRow, fingerprint: str) -> _Mark:
    name = name_key(str(row.person.get("full_name", "")))
    return (row.file_name, row.row_number, name, fingerprint) if name else None


_MARKINGS: Sequence[_Marking] = (
    _by_signature_and_place,
    _by_signature,
    _by_time,
    _by_time_and_name,
    _by_place_and_name,
)
