"""What the organisation shares goes out with a programme and comes home: its ladder, its skills and their wordings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select
from tests.support.database import new_database
from tests.support.dump import dump
from tests.support.edited_workbook import Edited
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in, tried
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.scenario_service import keep_scenario
from nhipcau.participants.models import Level, Person
from nhipcau.skills.models import SkillWording
from nhipcau.skills.queries import skill_rows
from nhipcau.skills.service import add_skill, remember, rename_skill
from nhipcau.skills.starting_list import starting_skills

LEVELS, SKILLS, WORDINGS = "Thang cấp bậc", "Kỹ năng", "Cách viết kỹ năng"
RANK, NAME, ENGLISH = "Thứ bậc (số lớn là cao hơn)", "Tên tiếng Việt", "Tên tiếng Anh"


class Office:
    """An organisation whose workbook is out."""

    def __init__(self, folder: Path) -> None:
        self.database = new_database(folder)
        self.programme_id = pairing_programme(self.database)
        with self.database.step("skills.step.add", name="x") as db:
            self.own = add_skill(db, {"name_vi": "Pha trà sen", "area": "culture"})
            self.changed = starting_skills()[0].code
            rename_skill(db, self.changed, {"name_vi": "Cầm lái con thuyền"})
            remember(db, "pha chè", self.own)
        self._folder = folder
        self.book = self.sent()

    def sent(self) -> Edited:
        return Edited(send(self.database, self.programme_id, "x", self._folder / "a.xlsx", "vi"))

    def opened(self) -> Batch:
        return open_batch(self.database, self.programme_id, [self.book.saved()])

    def take(self) -> None:
        """Take it in; hold it to saying nothing twice and to its undoing."""
        before = dump(self.database.path)
        assert take_in(self.database, self.opened(), "-").refused == ()
        assert self.opened().count == 0, "nothing is new any more"
        self.database.undo()
        assert dump(self.database.path) == before
        self.database.redo()

    def take_missing(self, kind: str) -> tuple[str, ...]:
        """Take missing rows out; return why that was refused."""
        batch = self.opened().deciding(Decision(0, kind, "theirs", missing=True))
        problems = [one.problems[0] for one in take_in(self.database, batch, "-").refused]
        return tuple(Words("vi")(one.code, **one.values) for one in problems)

    def refusal(self) -> str:
        (refused,) = tried(self.database, self.opened()).refused
        problem = refused.problems[0]
        return Words("vi")(problem.code, **problem.values)

    def ladder(self) -> dict[str, int | None]:
        with self.database.read() as db:
            return dict(db.exec(select(Level.name, Level.rank)).all())

    def skill(self, code: str) -> tuple[str, str, bool]:
        with self.database.read() as db:
            return next((one.name_vi, one.name_en, one.hidden) for one in skill_rows(db) if one.code == code)

    def wordings(self) -> dict[str, str]:
        with self.database.read() as db:
            return dict(db.exec(select(SkillWording.wording, SkillWording.skill_code)).all())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.database.close()


def test_levels_are_ranked_renamed_and_added(office: Office) -> None:
    office.book.change(LEVELS, "Trưởng nhóm").to({RANK: 15})
    office.book.change(LEVELS, "Giám đốc").to({"Cấp bậc": "Giám đốc khối"})
    office.book.add(LEVELS, {"Cấp bậc": "Phó tổng giám đốc", RANK: 90})
    office.take()
    assert office.ladder() == {
        "Nhân viên": 0, "Chuyên viên": 1, "Trưởng nhóm": 15, "Trưởng phòng": 3, "Giám đốc khối": 4,
        "Phó tổng giám đốc": 90,
    }  # fmt: skip
    with office.database.read() as db:
        stand = set(db.exec(select(Person.level)))
    assert "Giám đốc khối" in stand, "who stood on it stands on it still"
    assert "Giám đốc" not in stand


def test_a_level_leaves_the_ladder_only_when_nobody_stands_on_it(office: Office) -> None:
    office.book.remove(LEVELS, "Trưởng nhóm")
    office.book.remove(LEVELS, "Giám đốc")
    (why,) = office.take_missing("levels")
    assert why.startswith("Còn người ở cấp bậc này")
    assert "Trưởng nhóm" not in office.ladder()
    assert "Giám đốc" in office.ladder()


def test_two_levels_cannot_have_one_name(office: Office) -> None:
    office.book.change(LEVELS, "Trưởng nhóm").to({"Cấp bậc": "Giám đốc"})
    assert office.refusal() == "Đã có cấp bậc tên “Giám đốc”."


def test_skills_are_renamed_hidden_and_added(office: Office) -> None:
    listed = starting_skills()[5]
    office.book.change(SKILLS, "Pha trà sen").to({ENGLISH: "Lotus tea"})
    office.book.change(SKILLS, "Cầm lái con thuyền").to({"Ẩn": "Có"})
    office.book.add(SKILLS, {NAME: "Cắm hoa", "Lĩnh vực": "Văn hóa và đa dạng"})
    office.book.add(SKILLS, {NAME: listed.name_vi, "Ẩn": "Có"})
    office.take()
    assert office.skill(office.own) == ("Pha trà sen", "Lotus tea", False)
    assert office.skill(office.changed)[0] == "Cầm lái con thuyền"
    assert office.skill(office.changed)[2]
    assert office.skill(listed.code)[2], "a skill of the list that is named again is changed, not added"
    with office.database.read() as db:
        assert [one.area for one in skill_rows(db) if one.name_vi == "Cắm hoa"] == ["culture"]


def test_a_skill_of_the_list_becomes_what_it_was_and_an_own_one_stays(office: Office) -> None:
    office.book.remove(SKILLS, "Cầm lái con thuyền")
    office.book.remove(SKILLS, "Pha trà sen")
    (why,) = office.take_missing("skills")
    assert why.startswith("Kỹ năng của tổ chức không xóa được")
    assert office.skill(office.changed)[0] == starting_skills()[0].name_vi
    assert office.skill(office.own)[0] == "Pha trà sen"


def test_wordings_are_understood_anew_also_as_skills_the_same_workbook_brings(office: Office) -> None:
    office.book.change(WORDINGS, "pha chè").to({"Là kỹ năng": "(không phải kỹ năng)"})
    office.book.add(WORDINGS, {"Cách viết": "cắm hoa ngày Tết", "Là kỹ năng": "Cắm hoa"})
    office.book.add(SKILLS, {NAME: "Cắm hoa"})
    office.take()
    with office.database.read() as db:
        (code,) = [one.code for one in skill_rows(db) if one.name_vi == "Cắm hoa"]
    assert office.wordings() == {"pha chè": "", "cắm hoa ngày Tết": code}
    office.book = office.sent()
    office.book.remove(WORDINGS, "pha chè")
    assert office.take_missing("wordings") == ()
    assert office.wordings() == {"cắm hoa ngày Tết": code}


def test_a_wording_of_no_known_skill_is_refused_with_a_sentence(office: Office) -> None:
    office.book.add(WORDINGS, {"Cách viết": "đi chợ", "Là kỹ năng": "Nội trợ giỏi lắm"})
    assert office.refusal() == "Không có kỹ năng nào tên “Nội trợ giỏi lắm”"


def test_kept_plans_are_there_to_read(office: Office) -> None:
    with office.database.step("scenarios.step.keep", name="x") as db:
        people = pairing_input(db, office.programme_id)
        plan = solve(people)
        keep_scenario(db, office.programme_id, "Bản tháng Năm", plan, people.settings)
    office.book = office.sent()
    batch = office.opened()
    kept = next(one for one in batch.plans[0].kinds if one.kind.code == "plans")
    assert len(kept.merged.rows) == len(plan.pairs)
    office.book.change("Phương án đã giữ", "Bản tháng Năm").to({"Mức phù hợp (%)": 1})
    assert office.opened().nothing_new, "they change in the program only"
