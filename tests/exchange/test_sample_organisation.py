"""The sample's workbook of form answers, as the import will find it."""

from pathlib import Path

import pytest

from nhipcau.database import Database
from nhipcau.exchange.sample_organisation import build_sample, write_sample_answers
from nhipcau.exchange.terminal.pair_command import pair_files
from nhipcau.exchange.terminal.pair_request import PairRequest
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.programmes.models import ProgrammeKind
from nhipcau.programmes.queries import programmes
from nhipcau.workbook import read_source


def test_the_sample_answers_look_like_a_form_export(tmp_path: Path) -> None:
    write_sample_answers(tmp_path / "answers.xlsx")
    heading, *rows = read_source(tmp_path / "answers.xlsx").sheets[0].rows
    assert heading[:3] == ("Dấu thời gian", "Địa chỉ email", "Họ và tên của bạn")
    assert len(rows) == 39
    assert rows[0][3] == "0900 000 003"
    assert len({row[1] for row in rows}) == 39, "two people of one name have two addresses"


def test_the_reverse_sample_is_a_programme_to_believe_in(database: Database) -> None:
    build_sample(database)
    with database.read() as db:
        reverse = next(row for row in programmes(db) if row.kind == "reverse")
        people = pairing_input(db, reverse.id)
    plan = solve(people)
    assert plan.totals.proved
    assert not plan.unpaired
    assert all(6_500 <= pair.fit <= 9_500 for pair in plan.pairs)
    levels = {person.participant_id: person.level_rank or 0 for person in people.candidates}
    assert all(levels[pair.mentor_id] < levels[pair.mentee_id] for pair in plan.pairs)
    leaders = {person.name for person in people.candidates if person.assistant_email}
    assert len(leaders) == 3
    assert all(person.is_mentee for person in people.candidates if person.name in leaders)
    given = {part.key for pair in plan.pairs for part in pair.parts if not part.no_answer}
    assert {"technology_passion", "communication", "openness", "leader_time", "leader_place"} <= given


def test_the_group_sample_has_groups_and_shares_that_are_kept(database: Database) -> None:
    build_sample(database)
    with database.read() as db:
        group = next(row for row in programmes(db) if row.kind == "group")
        people = pairing_input(db, group.id)
    plan = solve(people)
    sizes = {
        mentor: sum(pair.mentor_id == mentor for pair in plan.pairs)
        for mentor in {p.mentor_id for p in plan.pairs}
    }
    assert plan.totals.proved
    assert not plan.unpaired
    assert len(sizes) == len(people.mentors)
    assert min(sizes.values()) >= 2
    assert len(plan.quotas) == 2
    assert all(quota.kept for quota in plan.quotas)


@pytest.mark.parametrize("kind", ["reverse", "group"])
def test_the_forms_of_the_other_programmes_come_in_whole(tmp_path: Path, kind: ProgrammeKind) -> None:
    answers = tmp_path / "answers.xlsx"
    write_sample_answers(answers, kind)
    report = pair_files([answers], tmp_path / "pairs.xlsx", request=PairRequest(kind=kind))
    assert not report.intake.skipped
    assert not report.plan.unpaired
    codes = {setting.code for setting in report.people.settings.criteria}
    expected = {"technology_passion", "communication", "openness", "leader_time", "leader_place"}
    assert (expected <= codes) is (kind == "reverse")
