"""Goals meet strengths by the skills they name, and by their words where no skill is known."""

from tests.support.make import person, programme
from tests.support.pairing import mentee, mentor
from tests.support.pairing import programme as pairing_programme

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.pairing.engine.scoring.scores import FULL, score
from nhipcau.pairing.plan.plan_request import explain, solve
from nhipcau.pairing.settings.pairing_input import Candidate, CriterionSetting, PairingInput, Topic
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.participants.service import enrol
from nhipcau.skills.service import remember

SKILLS = {
    "dung chatgpt": ("ai.generative",),
    "ai tao sinh": ("ai.generative",),
    "ai": ("ai",),
    "ban le": ("retail",),
    "retail": ("retail",),
    "thuyet trinh va dam phan": ("presenting", "negotiation"),
    "thuong luong": ("negotiation",),
}


def two(goals: tuple[str, ...], strengths: tuple[str, ...], code: str = "goals_strengths") -> PairingInput:
    people: list[Candidate] = [
        mentee(1, goals=tuple(Topic(name, 5) for name in goals), interests=goals),
        mentor(2, strengths=tuple(Topic(name, 4) for name in strengths), interests=strengths),
    ]
    return pairing_programme(people, [CriterionSetting(code, "high")], skills=SKILLS)


def fit(people: PairingInput) -> int:
    return int(score(people, people.settings).scores[0, 0])


def test_a_goal_meets_a_strength_that_names_the_same_skill_in_other_words() -> None:
    assert fit(two(("dùng ChatGPT",), ("AI tạo sinh",))) == FULL
    assert fit(two(("Bán lẻ",), ("Retail",))) == FULL


def test_a_skill_meets_what_it_is_part_of_but_not_what_only_sounds_like_it() -> None:
    assert fit(two(("AI",), ("AI tạo sinh",))) == FULL
    assert fit(two(("dùng ChatGPT",), ("AI",))) == FULL
    for strength in ("retail", "ban le"):
        assert fit(two(("AI",), (strength,))) == 0


def test_one_answer_may_name_two_skills() -> None:
    assert 0 < fit(two(("Thuyết trình và đàm phán",), ("thương lượng",))) < FULL


def test_words_still_meet_where_no_skill_is_known() -> None:
    assert fit(two(("Pha chế",), ("pha chế đồ uống",))) == FULL
    assert fit(two(("Pha chế",), ("AI",))) == 0


def test_interests_meet_by_skills_too() -> None:
    assert fit(two(("dùng ChatGPT",), ("AI tạo sinh",), "interests")) == FULL


def test_the_reason_says_it_in_the_mentees_own_words() -> None:
    people = two(("dùng ChatGPT",), ("AI tạo sinh",))
    (pair,) = solve(people).pairs
    assert "dùng ChatGPT" in pair.reasons[0].text(Words("vi"))
    detail = explain(people, None, 1, 2).parts[0].detail
    assert detail is not None
    assert detail.values["topics"] == ("dùng ChatGPT",)


def test_a_reason_is_found_wherever_there_are_points() -> None:
    for goal in ("AI", "Pha chế", "Bán lẻ", "Thuyết trình và đàm phán"):
        for strength in ("AI tạo sinh", "retail", "Thương lượng", "pha chế đồ uống"):
            people = two((goal,), (strength,))
            found = explain(people, None, 1, 2).parts[0]
            assert (found.points > 0) == (found.detail is not None)


def _enrolled(database: Database, programme_id: int, name: str, topic: str, *, as_mentor: bool) -> None:
    person_id = person(database, name)
    profile: dict[str, object] = {"is_mentor": as_mentor, "is_mentee": not as_mentor}
    key, amount = ("strengths", "level") if as_mentor else ("goals", "importance")
    with database.step("participants.step.add", name=name) as db:
        enrol(db, programme_id, person_id, {**profile, key: [{"topic": topic, amount: 4}]})


def test_an_answer_about_a_wording_changes_who_fits(database: Database) -> None:
    made = programme(database)
    _enrolled(database, made, "Lê Mai", "máy nghĩ hộ", as_mentor=False)
    _enrolled(database, made, "Trần An", "ChatGPT", as_mentor=True)
    with database.read() as db:
        people = pairing_input(db, made)
    assert people.skills == {"chatgpt": ("ai.generative",)}
    with database.step("skills.step.remember", wording="máy nghĩ hộ", skill="AI") as db:
        remember(db, "máy nghĩ hộ", "ai")
    with database.read() as db:
        people = pairing_input(db, made)
    assert people.skills["may nghi ho"] == ("ai",)
    shared = explain(people, None, people.mentees[0].participant_id, people.mentors[0].participant_id)
    assert any(part.key == "goals_strengths" and part.points == part.most for part in shared.parts)
