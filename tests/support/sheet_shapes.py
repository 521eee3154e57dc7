"""The same people in sheets of every shape that people give them, in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any, Final

from nhipcau.workbook import MergedRange, SheetData, Source

Rows = list[list[Any]]

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Tống", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Tô")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Quốc", "Thu", "Ngọc", "Gia", "Thanh")
_GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hoà", "Hùng", "Lan", "Mai", "Nam", "Phúc", "Quân", "Sơn")
_FIRST = ("Ama", "Bruno", "Chen", "Efe", "Fay", "Gus", "Hana", "Ivan", "Joan", "Kofi", "Lena", "Milo")
_LAST = ("Boateng", "Costa", "Yildiz", "Reid", "Hall", "Total", "Novak", "Okafor", "Silva", "Young", "Banks")
_TOPICS = {
    "vi": ("Excel", "SQL", "Thuyết trình", "Đàm phán", "Lãnh đạo", "Viết báo cáo"),
    "en": ("Excel", "SQL", "Public speaking", "Negotiation", "Leadership", "Writing"),
}
_DEPARTMENTS = {
    "vi": ("Kinh doanh", "Kỹ thuật", "Nhân sự", "Kế toán"),
    "en": ("Sales", "Engineering", "Finance", "Legal"),
}
HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "name": "Họ và tên", "email": "Email", "department": "Phòng ban", "role": "Vai trò",
        "goals": "Mong muốn học", "strengths": "Kỹ năng có thể chia sẻ",
    },
    "en": {
        "name": "Full name", "email": "Email address", "department": "Department", "role": "Role",
        "goals": "What would you like to learn?", "strengths": "Areas of expertise",
    },
}  # fmt: skip
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "mentors": "DANH SÁCH MENTOR", "mentees": "DANH SÁCH MENTEE", "total": "Tổng cộng",
        "section": "Phòng Kinh doanh", "note": "Người lập danh sách ký và ghi rõ họ tên ở đây",
        "list": "Danh sách đăng ký", "about": "Thông tin cá nhân", "wanted": "Đăng ký",
    },
    "en": {
        "mentors": "List of mentors", "mentees": "List of mentees", "total": "Total",
        "section": "Department of Sales", "note": "Please send this list back to the programme office soon",
        "list": "Everyone who signed up", "about": "Personal details", "wanted": "Registration",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the generator knows them."""

    name: str
    email: str
    department: str
    role: str
    topics: tuple[str, ...]

    def cell(self, column: str) -> str | None:
        if column in ("goals", "strengths"):
            wanted = "strengths" if self.role == "mentor" else "goals"
            return "; ".join(self.topics) if column == wanted else None
        said = {"name": self.name, "email": self.email, "department": self.department}
        return said[column] if column != "role" else self.role.capitalize()


@dataclass(frozen=True, slots=True)
class Shaped:
    """A file, and the people that are in it."""

    source: Source
    people: tuple[Person, ...]


def people(random: Random, language: str, count: int) -> tuple[Person, ...]:
    """Return different people, at least one of either role, in the order of their departments."""
    names: dict[str, None] = {}
    while len(names) < count:
        if language == "vi":
            names[f"{random.choice(_FAMILY)} {random.choice(_MIDDLE)} {random.choice(_GIVEN)}"] = None
        else:
            names[f"{random.choice(_FIRST)} {random.choice(_LAST)}"] = None
    found = [
        Person(
            name,
            f"p{number}{random.randrange(100)}@example.org",
            random.choice(_DEPARTMENTS[language]),
            ("mentor", "mentee")[number] if number < 2 else random.choice(("mentor", "mentee")),
            tuple(random.sample(_TOPICS[language], random.randint(2 if number == 0 else 1, 3))),
        )
        for number, name in enumerate(names)
    ]
    random.shuffle(found)
    return tuple(sorted(found, key=lambda person: person.department))


ALL: Final = ("name", "email", "department", "role", "goals", "strengths")


def table(who: Sequence[Person], language: str, columns: Sequence[str] = ALL, *, headed: bool = True) -> Rows:
    """Return a plain table."""
    head: Rows = [[HEADINGS[language][column] for column in columns]] if headed else []
    return head + [[person.cell(column) for column in columns] for person in who]


def _file(
    rows: Sequence[Sequence[Any]], merged: Sequence[MergedRange] = (), name: str = "tệp.xlsx", **more: Rows
) -> Source:
    sheets = [SheetData("Sheet1", tuple(map(tuple, rows)), merged=tuple(merged))]
    sheets += [SheetData(title, tuple(map(tuple, body))) for title, body in more.items()]
    return Source(Path(name), "xlsx", tuple(sheets), digest="")


def _of(who: Sequence[Person], role: str) -> list[Person]:
    return [person for person in who if person.role == role]


_MENTOR = ("name", "email", "department", "strengths")
_MENTEE = ("name", "email", "department", "goals")


def plain(who: Sequence[Person], language: str, random: Random) -> Source:
    """The rows and columns in any order."""
    columns, order = list(ALL), list(who)
    random.shuffle(columns)
    random.shuffle(order)
    return _file(table(order, language, columns))


def under_a_title(who: Sequence[Person], language: str, random: Random) -> Source:
    rows = [[_WORDS[language]["list"]], [], *table(who, language)]
    return _file(rows, [MergedRange(1, 1, 1, len(ALL))] if random.random() < 0.5 else [])


def stacked(who: Sequence[Person], language: str, random: Random) -> Source:
    """Mentors above, mentees below, of other columns or the same."""
    words = _WORDS[language]
    second = _MENTEE if random.random() < 0.5 else ("name", "email", "department")
    below = [person.cell("goals") for person in _of(who, "mentee")]
    rows = [[words["mentors"]], *table(_of(who, "mentor"), language, _MENTOR)]
    rows += [[]] * random.randint(1, 2)
    rows += [[words["mentees"]], *table(_of(who, "mentee"), language, second)]
    if second is not _MENTEE:
        start = len(rows) - len(below)
        rows[start - 1].append(HEADINGS[language]["goals"])
        for row, cell in zip(rows[start:], below, strict=True):
            row.append(cell)
    return _file(rows)


def beside(who: Sequence[Person], language: str, random: Random) -> Source:
    """Mentors on the left and mentees on the right of a blank column, or with titles alone above them."""
    words = _WORDS[language]
    gap = random.random() < 0.7
    left: Rows = [[words["mentors"]], *table(_of(who, "mentor"), language, _MENTOR)]
    right: Rows = [[words["mentees"]], *table(_of(who, "mentee"), language, _MENTEE)]
    if gap and random.random() < 0.3:
        right = [[], *right]
    rows: Rows = [
        [*_wide(one, len(_MENTOR)), *([None] if gap else []), *_wide(other, len(_MENTEE))]
        for one, other in zip_longest(left, right, fillvalue=())
    ]
    return _file(rows)


def _wide(row: Sequence[Any], width: int) -> list[Any]:
    return [*row, *[None] * (width - len(row))]


def turned(who: Sequence[Person], language: str, random: Random) -> Source:
    some = who[: random.randint(1, min(8, len(who)))]
    rows = [list(row) for row in zip(*table(some, language), strict=True)]
    if random.random() < 0.5:
        rows = [[_WORDS[language]["list"]], [], *rows]
    return _file(rows)


def in_sections(who: Sequence[Person], language: str, random: Random) -> Source:
    """One row of headings, and the roles as titles within."""
    words = _WORDS[language]
    columns = ("name", "email", "department")
    mentors, mentees = _of(who, "mentor"), _of(who, "mentee")
    rows = table((), language, columns)
    rows += [[words["mentors"]], *table(mentors, language, columns, headed=False)]
    rows += [[words["mentees"]], *table(mentees, language, columns, headed=False)]
    return _file(rows)


def printed(who: Sequence[Person], language: str, random: Random) -> Source:
    """Headings again on every page, titles of sections, sums and notes."""
    words = _WORDS[language]
    head, *body = table(who, language)
    rows = [head]
    for number, row in enumerate(body):
        if number and number % 4 == 0:
            rows += [[words["total"], 4], [], head] if random.random() < 0.5 else [head]
        if number % 3 == 0:
            rows.append([words["section"]])
        rows.append(row)
    rows += [[None, f"{words['total']}: {len(body)}"], [], [words["note"]]]
    return _file(rows)


def merged_down(who: Sequence[Person], language: str, random: Random) -> Source:
    """Departments merged over their people."""
    rows = table(who, language)
    merged = []
    start = 1
    for place in range(2, len(rows) + 1):
        if place == len(rows) or rows[place][2] != rows[start][2]:
            if place - start > 1:
                merged.append(MergedRange(start + 1, 3, place, 3))
                for row in rows[start + 1 : place]:
                    row[2] = None
            start = place
    return _file(rows, merged)


def merged_people(who: Sequence[Person], language: str, random: Random) -> Source:
    """One row for every topic, the person merged over them."""
    rows = table((), language)
    merged = []
    for person in who:
        start = len(rows) + 1
        column = 6 if person.role == "mentor" else 5
        for number, topic in enumerate(person.topics):
            row: list[Any] = [person.cell(column) for column in ALL] if number == 0 else [None] * len(ALL)
            row[column - 1] = topic
            rows.append(row)
        if len(person.topics) > 1:
            merged += [MergedRange(start, at, len(rows), at) for at in (1, 2, 3, 4)]
    return _file(rows, merged)


def grouped(who: Sequence[Person], language: str, random: Random) -> Source:
    """Two rows of headings, the upper one of groups."""
    words = _WORDS[language]
    rows = table(who, language)
    above = [words["about"], None, None, words["wanted"], None, None]
    merged = [MergedRange(1, 1, 1, 3), MergedRange(1, 4, 1, 6)] if random.random() < 0.6 else []
    return _file([above, *rows], merged)


def in_two_rows(who: Sequence[Person], language: str, random: Random) -> Source:
    """The options of a question below it, each with a column, as SurveyMonkey and Excel people do it."""
    heads = HEADINGS[language]
    topics = _TOPICS[language]
    columns = ("name", "email", "department", "role")
    above: list[Any] = [*(heads[column] for column in columns)]
    below: list[Any] = [None] * len(columns)
    if random.random() < 0.5:
        below = ["Open-Ended Response"] * 3 + ["Response"]
    width = len(columns)
    merged = [MergedRange(1, width + 1, 1, width + len(topics))]
    merged += [MergedRange(1, width + len(topics) + 1, 1, width + 2 * len(topics))]
    for column in ("goals", "strengths"):
        above += [heads[column], *[None] * (len(topics) - 1)]
        below += topics
    tick = random.choice(("x", "1", "option"))
    rows = [above, below]
    for person in who:
        row: list[Any] = [person.cell(column) for column in columns]
        for role in ("mentee", "mentor"):
            chosen = person.topics if person.role == role else ()
            row += [(topic if tick == "option" else tick) if topic in chosen else None for topic in topics]
        rows.append(row)
    return _file(rows, merged if random.random() < 0.5 else ())


def for_machines(who: Sequence[Person], language: str, random: Random) -> Source:
    """Three rows of headings, as Qualtrics writes them."""
    rows = table(who, language)
    start = ["StartDate", "RecipientEmail", *(f"Q{n}" for n in range(1, 7))]
    said = ["Start Date", "Recipient Email", *rows[0]]
    marks = [f'{{"ImportId":"QID{n}"}}' for n in range(8)]
    return _file([start, said, marks, *(["2026-03-02 09:15:00", None, *row] for row in rows[1:])])


def prepared(who: Sequence[Person], language: str, random: Random) -> Source:
    """Rows for those who may still come, with what a drop-down offers first."""
    rows: Rows = [["STT", *row] if n == 0 else [n, *row] for n, row in enumerate(table(who, language))]
    to_come = range(len(rows), len(rows) + random.randint(2, 40))
    return _file([*rows, *([number, None, None, None, "Mentee", None, None] for number in to_come)])


def with_lists(who: Sequence[Person], language: str, random: Random) -> Source:
    """What drop-downs offer, beside the people or on a sheet of its own."""
    heads = HEADINGS[language]
    rows = table(who, language)
    lists: Rows = [[heads["department"], heads["role"], heads["name"]]]
    names = [person.name for person in who][:2]
    for cells in zip_longest(_DEPARTMENTS[language], ("Mentor", "Mentee"), names):
        lists.append(list(cells))
    if random.random() < 0.5:
        return _file(rows, Lists=lists)
    return _file(
        [
            [*_wide(row, len(ALL)), None, *more[:2]]
            for row, more in zip_longest(rows, lists, fillvalue=[None] * 3)
        ]
    )


def without_headings(who: Sequence[Person], language: str, random: Random) -> Source:
    """People from the first row on; only their values say what they are."""
    columns = ["name", "email", "role"]
    random.shuffle(columns)
    return _file(table(who, language, columns, headed=False))


def option_columns(who: Sequence[Person], language: str, random: Random) -> Source:
    """A file of one role, with a column for each topic, ticked."""
    topics = _TOPICS[language]
    tick, blank = random.choice((("x", None), ("1", "0"), ("Yes", "No"), ("Có", None)))
    some = _of(who, "mentor")
    rows: Rows = [[*table((), language, ("name", "email"))[0], *topics]]
    rows += [
        [person.name, person.email, *(tick if topic in person.topics else blank for topic in topics)]
        for person in some
    ]
    return _file(rows, name="mentors.xlsx")


Shape = Callable[[Sequence[Person], str, Random], Source]
SHAPES: Final[Mapping[str, tuple[Shape, tuple[str, ...]]]] = {
    "plain": (plain, ALL),
    "under a title": (under_a_title, ALL),
    "stacked": (stacked, ("name", "email", "department", "role", "topics")),
    "beside": (beside, ALL),
    "turned": (turned, ALL),
    "in sections": (in_sections, ("name", "email", "department", "role")),
    "printed": (printed, ALL),
    "merged down": (merged_down, ALL),
    "merged people": (merged_people, ALL),
    "grouped": (grouped, ALL),
    "in two rows": (in_two_rows, ALL),
    "for machines": (for_machines, ALL),
    "prepared": (prepared, ALL),
    "with lists": (with_lists, ALL),
    "without headings": (without_headings, ("name", "email", "role")),
    "option columns": (option_columns, ("name", "email", "role", "strengths")),
}


def shaped(shape: str, language: str, seed: int) -> Shaped:
    """Return a file of a shape, and who is in it."""
    random = Random(f"{shape} {language} {seed}")
    who = people(random, language, random.randint(4, 14))
    make, _ = SHAPES[shape]
    source = make(who, language, random)
    written = {cell for sheet in source.sheets for row in sheet.rows for cell in row}
    return Shaped(source, tuple(person for person in who if person.email in written))
