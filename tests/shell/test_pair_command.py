"""What can be asked of `nhipcau pair`: aims, shares, wishes, earlier seasons, and what it says of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.support.forms import write

from nhipcau import __main__
from nhipcau.common.words import LANGUAGES
from nhipcau.database import create
from nhipcau.exchange.sample_organisation import build_sample, write_sample_answers
from nhipcau.pairing.models import AIMS
from nhipcau.programmes.models import PROGRAMME_KINDS
from nhipcau.shell.terminal import command_parser


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def called(*words: str | Path) -> Ended:
        code = __main__.main([*(str(word) for word in words), "--language", "en"])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ended(code, said.out, said.err)

    return called


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "answers.xlsx"
    write_sample_answers(path)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two mentors and three mentees: Cy would fit Ann best, Di and Ed would too."""
    rows = [
        ("Name", "Email", "Employee ID", "Role", "Gender", "Department", "How many mentees can you take?"),
        ("Ann Lee", "ann@a.vn", "E1", "Mentor", "Female", "Sales", 2),
        ("Bo Ray", "bo@a.vn", "E2", "Mentor", "Male", "Finance", 2),
        ("Cy Low", "cy@a.vn", "E3", "Mentee", "Female", "Sales", ""),
        ("Di Fox", "di@a.vn", "E4", "Mentee", "Female", "Finance", ""),
        ("Ed Kim", "ed@a.vn", "E5", "Mentee", "Male", "Finance", ""),
    ]
    return write(tmp_path / "small.xlsx", {"People": rows})


def told(call: Call, answers: Path, *words: str | Path) -> dict[str, Any]:
    ended = call("pair", answers, "--out", answers.with_name("out.xlsx"), "--json", *words)
    assert ended.code == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def partners(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(pair["mentee_email"][:2], pair["mentor_email"].partition("@")[0]) for pair in found["pairs"]}


def test_the_words_of_the_command_are_those_of_the_program() -> None:
    assert command_parser.KINDS == PROGRAMME_KINDS
    assert command_parser.AIMS == AIMS


def test_a_pair_asked_for_is_made_and_one_forbidden_is_not(call: Call, small: Path) -> None:
    found = told(call, small, "--lock", "Cy Low=bo@a.vn", "--forbid", "E4=Ann Lee")
    assert ("cy", "bo") in partners(found)
    assert ("di", "ann") not in partners(found)
    assert next(pair for pair in found["pairs"] if pair["mentee"] == "Cy Low")["locked"] is True
    turned = told(call, small, "--lock", "bo@a.vn=Cy Low")
    assert ("cy", "bo") in partners(turned), "either order is understood"


@pytest.mark.parametrize(("words", "sentence"), [
    (["--lock", "Cy Low"], "should name two people"),
    (["--lock", "Cy Lo=Ann Lee"], "Did you mean Cy Low?"),
    (["--forbid", "Zebra=Ann Lee"], "Nobody is called “Zebra”"),
    (["--why-not", "Cy Low=Di Fox"], "are not a mentee and a mentor"),
    (["--quota", "most of the women"], "is not understood"),
    (["--quota", "gender:female>=140%"], "is not understood"),
    (["--quota", "gender:female>=33%department:Sales"], "is not understood"),
    (["--quota", "shoe:42>=33%"], "is not understood"),
    (["--quota", "gender:woman>=33%gender:female"], "Nobody has answered “woman”. The answers there are: Fem"),
    (["--mentors-each", "4"], "“mentors_each” is not understood"),
    (["--fair-within", "much"], "A proper number is needed after --fair-within."),
    (["--seconds", "-1"], "A proper number is needed after --seconds."),
    (["--aim", "happiest"], "There is no choice “happiest”."),
])  # fmt: skip
def test_a_request_that_makes_no_sense_is_a_sentence_and_code_2(
    call: Call, small: Path, words: list[str], sentence: str, tmp_path: Path
) -> None:
    out = tmp_path / "pairs.xlsx"
    ended = call("pair", small, "--out", out, *words)
    assert ended.code == 2
    assert sentence in ended.err
    assert "--help" in ended.err
    assert not out.exists()


def test_two_people_of_one_name_are_told_apart_by_e_mail(call: Call, tmp_path: Path) -> None:
    rows = [
        ("Name", "Email", "Role"),
        ("Ann Lee", "ann@a.vn", "Mentor"),
        ("Cy Low", "cy1@a.vn", "Mentee"),
        ("Cy Low", "cy2@a.vn", "Mentee"),
    ]
    answers = write(tmp_path / "a.xlsx", {"People": rows})
    ended = call("pair", answers, "--out", tmp_path / "p.xlsx", "--lock", "Cy Low=Ann Lee")
    assert (ended.code, "Use the e-mail address" in ended.err) == (2, True)
    found = told(call, answers, "--lock", "cy2@a.vn=Ann Lee")
    assert [pair["mentee_email"] for pair in found["pairs"]] == ["cy2@a.vn"]


@pytest.mark.parametrize("share", [
    "gender:female>=100%gender:female", "Giới tính: Female ≥ 100% Female", "gender:female>=100%",
])  # fmt: skip
def test_shares_are_kept_and_said(call: Call, small: Path, share: str) -> None:
    found = told(call, small, "--quota", share)
    assert {("cy", "ann"), ("di", "ann")} <= partners(found)
    assert [(one["inside"], one["of"], one["kept"]) for one in found["quotas"]] == [(2, 2, True)]
    ended = call("pair", small, "--out", small.with_name("o.xlsx"), "--quota", share)
    assert "Shares kept: 1 of 1." in ended.out


def test_shares_of_mentors_and_of_pairs_across(call: Call, small: Path) -> None:
    used = told(call, small, "--quota", "mentors:department<=50%")["quotas"]
    assert {one["value"] for one in used} == {"Sales", "Finance"} or all(one["kept"] for one in used)
    across = told(call, small, "--quota", "different:department>=100%")
    assert partners(across) == {("cy", "bo"), ("di", "ann"), ("ed", "ann")}


def test_pairs_of_an_earlier_workbook_are_not_made_again(call: Call, small: Path, tmp_path: Path) -> None:
    first = told(call, small)
    earlier = tmp_path / "season1.xlsx"
    small.with_name("out.xlsx").rename(earlier)
    second = told(call, small, "--previous", earlier)
    assert partners(first)
    assert not partners(first) & partners(second)


def test_earlier_pairs_by_name_alone_are_understood(call: Call, small: Path, tmp_path: Path) -> None:
    earlier = write(
        tmp_path / "old.xlsx", {"2024": [("Mentor", "Mentee"), ("Ann Lee", "cy low"), ("Bo Ray", "Nobody")]}
    )
    assert ("cy", "ann") not in partners(told(call, small, "--previous", earlier))


def test_pairs_of_an_earlier_data_file_are_not_made_again(call: Call, sample: Path, tmp_path: Path) -> None:
    from nhipcau.pairing.plan.plan_request import solve
    from nhipcau.pairing.store.queries import pairing_input
    from nhipcau.pairing.store.service import confirm_pairs
    from nhipcau.programmes.queries import programmes

    database = create(tmp_path / "old.nhipcau", backups=False)
    try:
        build_sample(database)
        with database.read() as db:
            people = pairing_input(db, programmes(db)[0].id)
        plan = solve(people)
        with database.step("pairs.step.confirm", n=3) as db:
            confirm_pairs(db, people.programme_id, plan.pairs[:3])
        before = {
            people.candidate(pair.mentee_id).email: people.candidate(pair.mentor_id).email
            for pair in plan.pairs[:3]
        }
        out = tmp_path / "out.xlsx"
        # The file is open in the window meanwhile.
        ended = call("pair", sample, "--out", out, "--json", "--previous", tmp_path / "old.nhipcau")
    finally:
        database.close()
    found = {pair["mentee_email"]: pair["mentor_email"] for pair in json.loads(ended.out)["pairs"]}
    assert found
    assert not before.items() & found.items()


@pytest.mark.parametrize(("name", "content"), [
    ("no.xlsx", None), ("no.nhipcau", None), ("text.csv", b"Hello\nthere\n"), ("x.nhipcau", b"not ours" * 99),
])  # fmt: skip
def test_an_earlier_season_that_cannot_be_read_is_a_sentence(
    call: Call, small: Path, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ended = call("pair", small, "--out", tmp_path / "o.xlsx", "--previous", tmp_path / name)
    assert ended.code == 1
    assert name in ended.err


def test_a_settings_file_holds_rules_weights_shares_and_wishes(
    call: Call, small: Path, tmp_path: Path
) -> None:
    kept = {
        "kind": "group",
        "rules": {"group_least": 0, "aim": "total", "fair_within": 1.5, "every_mentor": True},
        "criteria": {"different_department": "high", "same_department": "off"},
        "quotas": ["gender:female>=50%gender:female"],
        "lock": ["Ed Kim=Bo Ray"],
        "forbid": ["Di Fox=Bo Ray"],
    }
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps(kept), encoding="utf-8")
    found = told(call, small, "--settings", settings)
    assert (found["kind"], found["aim"]) == ("group", "total")
    assert {("ed", "bo"), ("di", "ann")} <= partners(found)
    assert any(part["criterion"] == "different_department" for part in found["pairs"][0]["points"])
    assert told(call, small, "--settings", settings, "--aim", "everyone")["aim"] == "everyone", (
        "typed goes first"
    )


@pytest.mark.parametrize(("content", "code", "sentence"), [
    ("{", 1, "has to be JSON"),
    ("[1]", 1, "has to be JSON"),
    ('{"colour": "blue"}', 2, "“colour”"),
    ('{"kind": "sideways"}', 2, "“kind”"),
    ('{"rules": {"aim": "nothing"}}', 2, "“aim”"),
    ('{"rules": {"common_slots": true}}', 2, "“common_slots”"),
    ('{"rules": {"mutual": 1}}', 2, "“mutual”"),
    ('{"rules": []}', 2, "“rules”"),
    ('{"rules": {"__class__": true}}', 2, "“__class__”"),
    ('{"criteria": {"luck": "high"}}', 2, "“luck”"),
    ('{"criteria": {"interests": "enormous"}}', 2, "“interests”"),
    ('{"criteria": {"interests": ["high"]}}', 2, "“interests”"),
    ('{"lock": "Cy Low=Ann Lee"}', 2, "“lock”"),
    ('{"quotas": [5]}', 2, "“quotas”"),
])  # fmt: skip
def test_a_settings_file_that_cannot_be_understood_is_a_sentence(
    call: Call, small: Path, tmp_path: Path, content: str, code: int, sentence: str
) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(content, encoding="utf-8")
    ended = call("pair", small, "--out", tmp_path / "o.xlsx", "--settings", settings)
    assert (ended.code, sentence in ended.err) == (code, True), ended.err


def test_a_question_gets_a_weight_by_its_wording(call: Call, sample: Path, tmp_path: Path) -> None:
    wording = "Bạn muốn buổi trò chuyện diễn ra thế nào?"
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"criteria": {wording: "high", "interests": "off"}}), encoding="utf-8")
    out = tmp_path / "o.xlsx"
    found = json.loads(call("pair", sample, "--out", out, "--json", "--settings", settings).out)
    most = {part["criterion"].partition(":")[0]: part["most"] for part in found["pairs"][0]["points"]}
    assert most["question"] == most["goals_strengths"]
    assert "interests" not in most


def test_everything_is_in_the_json_and_points_add_up(call: Call, sample: Path, tmp_path: Path) -> None:
    found = json.loads(call("pair", sample, "--out", tmp_path / "o.xlsx", "--json", "--compare").out)
    for pair in found["pairs"]:
        assert round(sum(part["points"] for part in pair["points"]), 2) == pair["fit"]
        assert round(sum(part["most"] for part in pair["points"]), 2) == 100
        assert pair["mentor_is_choice"] >= 1
        assert pair["mentee_is_choice"] >= 1
    assert found["proved"] is True
    assert (found["gap"], found["people_gap"]) == (0, 0)
    assert found["left_out"][0]["reason"]
    assert found["left_out"][0]["kind"]
    assert {"free_mentors", "one_more_place", "blocking", "quotas", "floor"} <= found.keys()
    assert {one["aim"] for one in found["aims"]} == set(AIMS)
    assert sum(one["chosen"] for one in found["aims"]) == 1


def test_the_aims_are_compared_by_what_they_bring_and_cost(call: Call, sample: Path, tmp_path: Path) -> None:
    ended = call("pair", sample, "--out", tmp_path / "o.xlsx", "--compare")
    lines = [line for line in ended.out.splitlines() if line.startswith("  ")]
    assert [line.split(":")[0].strip() for line in lines] == ["Fairest", "Most people paired", "Best total"]
    assert lines[0].endswith("(chosen)")
    found = json.loads(call("pair", sample, "--out", tmp_path / "o.xlsx", "--compare", "--json").out)
    by_aim = {one["aim"]: one for one in found["aims"]}
    assert by_aim["fairest"]["worst_fit"] >= by_aim["total"]["worst_fit"]
    assert by_aim["total"]["total"] >= by_aim["fairest"]["total"]


def test_why_two_are_no_pair_has_a_price(call: Call, small: Path) -> None:
    found = told(call, small, "--forbid", "Cy Low=Bo Ray", "--why-not", "Cy Low=Bo Ray")
    (asked,) = found["why_not"]
    assert asked["in_the_plan"] is False
    assert asked["rules"] == ["You have forbidden this pair"]
    assert round(sum(part["points"] for part in asked["points"]), 2) == asked["fit"]
    free = told(call, small, "--forbid", "Ed Kim=Ann Lee", "--why-not", "Ed Kim=Bo Ray")["why_not"][0]
    assert free["in_the_plan"] is True
    ended = call("pair", small, "--out", small.with_name("o.xlsx"), "--forbid", "E3=E2", "--why-not", "E3=E2")
    assert "If Cy Low were paired with Bo Ray" in ended.out
    assert "Rules against it: You have forbidden this pair" in ended.out


def test_a_group_is_two_or_more_or_none(call: Call, small: Path) -> None:
    found = told(call, small, "--group-least", "2")
    counts = [sum(mentor == one for _, mentor in partners(found)) for one in ("ann", "bo")]
    assert sorted(counts) in ([0, 2], [2, 2])
    assert told(call, small, "--kind", "group")["kind"] == "group"


def test_every_mentor_gets_somebody_when_asked(call: Call, small: Path) -> None:
    assert {mentor for _, mentor in partners(told(call, small, "--every-mentor"))} == {"ann", "bo"}


def test_more_than_one_mentor_each(call: Call, small: Path) -> None:
    found = told(call, small, "--mentors-each", "2")
    assert len(found["pairs"]) == 4, "as many as there are places"
    assert found["paired_mentees"] == 3


def test_peers_are_each_others(call: Call, tmp_path: Path) -> None:
    rows = [("Name", "Email", "Role"), *((f"P {k}", f"p{k}@a.vn", "Both") for k in "abcd")]
    answers = write(tmp_path / "peers.xlsx", {"People": rows})
    found = told(call, answers, "--kind", "peer", "--mutual", "--lock", "P a=P c")
    both = {(pair["mentee"], pair["mentor"]) for pair in found["pairs"]}
    assert both == {("P a", "P c"), ("P c", "P a"), ("P b", "P d"), ("P d", "P b")}


@pytest.mark.parametrize("count", [8, 9])
def test_a_large_first_reverse_programme_is_warned_about(call: Call, tmp_path: Path, count: int) -> None:
    rows: list[tuple[object, ...]] = [("Name", "Email", "Role")]
    rows += [(f"{role} {k}", f"{role}{k}@a.vn", role) for k in range(count) for role in ("Mentor", "Mentee")]
    answers = write(tmp_path / "reverse.xlsx", {"People": rows})
    ended = call("pair", answers, "--out", tmp_path / "o.xlsx", "--kind", "reverse")
    assert f"Paired {count} of {count}" in ended.out
    assert ("pilot" in ended.out) is (count > 8)


def test_a_time_budget_is_heard(call: Call, small: Path) -> None:
    assert told(call, small, "--seconds", "0,5")["proved"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_shows_how_shares_are_written(capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert __main__.main(["pair", "--help", "--language", language]) == 0
    shown = capsys.readouterr().out
    assert '"mentors:department<=50%"' in shown
    for name in (
        "--aim",
        "--quota",
        "--lock",
        "--forbid",
        "--previous",
        "--seconds",
        "--compare",
        "--why-not",
    ):
        assert name in shown
