"""What `nhipcau read` says of generated forms, held against the truth about the people in them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.support.generated_people import Person
from tests.support.generated_tables import Form
from tests.support.one_reader import read_together

from nhipcau.exchange.terminal.dry_report import FileRead, PersonRead, ReadingReport, SheetRead

TAKEN: Final = frozenset({"new", "changed", "same"})
_COLUMNS: Final = {
    "role": ("role",),
    "places": ("capacity",),
    "goals": ("goals",),
    "strengths": ("strengths",),
}


def read(forms: Sequence[Form], folder: Path) -> ReadingReport:
    """Read several forms at once, which is much faster than one by one, as into an empty programme."""
    return read_together([form.write(folder) for form in forms])


def all_faults(forms: Sequence[Form], report: ReadingReport) -> list[str]:
    """Return what is silently wrong with a reading, in sentences; nothing when all is told or right."""
    return [
        *_counted(report),
        *(fault for form, file in zip(forms, report.files, strict=True) for fault in faults(form, file)),
    ]


def faults(form: Form, file: FileRead) -> list[str]:
    """Return what is silently wrong with the reading of one form."""
    found = [
        *(fault for sheet in file.sheets for fault in _sums(sheet)),
        *_invented(form, file.sheets),
        *(fault for person in form.people for fault in _lost_or_wrong(form, person, file.sheets)),
    ]
    return [f"{form.name}: {fault}" for fault in found]


def clear_share(forms: Sequence[Form], report: ReadingReport) -> float:
    """Return the share of people taken in without a question, of those about whom there is no doubt."""
    states = {
        _key(person.name): person.state for file in report.files for _, person in _everyone(file.sheets)
    }
    clear = [person for form in forms for person in form.people if not person.doubt]
    return sum(states.get(_key(person.name)) in TAKEN for person in clear) / len(clear)


def spare_lines(form: Form, file: FileRead) -> list[PersonRead]:
    """Return the rows that are told of though they are nobody of the form."""
    names = {_key(person.name) for person in form.people}
    return [one for _, one in _everyone(file.sheets) if _key(one.name) not in names]


def _everyone(sheets: Sequence[SheetRead]) -> Iterator[tuple[SheetRead, PersonRead]]:
    return ((sheet, person) for sheet in sheets for person in sheet.people)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _sums(sheet: SheetRead) -> Iterator[str]:
    rows = [person.row for person in sheet.people]
    if sheet.used and sheet.rows != len(rows):
        yield f"{sheet.rows} rows, {len(rows)} of them accounted for"
    if len(set(rows)) != len(rows):
        yield "a row is accounted for twice"
    for person in sheet.people:
        if person.state not in TAKEN and not person.notes:
            yield f"row {person.row} is {person.state} without a reason"


def _counted(report: ReadingReport) -> Iterator[str]:
    everyone = [person for file in report.files for _, person in _everyone(file.sheets)]
    taken = [person for person in everyone if person.state in TAKEN]
    counts = report.counts
    true = {
        "people": len(taken),
        "mentors": sum(person.role == "mentor" for person in taken),
        "mentees": sum(person.role == "mentee" for person in taken),
        "both": sum(person.role == "both" for person in taken),
        "asked": sum(person.state == "asked" for person in everyone),
        "left_out": sum(person.state == "left_out" for person in everyone),
    }
    if {name: counts[name] for name in true} != true:
        yield f"the counts {counts} are not those of the people, {true}"


def _invented(form: Form, sheets: Sequence[SheetRead]) -> Iterator[str]:
    names = {_key(person.name) for person in form.people}
    seen: set[str] = set()
    for _, person in _everyone(sheets):
        if person.state not in TAKEN:
            continue
        if _key(person.name) not in names:
            yield f"“{person.name}” is taken in and is nobody"
        elif _key(person.name) in seen:
            yield f"“{person.name}” is taken in twice"
        seen.add(_key(person.name))


def _lost_or_wrong(form: Form, person: Person, sheets: Sequence[SheetRead]) -> Iterator[str]:
    all_read = list(_everyone(sheets))
    mine = [pair for pair in all_read if _key(pair[1].name) == _key(person.name)]
    mine = mine or [pair for pair in all_read if pair[1].email and pair[1].email == person.email]
    if not mine:
        left = any(not sheet.used and sheet.why in form.may_stop for sheet in sheets)
        if not left:
            yield f"{person.name} is lost"
        return
    sheet, one = mine[-1]
    if one.state not in TAKEN:
        return
    told = {note.partition(".")[0] for note in (*one.notes, *sheet.notes)}
    if person.doubt and person.doubt not in told:
        yield f"{person.name} is taken in without a word on the {person.doubt}"
    if _key(one.name) != _key(person.name):
        yield f"{person.name} became {one.name}"
    yield from _wrong_properties(form, person, sheet, one, told)


def _wrong_properties(
    form: Form, person: Person, sheet: SheetRead, one: PersonRead, told: set[str]
) -> Iterator[str]:
    mentor = person.role == "mentor"
    own = {"places": person.places, "strengths": person.topics} if mentor else {"goals": person.topics}
    true: dict[str, object] = {"email": person.email, "role": person.role, "department": person.department}
    true |= {name: value for name, value in own.items() if name in form.asks}
    unsure = {column.meaning for column in sheet.columns if not column.sure}
    for name, wanted in true.items():
        got = getattr(one, name)
        fits = got == wanted
        if isinstance(wanted, tuple):
            fits = {_key(text) for text in getattr(one, name)} == {_key(text) for text in wanted}
        if not fits and name not in told and not unsure & set(_COLUMNS.get(name, (name,))):
            yield f"{name} of {person.name} is {got!r}, not {wanted!r}"


def outcome(file: FileRead) -> set[tuple[object, ...]]:
    """Return who is read and as what, without the places in the file."""
    return {
        (
            one.name,
            one.email,
            one.phone,
            one.role,
            one.state,
            one.places,
            frozenset(one.goals),
            frozenset(one.strengths),
            one.department,
            frozenset(one.notes),
        )
        for _, one in _everyone(file.sheets)
    }


def meanings(file: FileRead) -> set[tuple[str, str, bool]]:
    """Return what each heading was taken for."""
    return {
        (column.heading, column.meaning, column.sure) for sheet in file.sheets for column in sheet.columns
    }
