"""A programme that is asked anonymously, where everybody's answers are unlike all others'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.support import make

from nhipcau.database import Database
from nhipcau.surveys.anonymous_waves import take_together
from nhipcau.surveys.queries import ResponseRow, responses
from nhipcau.surveys.service import add_question, add_survey, open_wave

OPENED = date(2026, 3, 1)
TAKEN = date(2026, 3, 20)
SATISFIED, AGAIN, CHANGED, LEARNT, WISH = (
    "Bạn hài lòng đến mức nào?", "Bạn có tham gia lần nữa không?", "Điều gì đã thay đổi ở bạn?",
    "Bạn học được điều gì?", "Bạn muốn chương trình đổi điều gì?",
)  # fmt: skip
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"kind": "scale", "wording_vi": SATISFIED},
    {"kind": "one_choice", "wording_vi": AGAIN, "options_vi": ["Có", "Chưa chắc", "Không"]},
    {"kind": "several", "wording_vi": CHANGED, "options_vi": ["Kỹ năng", "Tự tin", "Quan hệ", "Công cụ"]},
    {"kind": "text", "wording_vi": LEARNT},
    {"kind": "text", "wording_vi": WISH},
)
_FAMILY = ("Lê", "Trần", "Phạm", "Vũ", "Đỗ", "Bùi", "Hồ")
_GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Hà",
    "Khánh",
    "Lan",
    "Minh",
    "Nga",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Tú",
)


@dataclass(frozen=True)
class AnonymousSurvey:
    """A wave that is open, and the ids of its questions in their order."""

    programme_id: int
    survey_id: int
    wave_id: int
    questions: tuple[int, ...]


def asked_anonymously(
    database: Database, people: int = 12, *, anonymous: bool = True, text: bool = True
) -> AnonymousSurvey:
    """Ask so many people a survey of our own, without pairs."""
    programme_id = make.programme(database)
    for number in range(people):
        name = f"{_FAMILY[number % 7]} {_GIVEN[number // 7 % 14]} {_GIVEN[number % 14]}"
        make.participant(database, programme_id, name, mentor=number % 2 == 0, email=f"nguoi{number}@vidu.vn")
    with database.step("evaluation.step.begin") as db:
        survey_id = add_survey(db, programme_id, "own", {"name_vi": "Lắng nghe", "name_en": "Listening"})
        asked = tuple(add_question(db, survey_id, one) for one in QUESTIONS if text or one["kind"] != "text")
    with database.step("evaluation.step.open", wave="Tháng ba") as db:
        values = {"name": "Tháng ba", "opens_on": OPENED}
        wave_id = open_wave(db, survey_id, values, anonymous=anonymous)
    return AnonymousSurvey(programme_id, survey_id, wave_id, asked)


def people_of(database: Database, survey: AnonymousSurvey) -> tuple[ResponseRow, ...]:
    """Return everybody who is asked, by their ids."""
    with database.read() as db:
        return tuple(sorted(responses(db, survey.wave_id), key=lambda row: row.id))


def secret(person: int, question: str) -> str:
    """Return what this person alone writes to a question."""
    what = "điều học được" if question == LEARNT else "điều mong đổi"
    return f"bí mật về {what} số {person * 7919 % 100_003:06d}"


def figures(person: int) -> tuple[int, int, list[int]]:
    """Return a pattern of figures that few others have."""
    return 1 + person % 5, person // 5 % 3, [place for place in range(4) if (person + 1) >> place & 1] or [0]


def filled(survey: AnonymousSurvey, person: int) -> dict[int, object]:
    """Return all that one person answers, by question."""
    values = (*figures(person), secret(person, LEARNT), secret(person, WISH))
    return dict(zip(survey.questions, values, strict=False))


def take(database: Database, survey: AnonymousSurvey, people: Sequence[int]) -> None:
    """Take in the full forms of these people, by response, as one step."""
    with database.step("surveys.step.take_anonymous", n=len(people)) as db:
        take_together(db, survey.wave_id, {one: filled(survey, one) for one in people}, TAKEN)
