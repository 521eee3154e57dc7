"""The pairs workbook: who is paired with whom and why, who is left out and why, and pages to hand out."""

from pathlib import Path

import pytest

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.pairing.profiles import Candidate, PairingInput, Phrase, Settings, Topic
from nhipcau.pairing.results import FreeMentor, Plan, ProposedPair, RuleCount, Totals, Unpaired
from nhipcau.pairing.sheet import pairs_workbook
from nhipcau.workbook import SheetSpec, read_source, write_workbook


def candidate(number: int, name: str, *, mentor: bool) -> Candidate:
    return Candidate(
        participant_id=number, person_id=100 + number, uid=f"U{number}", name=name, is_mentor=mentor,
        is_mentee=not mentor, email=f"n{number}@x.vn", phone=f"090{number}", department="Kỹ thuật",
        goals=(Topic("Excel", 5),),
    )  # fmt: skip


PEOPLE = (
    candidate(1, "Phạm Quốc Đạt", mentor=True),
    candidate(2, "Trần Bảo Ngọc", mentor=True),
    candidate(3, "Lê Thị Mai", mentor=False),
    candidate(4, "Vũ Văn Tú", mentor=False),
    candidate(5, "Ngô Sơn", mentor=False),
)
REASON = Phrase("pairs.agenda.goals")


def plan() -> Plan:
    return Plan(
        pairs=(
            ProposedPair(3, 1, 8743, (), (REASON,), (Phrase("pairs.agenda.agree"),), locked=True),
            ProposedPair(4, 1, 6100, (), (REASON,)),
        ),
        unpaired=(
            Unpaired(
                5, "rules", Phrase("pairs.agenda.meet"),
                rules=(RuleCount("level_gap", Phrase("pairs.weight.must"), 2, 1, (2,)),),
                changes=(Phrase("pairs.agenda.next"),),
            ),
        ),
        free_mentors=(FreeMentor(2, 2, 0),),
        totals=Totals(2, 14843, 6100, 7422, True, 0, 0.01),
    )  # fmt: skip


def sheets(kind: str = "traditional", language: Language = "en") -> list[SheetSpec]:
    people = PairingInput(1, kind, PEOPLE, settings=Settings())
    return pairs_workbook(people, plan(), language, "Hạt Giống 2026")


def test_a_pair_has_names_and_addresses_beside_each_other() -> None:
    first = sheets()[0]
    headings = [column.heading for column in first.columns]
    assert headings[:4] == ["Mentor", "Mentor's e-mail", "Mentee", "Mentee's e-mail"]
    assert list(first.rows[0][:5]) == ["Phạm Quốc Đạt", "n1@x.vn", "Lê Thị Mai", "n3@x.vn", 0.8743]
    assert "Locked" in first.rows[0]
    assert all(len(row) == len(headings) for row in first.rows)


def test_the_first_sheet_says_how_good_the_plan_is() -> None:
    intro = "\n".join(sheets()[0].intro)
    assert "2 of 3 mentees have a partner" in intro
    assert "Mean fit 74%, lowest 61%" in intro
    assert "Proved" in intro


def test_people_left_out_come_with_the_reason_and_what_would_change_it() -> None:
    left = sheets()[1]
    row = dict(zip([column.heading for column in left.columns], left.rows[0], strict=True))
    assert row["Mentee"] == "Ngô Sơn"
    assert row["Why there is no partner"]
    assert row["What would change it"]
    assert "Trần Bảo Ngọc" in str(row["What each rule keeps away"])
    assert list(left.blocks[0].rows[0])[-1] == 2


def test_everyone_with_a_partner_gets_a_page() -> None:
    mentors, mentees = sheets()[2:]
    assert [page.heading for page in mentors.blocks] == ["Phạm Quốc Đạt"]
    assert [page.heading for page in mentees.blocks] == ["Lê Thị Mai", "Vũ Văn Tú"]
    partners = [value for label, value in mentors.blocks[0].facts if label == "Mentee"]
    assert partners == ["Lê Thị Mai", "Vũ Văn Tú"]
    assert ("Telephone", "0901") in mentees.blocks[0].facts


def test_reverse_pages_carry_the_note_on_confidence() -> None:
    labels = [label for label, _ in sheets("reverse")[3].blocks[0].facts]
    assert "Agree on confidence first" in labels
    assert "Agree on confidence first" not in [label for label, _ in sheets()[3].blocks[0].facts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_written_workbook_reads_back(language: Language, tmp_path: Path) -> None:
    target = tmp_path / "pairs.xlsx"
    write_workbook(target, sheets(language=language))
    source = read_source(target)
    assert len(source.sheets) == 4
    values = {cell for row in source.sheets[0].rows for cell in row}
    assert {"Phạm Quốc Đạt", "n3@x.vn", "Lê Thị Mai", "0901"} <= values
