"""Generated organisations: people whom two lists name, and people who are hard to tell apart. All names are made up."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.participants.matching.linkage import Record

_FAMILY = """
Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Trần Lê
Lê Lê Lê Phạm Phạm Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Trịnh
"""
FAMILY: Final = _FAMILY.split()
_MIDDLE = """
Thị Thị Thị Thị Thị Thị Thị Thị Văn Văn Văn Văn Văn Văn Minh Thu Quốc Đức Hữu Ngọc Thanh Thuỳ Phương Hoài
Khánh Gia Anh Bảo Xuân Mai Kim Hải Trung
"""
MIDDLE: Final = _MIDDLE.split()
_GIVEN = """
An Ân Ánh Anh Bảo Bào Bình Bính Châu Chấu Cường Cương Dung Dũng Dụng Dương Đường Đức Giang Giáng Hà Hạ Hải
Hài Hạnh Hành Hằng Hậu Hiền Hiển Hiến Hiệp Hoa Hòa Hoà Hoàn Hoàng Hồng Huệ Hùng Hưng Hứng Hương Hường Huy
Huyền Khang Khánh Khanh Khoa Khóa Kiên Lan Lân Linh Lĩnh Loan Long Lộc Mai Mại Minh Mỹ My Nam Nga Ngân Ngọc
Nguyên Nguyện Nhung Oanh Phong Phòng Phúc Phục Phương Phượng Quân Quang Quảng Quyên Quyến Quỳnh Sơn Tâm Tấm
Tân Thanh Thành Thạnh Thảo Thạo Thắng Thăng Thiện Thịnh Thọ Thu Thư Thùy Thuỳ Thủy Tiến Tiên Toàn Trang
Tráng Trí Trinh Trung Tú Tuấn Tùng Tuyết Uyên Vân Văn Việt Vinh Vĩnh Vy Xuân Yến
"""
GIVEN: Final = _GIVEN.split()
FOREIGN: Final = (
    "José García", "Kim Min-jun", "Mia Reid", "Tom Reid", "Ama Boateng", "Chen Liu", "Efe Yildiz", "Anna Müller",
    "Marie-Claire Dubois", "Y Moan Êban", "H'Hen Niê", "Siu Black", "John Smith", "Joan Smith", "Sara O’Neill",
)  # fmt: skip
DEPARTMENTS: Final = (
    "kinh doanh",
    "ky thuat",
    "ke toan",
    "nhan su",
    "san xuat",
    "marketing",
    "phap che",
    "it",
    "kho",
)
TITLES: Final = ("nhan vien", "chuyen vien", "truong nhom", "truong phong", "giam doc", "ky su")
MARKS: Final = {fold(name): tuple(g for g in GIVEN if fold(g) == fold(name)) for name in GIVEN}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, and why they are what they are."""

    one: Record
    other: Record
    kind: str


def organisation(size: int, seed: int) -> list[Record]:
    """Return the people of an organisation; each has an address, a number and a code of their own."""
    random = Random(seed)
    return [_person(random, number) for number in range(size)]


def _person(random: Random, number: int) -> Record:
    name = (
        random.choice(FOREIGN)
        if random.random() < 0.05
        else f"{random.choice(FAMILY)} {random.choice(MIDDLE)} {random.choice(GIVEN)}"
    )
    last = fold(name.split()[-1])
    proofs = {"email": f"{last}{number}@example.org", "phone": f"09{number:08d}", "code": f"nv{number:05d}"}
    facts: dict[str, object] = {
        "department": random.choice(DEPARTMENTS),
        "title": random.choice(TITLES),
        "birth_year": random.randint(1960, 2004),
    }
    return Record(name, proofs, facts)


def as_another_list_says(record: Record, random: Random) -> Record:
    """Return what a second list says of the same person: parts of it, with the changes and slips of real lists."""
    proofs = {
        kind: value
        for kind, value in record.proofs.items()
        if random.random() < (0.3 if kind == "code" else 0.75)
    }
    proofs = proofs or {"email": record.proofs["email"]}
    if "email" in proofs and len(proofs) > 1 and random.random() < 0.06:
        proofs["email"] = "private." + proofs["email"]
    facts = {name: value for name, value in record.facts.items() if random.random() < 0.6}
    if "department" in facts and random.random() < 0.06:
        facts["department"] = random.choice(DEPARTMENTS)
    return Record(_written(record.name, random), proofs, facts)


def _written(name: str, random: Random) -> str:
    words, chance = name.split(), random.random()
    if chance < 0.10:
        return fold(name).upper()
    if chance < 0.14:
        return " ".join([words[-1], *words[:-1]])
    if chance < 0.18 and len(words) > 2:
        return f"{words[0]} {words[-1]}"
    if chance < 0.20 and len(words[-1]) > 4:
        return name + name[-1]
    return name.upper() if chance < 0.3 else name


def same_people(people: list[Record], count: int, seed: int) -> Iterator[Pair]:
    """Yield pairs of records of one person."""
    random = Random(seed)
    for _ in range(count):
        person = random.choice(people)
        yield Pair(person, as_another_list_says(person, random), "same")


def different_people(people: list[Record], count: int, seed: int) -> Iterator[Pair]:
    """Yield pairs of records of two people, every second one of a kind that is hard to tell apart."""
    random = Random(seed)
    makers = (
        _marks_only,
        _same_family_and_middle,
        _shared_mailbox,
        _other_order,
        _slip_away,
        _without_marks,
        _namesake,
    )
    for number in range(count):
        one, other = random.sample(people, 2)
        if number % 2:
            yield Pair(one, as_another_list_says(other, random), "two at random")
        else:
            maker = makers[number // 2 % len(makers)]
            yield Pair(
                one, as_another_list_says(maker(one, other, random), random), maker.__name__.strip("_")
            )


def _renamed(other: Record, name: str) -> Record:
    return Record(name, other.proofs, other.facts)


def _with_given(one: Record, given: str) -> str:
    return " ".join([*one.name.split()[:-1], given])


def _marks_only(one: Record, other: Record, random: Random) -> Record:
    given = one.name.split()[-1]
    others = [
        name
        for name in MARKS.get(fold(given), ())
        if fold(name) == fold(given) and not _one_spelling(name, given)
    ]
    same_room = Record("", other.proofs, {**other.facts, "department": one.facts["department"]})
    return _renamed(same_room, _with_given(one, random.choice(others))) if others else other


def _one_spelling(one: str, other: str) -> bool:
    return {one, other} <= {"Hòa", "Hoà"} or {one, other} <= {"Thùy", "Thuỳ"} or one == other


def _same_family_and_middle(one: Record, other: Record, random: Random) -> Record:
    given = random.choice([name for name in GIVEN if fold(name) != fold(one.name.split()[-1])])
    return _renamed(other, _with_given(one, given))


def _shared_mailbox(one: Record, other: Record, random: Random) -> Record:
    renamed = _same_family_and_middle(one, other, random)
    return Record(
        renamed.name, {"email": one.proofs["email"]}, {**other.facts, "department": one.facts["department"]}
    )


def _other_order(one: Record, other: Record, random: Random) -> Record:
    words = _same_family_and_middle(one, other, random).name.split()
    return _renamed(other, " ".join([words[-1], *words[:-1]]))


def _slip_away(one: Record, other: Record, random: Random) -> Record:
    near = {
        "Hoàng": "Hoàn",
        "Hoàn": "Hoàng",
        "Thanh": "Than",
        "Khang": "Khanh",
        "Dương": "Đường",
        "Trinh": "Trin",
    }
    given = near.get(one.name.split()[-1])
    return _renamed(other, _with_given(one, given)) if given else other


def _without_marks(one: Record, other: Record, random: Random) -> Record:
    return _renamed(_marks_only(one, other, random), fold(_marks_only(one, other, random).name))


def _namesake(one: Record, other: Record, random: Random) -> Record:
    return _renamed(other, one.name)
