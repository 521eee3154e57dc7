"""Forms as people really have them, made at random from a seed, with the truth about everybody in them beside.

A form is a layout crossed with a language and a way of writing. Its headings are the ordinary ones: what is tried with
it is the shape of the sheet. Uncommon headings are tried with `generated_headings`.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from random import Random
from typing import Final

from tests.support.generated_people import TOPICS, Language, alike, people
from tests.support.generated_tables import Form, Row, cells_of, heads_of, one_table, rows_of, said

_GROUPS: Final = ("Thông tin cá nhân", "Personal details"), ("Mong muốn", "Preferences")
_TITLES: Final = (
    ("DANH SÁCH THAM GIA CHƯƠNG TRÌNH CỐ VẤN", "LIST OF PARTICIPANTS"),
    ("(Cập nhật ngày 05/09/2026)", "(as of 5 September 2026)"),
)
_SECTION: Final = ("Nhóm", "Group")
_TOTAL: Final = ("Tổng cộng", "Total")
_OUT: Final = ("Đã rút", "Withdrawn")
_IN: Final = ("Tham gia", "Active")
_OPTION: Final = ("Bạn muốn học gì?", "What do you want to learn?")
_USUAL: Final = (
    "name",
    "email",
    "phone",
    "department",
    "role",
    "goals",
    "strengths",
    "places",
    "birth_year",
    "tenure",
    "remark",
)
_SHORT: Final = ("name", "email", "department")


def _plain(form: Form, _rng: Random) -> Form:
    return one_table(form, [], [heads_of(_USUAL, form.language)], rows_of(form, _USUAL))


def _titled(form: Form, _rng: Random) -> Form:
    fields = ("number", *_USUAL)
    above = [[said(title, form.language)] for title in _TITLES]
    return one_table(form, [*above, [""]], [heads_of(fields, form.language)], rows_of(form, fields))


def _by_sheet(form: Form, _rng: Random) -> Form:
    return replace(form, sheets=_halves(form))


def _halves(form: Form) -> dict[str, list[Row]]:
    """Return mentors and mentees apart, each in a table of its own."""
    found = {}
    for title, role, own in (("Mentor", "mentor", ("strengths", "places")), ("Mentee", "mentee", ("goals",))):
        fields = (*_SHORT, *own)
        mine = [person for person in form.people if person.role == role]
        body = [cells_of(person, number, fields) for number, person in enumerate(mine, 1)]
        found[title] = [heads_of(fields, form.language), *body]
    return found


def _stacked(form: Form, _rng: Random) -> Form:
    rows: list[Row] = []
    for title, table in _halves(form).items():
        rows += [[title], *table, [""]]
    return replace(form, sheets={"Form": rows}, may_stop=("two_tables",))


def _beside(form: Form, _rng: Random) -> Form:
    mentors, mentees = _halves(form).values()
    width, length = len(mentors[0]), max(len(mentors), len(mentees))
    left = [*mentors, *[[""] * width] * (length - len(mentors))]
    right = [*mentees, *[[""] * len(mentees[0])] * (length - len(mentees))]
    titles: Row = ["Mentor", *[""] * width, "Mentee"]
    rows = [[*one, "", *other] for one, other in zip(left, right, strict=True)]
    return replace(form, sheets={"Form": [titles, *rows]}, may_stop=("two_tables",))


def _merged_down(form: Form, _rng: Random) -> Form:
    fields = ("department", "name", "email", "role", "goals")
    ordered = replace(form, people=tuple(sorted(form.people, key=lambda one: one.department)))
    rows = rows_of(ordered, fields)
    merged, start = [], 0
    for place in range(1, len(rows) + 1):
        if place < len(rows) and ordered.people[place].department == ordered.people[start].department:
            rows[place][0] = ""
            continue
        if place - start > 1:
            merged.append(f"A{start + 2}:A{place + 1}")
        start = place
    sheets = {"Form": [heads_of(fields, form.language), *rows]}
    return replace(ordered, sheets=sheets, merged=tuple(merged), asks=("goals",))


def _grouped_headings(form: Form, _rng: Random) -> Form:
    groups: Row = [""] * len(_USUAL)
    groups[0], groups[4] = (said(group, form.language) for group in _GROUPS)
    done = one_table(form, [], [groups, heads_of(_USUAL, form.language)], rows_of(form, _USUAL))
    merged = ("A1:D1", f"E1:{chr(ord('A') + len(_USUAL) - 1)}1") if form.suffix == ".xlsx" else ()
    return replace(done, merged=merged)


def _service_headings(form: Form, _rng: Random) -> Form:
    second = ["Response" if one == "role" else "Open-Ended Response" for one in _USUAL]
    return one_table(form, [], [heads_of(_USUAL, form.language), second], rows_of(form, _USUAL))


def _sideways(form: Form, _rng: Random) -> Form:
    upright = [heads_of(_USUAL, form.language), *rows_of(form, _USUAL)]
    turned = [list(row) for row in zip(*upright, strict=True)]
    return replace(form, sheets={"Form": turned}, may_stop=("sideways", "no_people", "no_headings"))


def _options(form: Form, rng: Random) -> Form:
    fields = ("name", "email", "role", "department")
    topics = TOPICS["en" if form.language == "en" else "vi"]
    for person in form.people:
        person.topics = tuple(rng.sample(topics, 2))
    mark = rng.choice(("x", "1", "Có" if form.language == "vi" else "Yes"))
    heads = [f"{said(_OPTION, form.language)} [{topic}]" for topic in topics]
    body = [
        [*row, *(mark if topic in person.topics and person.role == "mentee" else "" for topic in topics)]
        for row, person in zip(rows_of(form, fields), form.people, strict=True)
    ]
    done = one_table(form, [], [[*heads_of(fields, form.language), *heads]], body)
    return replace(done, asks=("goals",))


def _hidden(form: Form, rng: Random) -> Form:
    done = _plain(form, rng)
    places = sorted(rng.sample(range(len(form.people)), 3))
    for place in places:
        form.people[place].doubt = "row"
    return replace(done, hidden=tuple(place + 2 for place in places))


def _with_status(form: Form, rng: Random) -> Form:
    for place in rng.sample(range(len(form.people)), 3):
        form.people[place].doubt = "status"
    body = [
        [*row, said(_OUT if person.doubt else _IN, form.language)]
        for row, person in zip(rows_of(form, _USUAL), form.people, strict=True)
    ]
    return one_table(form, [], [heads_of((*_USUAL, "status"), form.language)], body)


def _prepared(form: Form, _rng: Random) -> Form:
    fields = ("number", *_USUAL)
    empty = [[number, "", "", "", "", "Mentee", *[""] * 6] for number in range(len(form.people) + 1, 30)]
    return one_table(form, [], [heads_of(fields, form.language)], rows_of(form, fields), empty)


def _sections(form: Form, _rng: Random) -> Form:
    fields = ("number", *_USUAL)
    rows: list[Row] = [heads_of(fields, form.language)]
    for number, row in enumerate(rows_of(form, fields)):
        if number % 5 == 0:
            rows.append(["I" * (number // 5 + 1), f"{said(_SECTION, form.language)} {number // 5 + 1}"])
        rows.append(row)
    rows.append(["", f"{said(_TOTAL, form.language)}: {len(form.people)}"])
    return replace(form, sheets={"Form": rows})


def _printed(form: Form, _rng: Random) -> Form:
    """A list made for paper: the headings come again on every page."""
    heads, body = heads_of(_USUAL, form.language), rows_of(form, _USUAL)
    return replace(form, sheets={"Form": [heads, *body[:6], heads, *body[6:]]})


def _names_only(form: Form, _rng: Random) -> Form:
    fields = ("name", "department", "role", "goals", "strengths")
    for person in form.people:
        person.email = ""
    done = one_table(form, [], [heads_of(fields, form.language)], rows_of(form, fields))
    return replace(done, asks=("goals", "strengths"))


def _alike(form: Form, rng: Random) -> Form:
    return _plain(replace(form, people=alike(form.people, form.number)), rng)


def _alike_names_only(form: Form, rng: Random) -> Form:
    return _names_only(replace(form, people=alike(form.people, form.number)), rng)


_LAYOUTS: Final[dict[str, Callable[[Form, Random], Form]]] = {
    "plain": _plain,
    "titled": _titled,
    "by_sheet": _by_sheet,
    "stacked": _stacked,
    "beside": _beside,
    "merged_down": _merged_down,
    "grouped_headings": _grouped_headings,
    "service_headings": _service_headings,
    "sideways": _sideways,
    "options": _options,
    "hidden": _hidden,
    "with_status": _with_status,
    "prepared": _prepared,
    "sections": _sections,
    "printed": _printed,
    "names_only": _names_only,
    "alike": _alike,
    "alike_names_only": _alike_names_only,
}
LAYOUTS: Final = tuple(_LAYOUTS)
_WORKBOOKS_ONLY: Final = frozenset({"by_sheet", "merged_down", "hidden"})
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en", "mixed")
REORDERED: Final = (
    "plain",
    "titled",
    "grouped_headings",
    "service_headings",
    "options",
    "with_status",
    "prepared",
)
"""Layouts of which rows, and columns, can change places without changing what is said."""


def forms(layout: str, seed: int) -> list[Form]:
    """Return a layout in every language, written in every way that can hold it; nobody is in two of the forms."""
    writings = ("xlsx",) if layout in _WORKBOOKS_ONLY else (",", ";", "\t", "xlsx")
    rng, known = Random(f"{layout} {seed}"), set[frozenset[str]]()
    found: list[Form] = []
    for language, writing in product(LANGUAGES, writings):
        suffix, separator = (".xlsx", "") if writing == "xlsx" else (".csv", writing)
        everybody = tuple(people(rng, rng.randint(9, 15), language, known))
        empty = Form(layout, language, suffix, separator, len(found), everybody, {})
        found.append(_LAYOUTS[layout](empty, rng))
    return found
