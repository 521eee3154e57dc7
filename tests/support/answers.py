"""Answers to the ready questionnaire from as many people as wanted: believable, invented, the same for one seed."""

import random
from pathlib import Path
from typing import Final

from tests.support.forms import Rows, write

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import Language
from nhipcau.exchange.lists.questionnaire import FormQuestion, OfferedLists, questions, usual_skills

_FAMILIES: Final = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Lý",
)  # fmt: skip
_MIDDLES: Final = (
    "Thị", "Văn", "Minh", "Ngọc", "Thanh", "Gia", "Đức", "Hoài", "Quốc", "Thu", "Bảo", "Khánh", "Hữu",
    "Phương", "Tuấn", "Mỹ",
)  # fmt: skip
_GIVENS: Final = (
    "An", "Anh", "Bình", "Châu", "Chi", "Cường", "Dũng", "Duyên", "Đạt", "Giang", "Hà", "Hải", "Hân",
    "Hiếu", "Hoa", "Hùng", "Hương", "Huy", "Khang", "Khoa", "Lan", "Linh", "Long", "Mai", "Minh", "Nam",
    "Nga", "Ngân", "Nhi", "Oanh", "Phúc", "Quân", "Quyên", "Sơn", "Tâm", "Thảo", "Thắng", "Trang",
    "Trí", "Uyên", "Vân", "Vy", "Yến",
)  # fmt: skip
_DEPARTMENTS: Final = ("Kỹ thuật", "Kinh doanh", "Nhân sự", "Tài chính", "Marketing", "Vận hành", "Pháp chế")
_PLACES: Final = ("Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng")
_LEVELS: Final = ("Nhân viên", "Chuyên viên", "Trưởng nhóm", "Trưởng phòng", "Giám đốc")
_TITLES: Final = ("Kỹ sư", "Chuyên viên", "Trưởng nhóm", "Kế toán", "Điều phối viên", "Quản lý dự án")


def answers_workbook(
    path: Path,
    mentors: int,
    mentees: int,
    language: Language = "vi",
    kind: str = "traditional",
    seed: int = 1,
) -> Path:
    """Write everybody's answers, a row a person, as a form service exports them."""
    return write(path, {"Câu trả lời": answer_rows(mentors, mentees, language, kind, seed)})


def answer_rows(
    mentors: int, mentees: int, language: Language = "vi", kind: str = "traditional", seed: int = 1
) -> Rows:
    lists = OfferedLists(_DEPARTMENTS, _LEVELS, _PLACES, usual_skills(kind, language))
    form = questions(kind, language, lists)
    dice = random.Random(seed)
    people = [(number, number < mentors) for number in range(mentors + mentees)]
    dice.shuffle(people)
    rows: Rows = [tuple(question.wording for question in form)]
    rows += [
        tuple(_answer(question, number, is_mentor, kind, dice) for question in form)
        for number, is_mentor in people
    ]
    return rows


def name_of(number: int) -> str:
    """Return a name that nobody else has, for numbers below 11,000."""
    family = _FAMILIES[number % len(_FAMILIES)]
    given = _GIVENS[(number * 7) % len(_GIVENS)]
    middle = _MIDDLES[(number // len(_FAMILIES)) % len(_MIDDLES)]
    return f"{family} {middle} {given}"


def _answer(question: FormQuestion, number: int, is_mentor: bool, kind: str, dice: random.Random) -> str:
    asked_of = question.audience in ("", "mentor" if is_mentor else "mentee")
    if not asked_of or (not question.required and dice.random() < 0.08 and question.code != "capacity"):
        return ""
    name = name_of(number)
    if question.code == "role":
        return question.options[-2 if is_mentor else -1]
    if question.code == "level":
        senior = is_mentor != (kind == "reverse")
        return dice.choice(_LEVELS[2:] if senior else _LEVELS[:3])
    if question.code == "capacity":
        return dice.choice("1112")
    written = {
        "email": f"{fold(name).replace(' ', '.')}.{number}@vidu.vn",
        "full_name": name,
        "employee_code": f"NV{number:05}",
        "phone": f"09{number:08}",
        "title": dice.choice(_TITLES),
    }
    if question.type == "several":
        count = min(len(question.options), dice.randint(2, 4))
        return ", ".join(dice.sample(question.options, count))
    if question.options:
        return dice.choice(question.options)
    return written.get(question.code, "")
