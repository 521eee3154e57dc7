"""What stands where a value is lost, which rows cannot do without it, and rows that stand for lost ones."""

import json
import re
from datetime import UTC, datetime

import pytest
from tests.support.schema import metadata

from nhipcau.common.clock import set_clock
from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.vietnamese import fold, given_sort_key
from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue.known_tables import Kind, KnownColumn, KnownTable, tables_of
from nhipcau.database.rescue.lost_values import FilledRow, mend, stand_in
from nhipcau.database.rescue.record import LOST, Stored

KNOWN = tables_of(SCHEMA)
UID = "0123456789ABCDEF"
NOW = "2026-06-30 08:05:00.000000"
UNKNOWN = "(không rõ)"


@pytest.fixture(autouse=True)
def _noon() -> None:
    set_clock(lambda: datetime(2026, 6, 30, 8, 5, tzinfo=UTC))


def column(
    kind: Kind, name: str = "a", *, nullable: bool = False, default: str | int | None = None, parent: str = ""
) -> KnownColumn:
    return KnownColumn(name, kind, nullable, default, parent)


def mended(one: KnownColumn, value: Stored, table: str = "own") -> object:
    """Return what stands in a column where this was stored, or None where the row cannot be kept."""
    found = mend(
        KnownTable(table, (KnownColumn("id", "id", nullable=False, default=None), one)),
        5,
        (None, value),
        UNKNOWN,
    )
    if found is None:
        return None
    assert found.lost in ((), (one.name,))
    return found.values[one.name], bool(found.lost)


def test_what_can_be_read_is_kept_under_its_id() -> None:
    assert mend(KNOWN["level"], 7, (None, UID, "Trưởng nhóm", 3), UNKNOWN) == FilledRow(
        {"id": 7, "uid": UID, "name": "Trưởng nhóm", "rank": 3}, ()
    )


def test_columns_that_were_added_since_get_what_the_migration_gave() -> None:
    participant: list[Stored] = [None, UID, 1, 2, 1, 0, 2, "enrolled", None, None, ""]
    participant += ["[]", "[]", "", "", "", "[]", "[]", "[]", ""]
    found = mend(KNOWN["participant"], 7, participant, UNKNOWN)
    assert found is not None
    assert found.lost == ()
    assert [found.values[each] for each in ("least", "mentors_wanted", "refusals")] == ["0", "1", "[]"]


@pytest.mark.parametrize(
    ("row_id", "kept"), [(0, False), (-4, False), (1, True), (1 << 53, True), ((1 << 53) + 1, False)]
)
def test_ids_that_nobody_counts_to_are_none(row_id: int, kept: bool) -> None:
    assert (mend(KNOWN["level"], row_id, (None, UID, "x", 3), UNKNOWN) is not None) == kept
    reference = column("integer", parent="person")
    assert mended(reference, row_id) == ((row_id, False) if kept else None)
    assert mended(column("integer"), row_id) == (row_id, False)


@pytest.mark.parametrize("count", [0, 3, 5])
def test_a_record_of_too_few_or_too_many_columns_is_none(count: int) -> None:
    stored: tuple[Stored, ...] = (None, UID, "x", 3, 4)[:count]
    table = KnownTable("level", (*KNOWN["level"].columns[:3], column("integer", "rank")))
    assert mend(table, 1, stored, UNKNOWN) is None


@pytest.mark.parametrize("value", [LOST, 7])
def test_a_lost_value_that_may_be_missing_is(value: Stored) -> None:
    assert mended(column("date", nullable=True), value) == (None, True)
    assert mended(column("text", nullable=True), value) == (None, True)


@pytest.mark.parametrize("value", [LOST, None, 7])
def test_a_lost_text_is_blank_and_a_lost_name_said_to_be_unknown(value: Stored) -> None:
    assert mended(column("text", "note"), value) == ("", True)
    for name in ("full_name", "name", "wording"):
        assert mended(column("text", name), value) == (UNKNOWN, True)
    assert mended(column("text", "arguments"), value) == ("{}", True)
    found = mended(column("text", "uid"), value)
    assert isinstance(found, tuple)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{16}", str(found[0]))
    assert found[1]


@pytest.mark.parametrize(
    "name",
    [
        "attribute", "bound", "change", "code", "comparison", "fingerprint", "kind", "label", "role", "skill_code",
        "state", "status", "table_name", "voice",
    ],
)  # fmt: skip
def test_a_row_makes_no_sense_without_what_is_never_blank(name: str) -> None:
    assert mended(column("text", name), LOST) is None
    assert mended(column("text", name), "x") == ("x", False)


def test_a_lost_word_of_a_few_is_one_that_is_understood_or_the_row_is_not_kept() -> None:
    assert mended(column("text", "aim", default="fairest"), LOST) == ("fairest", True)
    assert mended(column("text", "weight"), LOST) == ("off", True)
    assert mended(column("text", "language"), LOST) == ("vi", True)
    for name, table in KNOWN.items():
        for each in table.columns:
            codes = metadata().tables[name].columns[each.name].info.get("codes")
            if codes:
                found = mended(each, LOST, name)
                assert found is None or (isinstance(found, tuple) and found[0] in codes), (name, each.name)


def test_what_only_one_row_may_have_is_never_made_up_but_for_public_ids() -> None:
    for name in ("name", "wording", "folded"):
        assert mended(KnownColumn(name, "text", nullable=False, default=None, unique=True), LOST) is None
    assert mended(KnownColumn("uid", "text", nullable=False, default=None, unique=True), LOST) is not None


@pytest.mark.parametrize(
    "name",
    [
        "availability", "goals", "interests", "languages", "meeting_ways", "options", "options_en", "options_vi",
        "reasons", "refusals", "strengths", "wishes",
    ],
)  # fmt: skip
def test_a_lost_list_is_empty(name: str) -> None:
    assert mended(column("json", name), "[") == ("[]", True)


def test_a_lost_answer_is_not_made_up() -> None:
    assert mended(column("json", "settings"), LOST) == ("{}", True)
    assert mended(column("json", "value"), LOST) is None
    assert mended(column("json", "refusals", default="[]"), LOST) == ("[]", True)


def test_only_when_a_row_was_made_may_be_now() -> None:
    assert mended(column("datetime", "created_at"), LOST) == (NOW, True)
    assert mended(column("datetime", "sent_at"), LOST) is None
    assert mended(column("date", "created_at"), LOST) is None


def test_a_lost_number_is_what_it_is_at_first_or_is_not_made_up() -> None:
    assert mended(column("integer", default=3), LOST) == (3, True)
    assert mended(column("boolean", default=0), 7) == (0, True)
    assert mended(column("integer"), LOST) is None
    assert mended(column("date", default="2026-01-01"), LOST) == ("2026-01-01", True)
    assert mended(column("integer", default=3, parent="person"), LOST) is None
    assert mended(column("integer", default=3), LOST, "journal_row") is None


def person(**changed: Stored) -> FilledRow:
    values: dict[str, Stored] = {each.name: "" for each in KNOWN["person"].columns}
    values |= {"id": None, "uid": UID, "full_name": "Lê Thị Hoa", "email": "hoa@vidu.vn", "languages": "[]"}
    values |= {
        "manager_id": None,
        "birth_year": None,
        "meeting_ways": "[]",
        "created_at": "2026-01-31 10:00:00",
    }
    values |= {"phone": "0909", "employee_code": "NV1", "department": "Kế toán", "title": "Trưởng phòng"}
    values |= {"folded": "tìm", "sort_name": "xếp"}
    found = mend(KNOWN["person"], 4, list((values | changed).values()), UNKNOWN)
    assert found is not None
    return found


def test_what_a_person_is_found_and_sorted_by_is_made_anew_where_it_is_lost() -> None:
    assert (person().values["folded"], person().values["sort_name"], person().lost) == ("tìm", "xếp", ())
    whole = fold("Lê Thị Hoa hoa@vidu.vn 0909 NV1 Kế toán Trưởng phòng")
    for name in ("folded", "sort_name"):
        found = person(**{name: LOST})
        assert found.lost == (name,)
        assert found.values["folded"] == whole
        assert found.values["sort_name"] == given_sort_key("Lê Thị Hoa")
    assert person(note=LOST).values["folded"] == "tìm"
    assert person(folded=LOST, email="", phone="").values["folded"] == fold(
        "Lê Thị Hoa NV1 Kế toán Trưởng phòng"
    )


def test_steps_of_the_past_are_closed_and_hold_nothing_to_go_back_to() -> None:
    step = mend(KNOWN["journal_step"], 3, (None, "a.step", LOST, "2026-01-31 10:00:00", "", "done"), UNKNOWN)
    assert step is not None
    assert (step.values["state"], step.values["arguments"], step.lost) == ("closed", "{}", ("arguments",))
    row = mend(KNOWN["journal_row"], 3, (None, 3, "person", 5, "update", LOST, '{"a": 1}'), UNKNOWN)
    assert row == FilledRow(
        {
            "id": 3,
            "step_id": 3,
            "table_name": "person",
            "row_id": 5,
            "change": "update",
            "old": None,
            "new": None,
        },
        (),
    )
    assert mend(KNOWN["pair_event"], 3, (None, 3, "active", "2026-01-31 10:00:00", ""), UNKNOWN) == FilledRow(
        {"id": 3, "pair_id": 3, "state": "active", "happened_at": "2026-01-31 10:00:00", "note": ""}, ()
    )


# --- rows that stand for lost ones -----------------------------------------------------------------------------------


def test_a_person_that_is_lost_is_stood_in_for_by_one_of_unknown_name() -> None:
    found = stand_in(KNOWN["person"], 9, {}, UNKNOWN)
    assert found.keys() == {each.name for each in KNOWN["person"].columns}
    assert (found["id"], found["full_name"], found["created_at"]) == (9, UNKNOWN, NOW)
    assert (found["folded"], found["sort_name"]) == (fold(UNKNOWN), person_sort_key(UNKNOWN, "vi"))
    assert (found["languages"], found["manager_id"], found["email"]) == ("[]", None, "")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "journal_step",
            {"label": "rescue.step.unknown", "arguments": "{}", "state": "closed", "made_at": NOW},
        ),
        ("pair", {"state": "ended", "fit": 0, "fit_answer": ""}),
        ("participant", {"status": "withdrawn", "capacity": 0, "is_mentor": 0, "mentors_wanted": "1"}),
        ("programme", {"kind": "traditional", "ends_on": "1970-01-01", "starts_on": None, "name": UNKNOWN}),
        ("question", {"kind": "text", "position": 0}),
        ("survey", {"kind": "own", "name_vi": ""}),
        ("survey_question", {"kind": "text", "required": 0}),
        ("survey_response", {"role": "mentee"}),
        ("survey_wave", {"name": UNKNOWN, "opens_on": "2026-06-30", "closes_on": None}),
        ("mentoring_session", {"held_on": "2026-06-30", "minutes": 0, "way": ""}),
        ("skill", {"code": "", "hidden": 0}),
        ("answer", {"value": "{}"}),
        ("import_batch", {"imported_at": NOW, "counts": "{}"}),
        ("pairing_rules", {"aim": "fairest", "every_mentor": 0, "fair_within": "50"}),
    ],
)
def test_a_row_that_stands_for_a_lost_one_asks_nothing_of_anybody(
    table: str, said: dict[str, object]
) -> None:
    found = stand_in(KNOWN[table], 9, {}, UNKNOWN)
    assert {name: found[name] for name in said} == said
    assert found["id"] == 9
    for each in KNOWN[table].columns:
        assert each.nullable or found[each.name] is not None, each.name
        if each.kind == "json":
            json.loads(str(found[each.name]))


def test_what_is_known_of_a_lost_row_is_said() -> None:
    found = stand_in(KNOWN["pair"], 9, {"programme_id": 3, "mentor_id": 5, "state": "active"}, UNKNOWN)
    assert (found["programme_id"], found["mentor_id"], found["state"]) == (3, 5, "active")
