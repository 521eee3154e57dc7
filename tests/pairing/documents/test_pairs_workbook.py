"""The pairs workbook: who is paired with whom and why, who is left out and why, and pages to hand out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.pairing.documents.pairs_workbook import pairs_workbook
from nhipcau.pairing.explanation.results import (
    FreeMentor,
    PlaceWorth,
    Plan,
    ProposedPair,
    QuotaResult,
    RuleCount,
    Totals,
    Unpaired,
)
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    PairingInput,
    Phrase,
    QuotaSetting,
    Settings,
    Topic,
)
from nhipcau.pairing.store.queries import PairRow
from nhipcau.workbook import SheetSpec, read_source, write_workbook
from nhipcau.workbook.page_parts import Cards, TextLine


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


def sheets(
    kind: str = "traditional",
    language: Language = "en",
    made: Plan | None = None,
    rows: Sequence[PairRow] = (),
) -> dict[str, SheetSpec]:
    people = PairingInput(1, kind, PEOPLE, settings=Settings())
    return {
        sheet.name: sheet
        for sheet in pairs_workbook(people, made or plan(), language, "Hạt Giống 2026", rows=rows)
    }


def row_of(sheet: SheetSpec, number: int = 0) -> dict[str, object]:
    return dict(zip([column.heading for column in sheet.columns], sheet.rows[number], strict=True))


def stored(number: int, mentee: int, mentor: int, **fields: object) -> PairRow:
    names = {person.participant_id: person.name for person in PEOPLE}
    known: dict[str, object] = {
        "id": number, "uid": f"p{number}", "mentor_id": mentor, "mentee_id": mentee,
        "mentor_name": names[mentor], "mentee_name": names[mentee],
        "mentor_email": "", "mentee_email": "", "state": "confirmed", "fit": 5_000, "parts": (),
        "confirmed_on": date(2026, 1, 5), "ended_on": None, "end_reason": "", "note": "",
    }  # fmt: skip
    return PairRow(**{**known, **fields})  # type: ignore[arg-type]  # fields by name, checked by the dataclass


def test_the_sheet_to_print_is_narrow_and_says_who_with_whom_and_why() -> None:
    first = sheets()["Pairs"]
    headings = [column.heading for column in first.columns]
    assert headings == ["Mentor", "Mentee", "Fit", "Why they fit", "Please note", "State"]
    row = row_of(first)
    assert (row["Mentor"], row["Mentee"], row["Fit"]) == ("Phạm Quốc Đạt", "Lê Thị Mai", 0.8743)
    assert row["State"] == "Locked"
    assert sum(column.width for column in first.columns) <= 190


def test_ranks_are_said_where_they_are_known() -> None:
    first, second = plan().pairs
    made = replace(plan(), pairs=(replace(first, mentor_rank=2, mentors=5, mentee_rank=1, mentees=3), second))
    row = row_of(sheets(made=made)["Pairs"])
    assert (row["Mentee’s choice no."], row["Mentor’s choice no."]) == ("2 of 5", "1 of 3")
    assert row_of(sheets(made=made)["Pairs"], 1)["Mentee’s choice no."] == ""


def test_all_data_of_a_pair_stand_in_one_line_for_letters_and_other_programs() -> None:
    data = sheets()["All data"]
    headings = [column.heading for column in data.columns]
    assert headings[:4] == ["Mentor", "Mentor’s e-mail", "Mentee", "Mentee’s e-mail"]
    assert list(data.rows[0][:5]) == ["Phạm Quốc Đạt", "n1@x.vn", "Lê Thị Mai", "n3@x.vn", 0.8743]
    assert all(len(row) == len(headings) for row in data.rows)


def test_a_mentor_with_several_mentees_is_one_line() -> None:
    made = replace(plan(), worths=(PlaceWorth(1, 1, 0), PlaceWorth(2, 0, 1250)))
    full, free = sheets(made=made)["By mentor"].rows
    assert list(full[:4]) == ["Phạm Quốc Đạt", "Kỹ thuật", 2, 1]
    assert full[4] == "Lê Thị Mai (87%)\nVũ Văn Tú (61%)"
    assert full[5] == "1 more person would have a mentor"
    assert list(free[2:5]) == [0, 1, ""]
    assert free[5] == "Total fit +13 points"


def test_what_became_of_pairs_is_told() -> None:
    first, second = plan().pairs
    made = replace(plan(), pairs=(replace(first, locked=False, confirmed=True), second))
    rows = [
        stored(7, 3, 2, state="ended", ended_on=date(2026, 2, 2), end_reason="Chuyển công tác"),
        stored(8, 3, 1, fit_answer="not_good", follows_id=7),
    ]
    found = sheets(made=made, rows=rows)
    assert row_of(found["Pairs"])["Their answer"] == "Not a good fit"
    assert row_of(found["Pairs"], 1)["Their answer"] == ""
    (ended,) = found["Ended pairs"].rows
    assert list(ended) == [
        "Trần Bảo Ngọc", "Lê Thị Mai", date(2026, 1, 5), date(2026, 2, 2), "Chuyển công tác", "", "Phạm Quốc Đạt",
    ]  # fmt: skip
    assert "Ended pairs" not in sheets()


def test_a_mentee_with_two_mentors_counts_once() -> None:
    first, _ = plan().pairs
    made = replace(plan(), pairs=(first, replace(first, mentor_id=2)))
    assert "1 of 3 mentees has a partner" in " ".join(sheets(made=made)["Pairs"].intro)


def test_the_first_sheet_says_how_good_the_plan_is_and_how_shares_are_kept() -> None:
    quota = QuotaSetting("different", "department", percent=40)
    made = replace(plan(), quotas=(QuotaResult(quota, 1, 2, kept=True), QuotaResult(quota, 0, 2, kept=False)))
    intro = "\n".join(sheets(made=made)["Pairs"].intro)
    assert "2 of 3 mentees have a partner" in intro
    assert "Mean fit 74%, lowest 61%" in intro
    assert "No better way exists" in intro
    assert ": kept (1 of 2)" in intro
    assert ": not kept (0 of 2)" in intro


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sheet_says_for_whom_it_is_and_which_sheets_are_to_hand_out(language: Language) -> None:
    made = list(sheets(language=language).values())
    told = " ".join(made[0].intro)
    pages = [sheet.name for sheet in made if sheet.page]
    assert len(pages) == 2
    assert all(f"“{name}”" in told for name in pages)


def test_people_left_out_come_with_the_reason_and_what_would_change_it() -> None:
    left = sheets()["Left out"]
    row = row_of(left)
    assert row["Mentee"] == "Ngô Sơn"
    assert row["Why there is no partner"]
    assert row["What would help"]
    assert "Trần Bảo Ngọc" in str(row["Ruled out by each rule"])
    assert list(left.blocks[0].rows[0])[-1] == 2


def said_on(sheet: SheetSpec, look: str) -> list[str]:
    return [part.text for part in sheet.page if isinstance(part, TextLine) and part.look == look]


def test_everyone_with_a_partner_gets_a_page_for_each_pair() -> None:
    mentors, mentees = sheets()["Mentor pages"], sheets()["Mentee pages"]
    assert said_on(mentors, "title") == ["Phạm Quốc Đạt"] * 2
    assert said_on(mentees, "title") == ["Lê Thị Mai", "Vũ Văn Tú"]
    shown = [[card.name for card in part.cards] for part in mentors.page if isinstance(part, Cards)]
    assert shown == [["Phạm Quốc Đạt", "Lê Thị Mai"], ["Phạm Quốc Đạt", "Vũ Văn Tú"]]
    cards = next(part for part in mentees.page if isinstance(part, Cards)).cards
    assert list(cards[0].lines) == ["n1@x.vn", "Telephone: 0901"]


def test_reverse_pages_carry_the_note_on_confidence() -> None:
    assert "Before you begin: agree on confidentiality" in said_on(
        sheets("reverse")["Mentee pages"], "section"
    )
    assert "Before you begin: agree on confidentiality" not in said_on(sheets()["Mentee pages"], "section")


def test_pairs_and_pages_stand_in_the_order_of_names() -> None:
    first, second = plan().pairs
    made = replace(plan(), pairs=(replace(first, mentor_id=2), second))
    assert [row_of(sheets(language="vi", made=made)["Các cặp"], n)["Người cố vấn"] for n in (0, 1)] == [
        "Phạm Quốc Đạt", "Trần Bảo Ngọc",
    ]  # fmt: skip


def test_nobody_left_out_and_no_place_left_is_no_sheet_of_its_own() -> None:
    assert "Left out" not in sheets(made=replace(plan(), unpaired=(), free_mentors=()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_written_workbook_reads_back(language: Language, tmp_path: Path) -> None:
    target = tmp_path / "pairs.xlsx"
    write_workbook(target, list(sheets(language=language).values()))
    source = read_source(target)
    assert len(source.sheets) == 6
    values = {cell for row in source.sheets[-1].rows for cell in row}
    assert {"Phạm Quốc Đạt", "n3@x.vn", "Lê Thị Mai", "0901"} <= values
    assert any("Phạm Quốc Đạt" in row for row in source.sheets[3].rows)
