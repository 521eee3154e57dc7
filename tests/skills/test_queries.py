"""What the skills page and pairing read."""

import pickle

from tests.support.make import person, programme

from nhipcau.database import Database
from nhipcau.participants.service import enrol, withdraw
from nhipcau.skills import queries, service


def learner(
    database: Database, programme_id: int, name: str, *goals: str, strengths: tuple[str, ...] = ()
) -> int:
    """Enrol somebody who wants to learn these topics and can teach those."""
    person_id = person(database, name)
    profile: dict[str, object] = {
        "is_mentee": True,
        "goals": [{"topic": topic, "importance": 3} for topic in goals],
        "strengths": [{"topic": topic, "level": 3} for topic in strengths],
        "interests": ["Câu cá"],
    }
    with database.step("participants.step.add", name=name) as db:
        return enrol(db, programme_id, person_id, profile)


def test_unknown_wordings_come_with_who_wrote_them_and_a_guess(database: Database) -> None:
    made = programme(database)
    learner(database, made, "Lê Mai", "Bảng để tính", "AI", "Pha trà")
    learner(database, made, "Trần An", "bang de tinh", strengths=("Bảng để tính",))
    learner(database, made, "Bùi Hoa", "bảng để tính")
    with database.read() as db:
        first, second = queries.unknown_wordings(db, made)
        assert queries.unknown_count(db, made) == 2
    assert (first.wording, first.people) == ("Bảng để tính", ("Lê Mai", "Trần An", "Bùi Hoa"))
    with database.read() as db:
        assert queries.likely_skills(db, first.wording)[0] == "office_tools.excel"
    assert second.wording == "Pha trà"


def test_those_who_left_interests_and_what_was_answered_are_not_asked_about(database: Database) -> None:
    made = programme(database)
    learner(database, made, "Lê Mai", "Pha trà")
    left = learner(database, made, "Trần An", "Trồng nấm")
    with database.step("participants.step.withdraw", name="Trần An") as db:
        withdraw(db, left, "")
    with database.step("skills.step.keep", wording="Pha trà") as db:
        service.remember(db, "Pha trà", service.NO_SKILL)
    with database.read() as db:
        assert queries.unknown_wordings(db, made) == ()
        assert queries.unknown_count(db, made) == 0


def test_the_skills_of_texts_are_a_plain_value_for_another_process(database: Database) -> None:
    with database.read() as db:
        found = queries.skill_keys(db, ["dùng ChatGPT", "thuyết trình và đàm phán", "pha trà"])
    assert found == {
        "dùng ChatGPT": ("ai.generative",),
        "thuyết trình và đàm phán": ("presenting", "negotiation"),
    }
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_list_goes_area_by_area_with_own_skills_in_theirs(database: Database) -> None:
    with database.step("skills.step.add", skill="Pha trà") as db:
        service.add_skill(db, {"name_vi": "Pha trà", "area": "leadership"})
        service.add_skill(db, {"name_vi": "Trồng nấm"})
    with database.read() as db:
        rows = queries.skill_rows(db)
    areas = [row.area for row in rows]
    assert areas[0] == "leadership"
    assert rows[areas.index("communication") - 1].name("en") == "Pha trà"
    assert rows[-1].name("vi") == "Trồng nấm"
