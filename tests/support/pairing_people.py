"""A small programme to pair: believable people with answers, written straight to the tables."""

from nhipcau.common.names.vietnamese import fold, given_sort_key
from nhipcau.database import Database
from nhipcau.participants.models import Answer, LearningGoal, Level, Participant, Person, Question, Strength
from nhipcau.programmes.models import Programme, ProgrammeKind

LEVELS = ("Nhân viên", "Chuyên viên", "Trưởng nhóm", "Trưởng phòng", "Giám đốc")
TOPICS = (
    "Thuyết trình", "Phân tích dữ liệu", "Lãnh đạo", "Quản lý dự án", "Bán hàng",
    "Mạng xã hội", "Tiếng Anh", "Thiết kế", "Quản lý thời gian",
)  # fmt: skip
DEPARTMENTS = ("Kỹ thuật", "Kinh doanh", "Nhân sự", "Tài chính", "Marketing")
SLOTS = ("mon-18", "tue-12", "wed-18", "thu-12", "fri-17")
MENTORS = (
    "Phạm Quốc Đạt", "Trần Bảo Ngọc", "Hoàng Thị Lan Anh", "Nguyễn Văn Hùng", "Đặng Minh Khôi",
    "Vũ Thu Trang", "Lê Hoài Nam", "Bùi Ngọc Diệp",
)  # fmt: skip
MENTEES = (
    "Lê Thị Mai", "Ngô Hữu Sơn", "Phan Gia Bảo", "Đỗ Khánh Linh", "Trịnh Tuấn Kiệt", "Dương Thanh Oanh",
    "Võ Nhật Minh", "Hồ Phương Thảo", "Cao Đức Anh", "Lý Mỹ Duyên",
)  # fmt: skip


def pairing_programme(
    database: Database, kind: ProgrammeKind = "traditional", mentors: int = 8, mentees: int = 10
) -> int:
    """Write a programme with these many people; return its id. Ten mentees share eight mentors' nine places."""
    with database.step("programmes.step.add") as db:
        programme = Programme(name="Hạt Giống 2026", kind=kind)
        question = Question(programme_id=0, wording="Bạn thích trò chuyện thế nào?", kind="one_choice")
        db.add(programme)
        db.add_all(Level(name=name, rank=rank) for rank, name in enumerate(LEVELS))
        db.flush()
        assert programme.id is not None
        question.programme_id = programme.id
        question.options = ["Thẳng thắn", "Nhẹ nhàng"]
        db.add(question)
        db.flush()
        assert question.id is not None
        people = [(name, True) for name in MENTORS[:mentors]] + [(name, False) for name in MENTEES[:mentees]]
        for number, (name, is_mentor) in enumerate(people):
            person = _person(number, name, senior=is_mentor == (kind != "reverse"))
            db.add(person)
            db.flush()
            participant = _participant(programme.id, person, number, is_mentor=is_mentor)
            db.add(participant)
            db.flush()
            assert participant.id is not None
            if number % 5:
                db.add(
                    Answer(
                        question_id=question.id, participant_id=participant.id,
                        value=question.options[number % 2],
                    )
                )  # fmt: skip
    return programme.id


def _person(number: int, name: str, *, senior: bool) -> Person:
    words = name.split()
    return Person(
        full_name=name, family_name=words[0], middle_name=" ".join(words[1:-1]), given_name=words[-1],
        email=f"{fold(words[-1])}.{fold(words[0])}@hatgiong.vn", phone=f"0903 00 {number:02d} 11",
        department=DEPARTMENTS[number % 5], title="Quản lý" if senior else "Chuyên viên",
        level=LEVELS[3 + number % 2] if senior else LEVELS[number % 2], place=("Hà Nội", "Huế")[number % 2],
        gender="Nữ" if "Thị" in name or words[-1] in {"Trang", "Linh", "Oanh"} else "",
        languages=["Tiếng Việt"] if number % 3 else ["Tiếng Việt", "English"],
        meeting_ways=["online", "in_person"] if number % 4 else ["online"],
        folded=fold(name), sort_name=given_sort_key(name),
    )  # fmt: skip


def _participant(programme_id: int, person: Person, number: int, *, is_mentor: bool) -> Participant:
    assert person.id is not None
    topics = [TOPICS[(number + step) % len(TOPICS)] for step in (0, 2, 5)]
    return Participant(
        programme_id=programme_id, person_id=person.id, is_mentor=is_mentor, is_mentee=not is_mentor,
        capacity=2 if number == 1 else 1,
        goals=[] if is_mentor else [LearningGoal(topic=t, importance=5 - i) for i, t in enumerate(topics)],
        strengths=[Strength(topic=t, level=4 - i) for i, t in enumerate(topics)] if is_mentor else [],
        interests=[("Chạy bộ", "Đọc sách", "Nấu ăn")[number % 3], "Du lịch"],
        availability=[SLOTS[number % 5], SLOTS[(number + 2) % 5]],
        expectations="" if number % 3 else "Có người lắng nghe và góp ý thật lòng về hướng đi sắp tới.",
        learning_style="Học qua việc thật" if number % 2 else "Trò chuyện",
        wishes=[MENTORS[0]] if number == 9 else [],
    )  # fmt: skip
