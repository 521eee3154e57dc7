"""Organisations that hypothesis makes up: everything people really type, and some that they should not."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st
from tests.support.organisation_settings import settings_drafts, tough_settings, write_settings

from nhipcau.common.names.vietnamese import fold, given_sort_key
from nhipcau.database import Database
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import FIT_ANSWERS, PAIR_STATES, Pair
from nhipcau.participants.models import QUESTION_KINDS, Answer, Participant, Person, Question
from nhipcau.programmes.models import Programme
from nhipcau.sessions.models import MentoringSession, PulseAnswer

Made = dict[str, Any]

VIETNAMESE: Final = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
LONG: Final = "{dài}"
"""Stands for a text as long as a cell can hold, which would drown a report."""
_LONGEST: Final = "Dài lắm. " * 3_640 + "hết bài"
TOUGH: Final = (
    "Nguyễn Thị Đào", "Nguye\u0302\u0303n Thi\u0323 \u0110a\u0300o", VIETNAMESE, VIETNAMESE.upper(),
    "👩🏽‍🏫 Cô Lan 🇻🇳", "dòng một\ndòng hai", "xuống\r\ndòng", "0912345678", "007", "1e5", "1/2", "31/03/2026",
    "2026-03-31", "=1+1", "=cmd|'/c calc'!A0", "+84 912 345 678", "-5", "@SUM(1)", "#N/A", "#REF!", "'nháy",
    "cuối có cách  ", "  đầu có cách", "hai  cách", "dấu\u00a0cách cứng", "không\u200bbề rộng", "thẻ\tgiữa",
    "một; hai; ba", "(ngoặc) (3)", "Có (thể)", "3", "12,5", "TRUE", "Có", "Không", "x", "-", "?", "_x0041_",
    "&lt;b&gt;", '"trích"', "東京 日本語", "Ω≈ç√", "9" * 20, "chuông\x07", "\x1f lạ", "Họ và tên", "Full name",
    "Mã dòng (giữ nguyên)", "E-mail", "Phòng ban", "Ghi chú", "Online", "Trực tiếp", "Thứ hai 18h",
    "Row key (leave as it is)", "thu 2, thu 4 buoi toi", "a..b@ex.vn", "không có",
)  # fmt: skip

signs = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0")
texts: st.SearchStrategy[str] = st.sampled_from(TOUGH) | st.text(signs, max_size=30)
long_texts = texts | st.just(LONG)
names = st.one_of(st.sampled_from(TOUGH), st.text(VIETNAMESE + " ", min_size=1, max_size=30)).filter(
    lambda text: bool("".join(letter for letter in text if letter.isprintable()).strip())
)
maybe_texts = st.just("") | texts
items = st.lists(texts.filter(lambda text: bool(text.strip())), max_size=3)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31)) | st.sampled_from(
    [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1904, 1, 1), date(2024, 2, 29)]
)
maybe_days = st.none() | days
slots = st.lists(
    st.sampled_from(["mon-8", "mon-18", "wed-12", "sun-0", "sat-23"])
    | texts.filter(lambda text: bool(text.strip())),
    max_size=3,
)
numbers = st.one_of(
    st.integers(-1000, 1000),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False, width=64),
    st.sampled_from([0, 0.1 + 0.2, 1e15, 1_500_000, 4.5, 123456789012345]),
)


def _graded(amount: str, most: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.fixed_dictionaries({"topic": names, amount: st.integers(1, most)})
    return st.lists(one, max_size=3)


people: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {
        "full_name": names, "preferred_name": maybe_texts, "email": maybe_texts, "phone": maybe_texts,
        "employee_code": maybe_texts, "department": maybe_texts, "title": maybe_texts, "level": maybe_texts,
        "birth_year": st.none() | st.integers(1900, 2100), "gender": maybe_texts, "place": maybe_texts,
        "languages": items, "time_zone": maybe_texts,
        "meeting_ways": st.sampled_from([[], ["online"], ["in_person"], ["in_person", "online"]]),
        "assistant_name": maybe_texts, "assistant_email": maybe_texts,
    }
)  # fmt: skip
profiles: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {
        "is_mentor": st.booleans(), "is_mentee": st.booleans(), "capacity": st.integers(0, 50),
        "least": st.integers(0, 50), "mentors_wanted": st.integers(1, 3),
        "goals": _graded("importance", 5), "strengths": _graded("level", 4), "expectations": long_texts,
        "ideal_partner": maybe_texts, "learning_style": maybe_texts, "interests": items, "availability": slots,
        "wishes": items, "refusals": items, "note": long_texts,
    }
)  # fmt: skip
_answers: Final[dict[str, st.SearchStrategy[Any]]] = {
    "one_choice": texts, "several": items, "graded": texts, "scale": texts | st.integers(1, 10), "number": numbers,
    "date": days.map(date.isoformat), "text": long_texts,
}  # fmt: skip
kinds = st.sampled_from(QUESTION_KINDS)
wordings = st.sampled_from([*TOUGH, "Câu hỏi " * 40]) | names
question_drafts: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {"wording": wordings, "kind": kinds, "options": items, "grid": st.just("") | wordings}
)
goal_drafts: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {"wording": names, "due_on": maybe_days, "progress": st.integers(0, 100)}
)
session_drafts: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {
        "held_on": days, "minutes": st.integers(5, 600), "way": st.sampled_from(["", "online", "in_person"]),
        "topic": maybe_texts, "rating": st.none() | st.integers(1, 5), "next_step": maybe_texts,
    }
)  # fmt: skip
pulse_drafts: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["mentor", "mentee"]), "answered_on": days, "feeling": st.integers(1, 5),
        "comment": maybe_texts,
    }
)  # fmt: skip
pair_drafts: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {
        "mentor": st.integers(0, 5), "mentee": st.integers(0, 5), "state": st.sampled_from(PAIR_STATES),
        "confirmed_on": maybe_days, "fit_answer": st.sampled_from(FIT_ANSWERS), "note": long_texts,
        "goals": st.lists(goal_drafts, max_size=2), "sessions": st.lists(session_drafts, max_size=2),
        "pulses": st.lists(pulse_drafts, max_size=2),
    }
)  # fmt: skip
programmes: st.SearchStrategy[Made] = st.fixed_dictionaries(
    {
        "name": names,
        "sponsor": maybe_texts,
        "vision": long_texts,
        "starts_on": maybe_days,
        "ends_on": maybe_days,
        "kind": st.sampled_from(["traditional", "reverse", "peer", "group"]),
    }
)


@st.composite
def organisations(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Made:
    """Return a programme with up to six people, their own questions, what their pairs do and how it was settled."""
    questions = draw(st.lists(question_drafts, max_size=5))
    answered = st.fixed_dictionaries(
        {place: st.none() | _answers[one["kind"]] for place, one in enumerate(questions)}
    )
    who = st.tuples(people, profiles, answered)
    return {
        "programme": draw(programmes),
        "questions": questions,
        "people": draw(st.lists(who, min_size=1, max_size=6)),
        "pairs": draw(st.lists(pair_drafts, max_size=3)),
        "settings": draw(settings_drafts(texts, days)),
    }


def tough_organisation(count: int = 14) -> Made:
    """Return one organisation that holds every tough text, and every kind of question and day."""
    turn = count

    first = date(1900, 3, 1)
    dates = [first, date(1904, 1, 1), date(1999, 12, 31), date(2024, 2, 29), date(2026, 3, 1)]

    def some(salt: int) -> str:
        nonlocal turn
        turn += 7 + salt % 2
        return LONG if turn % 41 == 0 else TOUGH[turn % len(TOUGH)]

    answers: dict[str, Callable[[int], object]] = {
        "one_choice": some, "graded": some, "scale": some, "text": some, "several": lambda n: [some(n), some(n + 1)],
        "number": lambda n: (0, -5, 0.1 + 0.2, 1_500_000, 123456789012345, 4.5, 1e20)[n % 7],
        "date": lambda n: dates[n % 5].isoformat(),
    }  # fmt: skip
    questions: list[Made] = [
        {"wording": some(n), "kind": kind, "options": [], "grid": ""} for n, kind in enumerate(answers)
    ]
    questions += [{"wording": "Họ và tên", "kind": "text", "options": [], "grid": ""}] * 2
    return {
        "programme": {
            "name": some(1),
            "sponsor": some(2),
            "vision": LONG,
            "starts_on": first,
            "ends_on": dates[3],
        },
        "questions": questions,
        "people": [
            (
                _tough_person(n, some),
                _tough_profile(n, some),
                {p: answers[q["kind"]](n) for p, q in enumerate(questions)},
            )
            for n in range(count)
        ],
        "pairs": [_tough_pair(n, dates[n], some) for n in range(5)],
        "settings": tough_settings(some, dates),
    }


def _tough_pair(number: int, day: date, some: Callable[[int], str]) -> Made:
    return {
        "mentor": number, "mentee": number + 1, "state": "active", "confirmed_on": day, "fit_answer": "good",
        "note": some(1), "goals": [{"wording": some(2), "due_on": day, "progress": number}],
        "sessions": [
            {"held_on": day, "minutes": 45, "way": "online", "topic": some(3), "rating": number or None}
        ],
        "pulses": [{"role": "mentee", "answered_on": day, "feeling": number + 1, "comment": some(4)}],
    }  # fmt: skip


def _tough_person(number: int, some: Callable[[int], str]) -> Made:
    names = (
        "preferred_name",
        "email",
        "phone",
        "employee_code",
        "department",
        "title",
        "level",
        "gender",
        "place",
        "assistant_name",
        "assistant_email",
    )
    return {
        "full_name": TOUGH[number], **{name: some(number) for name in names}, "birth_year": 1900 + number,
        "languages": [some(number)], "time_zone": "Asia/Ho_Chi_Minh", "meeting_ways": ["online"],
    }  # fmt: skip


def _tough_profile(number: int, some: Callable[[int], str]) -> Made:
    return {
        "is_mentor": True, "is_mentee": not number % 2, "capacity": number,
        "goals": [{"topic": some(number), "importance": 3}], "strengths": [{"topic": some(number), "level": 4}],
        "expectations": some(number), "ideal_partner": some(number), "learning_style": some(number),
        "interests": [some(number), some(number + 1)], "availability": ["mon-18", "Tối nào cũng được"],
        "wishes": [some(number)], "refusals": [], "note": some(number),
    }  # fmt: skip


def write_organisation(database: Database, made: Made) -> int:
    """Write it straight to the tables, as no form would let it through; return the programme's id."""
    with database.step("programmes.step.add") as db:
        programme = Programme(**_full(made["programme"]))
        db.add(programme)
        db.flush()
        assert programme.id is not None
        questions = [
            Question(programme_id=programme.id, position=place, **one)
            for place, one in enumerate(made["questions"])
        ]
        db.add_all(questions)
        db.flush()
        joined: list[Participant] = []
        for person_values, profile, answers in made["people"]:
            person = _person(person_values)
            db.add(person)
            db.flush()
            assert person.id is not None
            participant = Participant(programme_id=programme.id, person_id=person.id, **_full(profile))
            db.add(participant)
            db.flush()
            assert participant.id is not None
            joined.append(participant)
            given = {place: value for place, value in answers.items() if value not in (None, "", [])}
            db.add_all(
                Answer(question_id=questions[place].id, participant_id=participant.id, value=_whole(value))
                for place, value in given.items()
            )
        _write_pairs(db, programme.id, joined, made["pairs"])
        if "settings" in made:
            write_settings(db, programme.id, joined, questions, made["settings"])
    return programme.id


def _full(values: Made) -> Made:
    return {name: _whole(value) for name, value in values.items()}


def _whole(value: Any) -> Any:
    return _LONGEST if value == LONG else value


def _person(values: Made) -> Person:
    name = values["full_name"]
    return Person(**values, folded=fold(name), sort_name=given_sort_key(name))


def _write_pairs(db: Any, programme_id: int, joined: Sequence[Participant], drafts: Sequence[Made]) -> None:
    for draft in drafts:
        mentor, mentee = (joined[draft[one] % len(joined)] for one in ("mentor", "mentee"))
        pair = Pair(
            programme_id=programme_id, mentor_id=mentor.id, mentee_id=mentee.id, state=draft["state"],
            confirmed_on=draft["confirmed_on"], fit_answer=draft["fit_answer"], note=_whole(draft["note"]),
        )  # fmt: skip
        db.add(pair)
        db.flush()
        assert pair.id is not None
        db.add_all(PairGoal(pair_id=pair.id, **one) for one in draft["goals"])
        db.add_all(MentoringSession(pair_id=pair.id, **one) for one in draft["sessions"])
        db.add_all(PulseAnswer(pair_id=pair.id, **one) for one in draft["pulses"])
