"""People of generated forms, with all that is true of them. Everybody in one form has a name of their own."""

import unicodedata
from dataclasses import dataclass, field
from random import Random
from typing import Final, Literal

Language = Literal["vi", "en", "mixed"]
Role = Literal["mentor", "mentee"]

_FAMILIES: Final = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đinh", "Phan",
)  # fmt: skip
_MIDDLES: Final = (
    "Văn", "Thị", "Minh", "Đức", "Thu", "Quốc", "Ngọc", "Hữu", "Thanh", "Kim", "Gia", "Xuân",
    "Thị Thu", "Phương",
)  # fmt: skip
_GIVEN: Final = (
    "An", "Bình", "Châu", "Dũng", "Đạt", "Giang", "Hà", "Hùng", "Hưng", "Khánh", "Lan", "Linh",
    "Long", "Mai", "Nam", "Nga", "Oanh", "Phúc", "Quân", "Sơn", "Thảo", "Thắng", "Trang", "Tuấn",
    "Uyên", "Việt", "Yến",
)  # fmt: skip
_FIRST: Final = (
    "Alice", "Brian", "Chloe", "David", "Emma", "Felix", "Grace", "Hassan", "Ingrid", "James",
    "Katie", "Liam", "Maria", "Nathan", "Olivia", "Peter", "Rachel", "Samuel", "Tara", "Victor", "Zoë",
)  # fmt: skip
_LAST: Final = (
    "Anderson", "Brooks", "Campbell", "Dimitrov", "Evans", "Fernández", "Goldberg", "Hughes",
    "Ibrahim", "Johansson", "Kowalski", "Lindqvist", "Nakamura", "O'Brien", "Patel", "Rossi",
    "Schneider", "Thompson", "Williams", "Zhang",
)  # fmt: skip
DEPARTMENTS: Final = {
    "vi": ("Kinh doanh", "Kế toán", "Nhân sự", "Vận hành", "Công nghệ"),
    "en": ("Sales", "Finance", "Human resources", "Operations", "Technology"),
}
TOPICS: Final = {
    "vi": ("Thuyết trình", "Đàm phán", "Quản lý thời gian", "Tiếng Anh", "Phân tích dữ liệu"),
    "en": ("Public speaking", "Negotiation", "Time management", "Budgeting", "Data analysis"),
}


@dataclass(slots=True)
class Person:
    """One person who filled in the form."""

    name: str
    email: str
    phone: str
    role: Role
    department: str
    topics: tuple[str, ...]
    places: int
    """How many mentees a mentor takes; not asked of mentees."""
    doubt: str = ""
    """Why the person may not be taken in without a word: `status`, `row`."""
    birth_year: int = field(default=1990)


def people(rng: Random, count: int, language: Language, known: set[frozenset[str]]) -> list[Person]:
    """Return so many people with names that differ, also without marks and in another order, from those known."""
    found: list[Person] = []
    while len(found) < count:
        vietnamese = language == "vi" or (language == "mixed" and rng.random() < 0.6)
        name = _vietnamese(rng) if vietnamese else f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
        words = plain(name).casefold().replace("'", "").split()
        if len(set(words)) < len(words) or frozenset(words) in known:
            continue
        known.add(frozenset(words))
        found.append(_person(rng, name, ".".join(words), len(found), "vi" if vietnamese else "en"))
    return found


def plain(text: str) -> str:
    """Return a text without its marks."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _vietnamese(rng: Random) -> str:
    return f"{rng.choice(_FAMILIES)} {rng.choice(_MIDDLES)} {rng.choice(_GIVEN)}"


def _person(rng: Random, name: str, user: str, place: int, language: Literal["vi", "en"]) -> Person:
    role: Role = "mentor" if place % 3 == 0 else "mentee"
    return Person(
        name,
        f"{user}@example.org",
        f"09{rng.randrange(10**8):08}",
        role,
        rng.choice(DEPARTMENTS[language]),
        tuple(rng.sample(TOPICS[language], rng.randint(1, 2))),
        rng.randint(1, 4),
        birth_year=rng.randint(1960, 2004),
    )


def alike(everybody: tuple[Person, ...], number: int) -> tuple[Person, ...]:
    """Make some of these people hard to tell apart: by marks only, by one word, by an address they share."""
    for person, given in zip(everybody, ("Hùng", "Hưng", "Hứng", "Hào", "Hảo"), strict=False):
        person.name = f"{_FAMILIES[number]} Đức {given}"
    everybody[6].email = everybody[5].email
    return everybody
