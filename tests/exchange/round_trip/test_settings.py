"""How a programme pairs people goes out with it and comes home: locks, criteria, rules, shares, managers, consent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import Session, select
from tests.support.database import new_database
from tests.support.dump import dump
from tests.support.edited_workbook import Edited, held
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.merge.workbook_merge import said
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in, tried
from nhipcau.pairing.models import PairConstraint
from nhipcau.pairing.settings.pairing_input import CriterionSetting, QuotaSetting, Rules
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.saved_settings import saved_settings
from nhipcau.pairing.store.service import forbid_pair, lock_pair, set_criteria, set_quotas, set_rules
from nhipcau.participants.models import Participant, Person, Question
from nhipcau.participants.service import give_consent

PEOPLE, LOCKS, CRITERIA = "Người tham gia", "Cặp khóa và chặn", "Tiêu chí ghép đôi"
RULES, SHARES = "Quy tắc ghép đôi", "Tỷ lệ"
HUNG, MAI = "Nguyễn Văn Hùng (hung.nguyen@hatgiong.vn)", "Lê Thị Mai (mai.le@hatgiong.vn)"


@pytest.fixture
def programme(tmp_path: Path) -> Iterator[tuple[Database, int, Path]]:
    database = new_database(tmp_path)
    programme_id = pairing_programme(database)
    with database.step("pairs.step.confirm", n=1) as db:
        decide(db, programme_id)
    yield database, programme_id, tmp_path
    database.close()


def decide(db: Session, programme_id: int) -> None:
    ids = {name: one for one, name in _people(db)}
    lock_pair(db, programme_id, ids["Lê Thị Mai"], ids["Nguyễn Văn Hùng"], "Đã hứa từ năm ngoái")
    forbid_pair(db, programme_id, ids["Ngô Hữu Sơn"], ids["Vũ Thu Trang"])
    question = db.exec(select(Question.id)).one()
    criteria = [CriterionSetting("goals_strengths", "high"), CriterionSetting("interests", "low")]
    set_criteria(db, programme_id, [*criteria, CriterionSetting("question", "medium", "alike", question)])
    set_rules(db, programme_id, Rules(common_slots=1, fair_within=50))
    set_quotas(db, programme_id, [QuotaSetting("partner", "gender", "Nữ", "Nữ", "least", 33)])
    for name, boss in (("Lê Thị Mai", "Nguyễn Văn Hùng"), ("Ngô Hữu Sơn", "Nguyễn Văn Hùng")):
        person = db.exec(select(Person).where(Person.full_name == name)).one()
        person.manager_id = db.exec(select(Person.id).where(Person.full_name == boss)).one()
        give_consent(db, person.id or 0, date(2026, 2, 3), "Biểu mẫu")


def _people(db: Session) -> list[tuple[int, str]]:
    wanted = select(Participant.id, Person.full_name).join(Person, Person.id == Participant.person_id)  # type: ignore[arg-type]  # SQLAlchemy's own expression
    return [(one or 0, name) for one, name in db.exec(wanted)]


def sent(programme: tuple[Database, int, Path]) -> Edited:
    database, programme_id, folder = programme
    return Edited(send(database, programme_id, "x", folder / "a.xlsx", "vi"))


def opened(programme: tuple[Database, int, Path], book: Edited) -> Batch:
    database, programme_id, _ = programme
    return open_batch(database, programme_id, [book.saved()])


def taken(programme: tuple[Database, int, Path], book: Edited) -> Batch:
    """Take a workbook in, and hold what was written to what was shown, to its undoing, and to saying nothing twice."""
    database, programme_id, _ = programme
    batch = opened(programme, book)
    expected, before = held(database, programme_id), dump(database.path)
    for one in batch.plans[0].kinds:
        for row in one.merged.changed:
            if row.state == "changed":
                cells = {
                    cell.field: said(one.kind.field(cell.field), cell.result)
                    for cell in row.cells
                    if cell.changes
                }
                expected[one.kind.code, row.key].update(cells)
    foreseen = tried(database, batch)
    outcome = take_in(database, batch, "-")
    assert outcome == foreseen
    assert outcome.refused == ()
    after = held(database, programme_id)
    assert {key: texts for key, texts in after.items() if key in expected and key[0] != "shares"} == {
        key: {name: text for name, text in texts.items() if text}
        for key, texts in expected.items()
        if key in after and key[0] != "shares"
    }
    assert open_batch(database, programme_id, [book.saved()]).count == 0, "nothing is new any more"
    database.undo()
    assert dump(database.path) == before
    database.redo()
    return batch


def refusal(programme: tuple[Database, int, Path], book: Edited) -> str:
    database, _, _ = programme
    (refused,) = tried(database, opened(programme, book)).refused
    (problem,) = refused.problems
    return Words("vi")(problem.code, **problem.values)


def cell_problem(programme: tuple[Database, int, Path], book: Edited) -> tuple[str, str, str]:
    (found,) = opened(programme, book).plans[0].problems
    return found.sheet, found.address, Words("vi")(found.problem.code, **found.problem.values)


def constraints(database: Database) -> dict[tuple[str, str], tuple[str, str]]:
    with database.read() as db:
        names = dict(_people(db))
        return {
            (names[one.mentor_id], names[one.mentee_id]): (one.kind, one.note)
            for one in db.exec(select(PairConstraint))
        }


def test_locks_are_added_changed_and_let_go(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    book.change(LOCKS, HUNG).to({"Ghi chú": "Cả hai đã đồng ý"})
    book.add(
        LOCKS,
        {
            "Người cố vấn": "ngoc.tran@hatgiong.vn",
            "Người được cố vấn": "Phan Gia Bảo",
            "Khóa hay chặn": "Chặn: không bao giờ ghép",
        },
    )
    taken(programme, book)
    assert constraints(programme[0]) == {
        ("Nguyễn Văn Hùng", "Lê Thị Mai"): ("locked", "Cả hai đã đồng ý"),
        ("Vũ Thu Trang", "Ngô Hữu Sơn"): ("forbidden", ""),
        ("Trần Bảo Ngọc", "Phan Gia Bảo"): ("forbidden", ""),
    }
    book = sent(programme)
    book.remove(LOCKS, HUNG)
    batch = opened(programme, book)
    (missing,) = [row for one in batch.plans[0].kinds for row in one.merged.rows if row.state == "removed"]
    assert not batch.count, "nothing is let go unless she says so"
    take_in(programme[0], batch.deciding(Decision(0, "constraints", "theirs", key=missing.key)), "-")
    assert ("Nguyễn Văn Hùng", "Lê Thị Mai") not in constraints(programme[0])


def test_a_lock_that_names_somebody_else_is_another_one(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    book.change(LOCKS, "Vũ Thu Trang (trang.vu@hatgiong.vn)").to({"Người được cố vấn": "Cao Đức Anh"})
    batch = opened(programme, book)
    states = sorted(
        row.state for one in batch.plans[0].kinds for row in one.merged.rows if row.state != "unchanged"
    )
    assert states == ["added", "removed"]
    take_in(programme[0], batch, "-")
    assert constraints(programme[0])["Vũ Thu Trang", "Cao Đức Anh"] == ("forbidden", "")
    assert ("Vũ Thu Trang", "Ngô Hữu Sơn") in constraints(programme[0])


def test_a_new_lock_never_drives_another_away_unseen(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    book.add(
        LOCKS,
        {
            "Người cố vấn": "Lê Hoài Nam",
            "Người được cố vấn": "Lê Thị Mai",
            "Khóa hay chặn": "Khóa: luôn ghép",
        },
    )
    assert "đã được khóa với người khác" in refusal(programme, book)
    assert ("Nguyễn Văn Hùng", "Lê Thị Mai") in constraints(programme[0])
    book.remove(LOCKS, HUNG)
    batch = opened(programme, book)
    (missing,) = [row for one in batch.plans[0].kinds for row in one.merged.rows if row.state == "removed"]
    batch = batch.deciding(Decision(0, "constraints", "theirs", key=missing.key))
    assert take_in(programme[0], batch, "-").refused == (), "the place is made free by another row"
    assert constraints(programme[0])["Lê Hoài Nam", "Lê Thị Mai"] == ("locked", "")


def test_a_lock_and_a_manager_may_be_people_the_same_workbook_brings(
    programme: tuple[Database, int, Path],
) -> None:
    book = sent(programme)
    book.add(
        PEOPLE,
        {
            "Họ và tên": "Tô Minh Châu", "Email": "chau.to@hatgiong.vn", "Là người được cố vấn": "Có",
            "Quản lý trực tiếp": "giang.ta@hatgiong.vn", "Đồng ý dùng dữ liệu từ": date(2026, 4, 1),
        },
    )  # fmt: skip
    book.add(PEOPLE, {"Họ và tên": "Tạ Giang", "Email": "giang.ta@hatgiong.vn", "Là người cố vấn": "Có"})
    book.add(
        LOCKS,
        {"Người cố vấn": "Tạ Giang", "Người được cố vấn": "Tô Minh Châu", "Khóa hay chặn": "Khóa: luôn ghép"},
    )
    taken(programme, book)
    assert constraints(programme[0])["Tạ Giang", "Tô Minh Châu"] == ("locked", "")
    with programme[0].read() as db:
        chau, giang = (
            db.exec(select(Person).where(Person.full_name == name)).one()
            for name in ("Tô Minh Châu", "Tạ Giang")
        )
        assert chau.manager_id == giang.id


def test_a_lock_of_a_stranger_is_refused_with_a_sentence(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    book.add(
        LOCKS,
        {"Người cố vấn": "Ai Đó", "Người được cố vấn": "Lê Thị Mai", "Khóa hay chặn": "Khóa: luôn ghép"},
    )
    assert refusal(programme, book).startswith("Không tìm thấy “Ai Đó”")


def test_managers_and_consent_are_changed_beside_the_people(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    blank = dict.fromkeys(("Đồng ý dùng dữ liệu từ", "Đồng ý bằng cách nào"))
    book.change(PEOPLE, "Lê Thị Mai").to({"Quản lý trực tiếp": "Trần Bảo Ngọc", **blank})
    book.change(PEOPLE, "Ngô Hữu Sơn").to({"Quản lý trực tiếp": None, "Đồng ý bằng cách nào": "Ký trên giấy"})
    book.change(PEOPLE, "Cao Đức Anh").to(
        {"Đồng ý dùng dữ liệu từ": "05/03/2026", "Đồng ý bằng cách nào": "E-mail"}
    )
    taken(programme, book)
    database, programme_id, _ = programme
    by_name = {
        row["full_name"]: row for key, row in held(database, programme_id).items() if key[0] == "participants"
    }
    assert by_name["Lê Thị Mai"]["manager"] == "Trần Bảo Ngọc (ngoc.tran@hatgiong.vn)"
    assert "consent_on" not in by_name["Lê Thị Mai"]
    assert "manager" not in by_name["Ngô Hữu Sơn"]
    assert by_name["Ngô Hữu Sơn"]["consent_source"] == "Ký trên giấy"
    assert by_name["Cao Đức Anh"]["consent_on"] == "2026-03-05"


def test_nobody_becomes_their_own_boss(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    book.change(PEOPLE, "Nguyễn Văn Hùng").to({"Quản lý trực tiếp": "Lê Thị Mai"})
    assert "cấp dưới" in refusal(programme, book)


def test_criteria_are_weighed_added_and_removed(programme: tuple[Database, int, Path]) -> None:
    database, programme_id, _ = programme
    book = sent(programme)
    book.change(CRITERIA, "Sở thích chung").to({"Mức quan trọng": "Bắt buộc"})
    book.change(CRITERIA, "Bạn thích trò chuyện thế nào?").to(
        {"So câu trả lời thế nào": "Càng khác càng tốt"}
    )
    book.add(CRITERIA, {"Tiêu chí": "cùng nơi làm việc", "Mức quan trọng": "Thấp"})
    taken(programme, book)
    with database.read() as db:
        criteria = saved_settings(db, programme_id).criteria
        assert [(one.code, one.weight, one.comparison) for one in criteria] == [
            ("goals_strengths", "high", "alike"), ("interests", "must", "alike"), ("question", "medium", "different"),
            ("same_place", "low", "alike"),
        ]  # fmt: skip
    book = sent(programme)
    book.remove(CRITERIA, "Bạn thích trò chuyện thế nào?")
    book.remove(CRITERIA, "Sở thích chung")
    batch = opened(programme, book).deciding(Decision(0, "criteria", "theirs", missing=True))
    (refused,) = take_in(database, batch, "-").refused
    assert refused.problems[0].code == "homecoming.problem.criterion_stays"
    with database.read() as db:
        codes = [one.code for one in saved_settings(db, programme_id).criteria]
    assert codes == ["goals_strengths", "interests", "same_place"]


def test_what_is_no_weight_is_refused_where_it_stands(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    book.change(CRITERIA, "Sở thích chung").to({"Mức quan trọng": "Rất cao"})
    sheet, address, why = cell_problem(programme, book)
    assert (sheet, address) == (CRITERIA, "C3")
    assert why == "“Rất cao” không có trong danh sách (Bắt buộc, Cao, Vừa, Thấp, Tắt)"


def test_criteria_nobody_has_saved_go_out_as_they_are_proposed(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    programme_id = pairing_programme(database)
    programme = (database, programme_id, tmp_path)
    with database.read() as db:
        proposed = pairing_input(db, programme_id).settings.criteria
    book = sent(programme)
    book.change(CRITERIA, "Sở thích chung").to({"Mức quan trọng": "Cao"})
    taken(programme, book)
    with database.read() as db:
        criteria = saved_settings(db, programme_id).criteria
    assert [one.key for one in criteria] == [one.key for one in proposed]
    assert next(one.weight for one in criteria if one.code == "interests") == "high"
    database.close()


def test_rules_are_changed_each_in_its_own_way(programme: tuple[Database, int, Path]) -> None:
    database, programme_id, _ = programme
    book = sent(programme)
    book.change(RULES, "Phải có ngôn ngữ chung").to({"Giá trị": "không"})
    book.change(RULES, "Người cố vấn cao hơn ít nhất (bậc)").to({"Giá trị": 2})
    book.change(RULES, "Điều gì quan trọng nhất?").to({"Giá trị": "Tổng mức phù hợp cao nhất"})
    book.change(RULES, "Để công bằng, cho phép tổng giảm tối đa (%)").to({"Giá trị": "1,25"})
    taken(programme, book)
    with database.read() as db:
        assert saved_settings(db, programme_id).rules == Rules(
            common_slots=1, fair_within=125, common_language=False, level_gap_least=2, aim="total"
        )


@pytest.mark.parametrize(
    ("rule", "value", "why"),
    [
        ("Phải có ngôn ngữ chung", "tùy", "“tùy” không có trong danh sách (Có, Không)"),
        ("Số khung giờ rảnh chung ít nhất", 99, "“99” không phải là số nguyên từ 0 đến 20"),
        ("Số khung giờ rảnh chung ít nhất", 1.5, "“1.5” không phải là số nguyên từ 0 đến 20"),
        ("Số khung giờ rảnh chung ít nhất", None, "Ô này không được để trống"),
        ("Lệch múi giờ nhiều nhất (giờ)", "xa", "“xa” không phải là số"),
    ],
)
def test_what_a_rule_cannot_be_is_refused_where_it_stands(
    programme: tuple[Database, int, Path], rule: str, value: object, why: str
) -> None:
    book = sent(programme)
    book.change(RULES, rule).to({"Giá trị": value})
    sheet, address, said_why = cell_problem(programme, book)
    assert (sheet, address[0], said_why) == (RULES, "C", why)


def test_reverse_mentoring_always_keeps_lines_apart(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    programme = (database, pairing_programme(database, "reverse"), tmp_path)
    book = sent(programme)
    rule = "Không ghép với cấp trên hay cấp dưới của mình (cố vấn ngược luôn giữ quy tắc này)"
    book.change(RULES, rule).to({"Giá trị": "Không"})
    assert cell_problem(programme, book)[2] == "“Không” không có trong danh sách (Có)"
    database.close()


def test_shares_are_changed_added_and_removed(programme: tuple[Database, int, Path]) -> None:
    database, programme_id, _ = programme
    book = sent(programme)
    book.change(SHARES, "Ít nhất 33% người được cố vấn “Nữ” có người cố vấn “Nữ”").to({"Phần trăm": 50})
    book.add(
        SHARES,
        {
            "Nói về điều gì": "Người cố vấn từ đâu",
            "Ít nhất hay nhiều nhất": "Nhiều nhất",
            "Phần trăm": 40,
            "Xét theo": "phòng ban",
        },
    )
    taken(programme, book)
    with database.read() as db:
        shares = saved_settings(db, programme_id).quotas
    assert [(one.kind, one.attribute, one.bound, one.percent) for one in shares] == [
        ("partner", "gender", "least", 50), ("used", "department", "most", 40),
    ]  # fmt: skip


def test_a_share_about_an_answer_nobody_gave_is_refused(programme: tuple[Database, int, Path]) -> None:
    book = sent(programme)
    book.change(SHARES, "Ít nhất 33% người được cố vấn “Nữ” có người cố vấn “Nữ”").to({"Giá trị": "Khác"})
    assert "Khác" in refusal(programme, book)


def test_sheets_keep_apart_when_one_of_a_like_kind_is_missing(programme: tuple[Database, int, Path]) -> None:
    database, programme_id, folder = programme
    path = send(database, programme_id, "x", folder / "a.xlsx", "vi")
    book = openpyxl.load_workbook(path)
    del book["Các cặp"]
    book.save(path)
    batch = open_batch(database, programme_id, [path])
    assert batch.nothing_new
    assert "constraints" in {one.kind.code for one in batch.plans[0].kinds}


def test_what_both_sides_settled_differently_is_hers_to_decide(programme: tuple[Database, int, Path]) -> None:
    database, programme_id, _ = programme
    book = sent(programme)
    book.change(RULES, "Số khung giờ rảnh chung ít nhất").to({"Giá trị": 3})
    book.change(RULES, "Phải có hình thức gặp chung").to({"Giá trị": "Không"})
    book.change(CRITERIA, "Sở thích chung").to({"Mức quan trọng": "Cao"})
    with database.step("pairs.step.confirm", n=1) as db:
        now = saved_settings(db, programme_id)
        set_rules(db, programme_id, replace(now.rules, common_slots=2, common_language=False))
        set_criteria(db, programme_id, [replace(one, weight="off") for one in now.criteria])
    batch = opened(programme, book)
    states = {
        (one.name_of(row.key), cell.state)
        for one in batch.plans[0].kinds
        for row in one.merged.rows
        for cell in row.cells
    }
    assert states >= {
        ("Số khung giờ rảnh chung ít nhất", "conflict"),
        ("Phải có hình thức gặp chung", "taken"),
        ("Phải có ngôn ngữ chung", "kept"),
        ("Sở thích chung", "conflict"),
        ("Điều muốn học và thế mạnh của người cố vấn", "kept"),
    }
    batch = batch.deciding(Decision(0, "rules", "theirs", name="rule_value"))
    assert take_in(database, batch, "-").refused == ()
    with database.read() as db:
        found = saved_settings(db, programme_id)
    assert (found.rules.common_slots, found.rules.meeting_way, found.rules.common_language) == (
        3,
        False,
        False,
    )
    assert {one.weight for one in found.criteria} == {"off"}, "what she did not choose stays ours"


def test_two_copies_of_settings_end_with_one_truth(programme: tuple[Database, int, Path]) -> None:
    database, programme_id, folder = programme
    path = send(database, programme_id, "x", folder / "a.xlsx", "vi")
    first, second = Edited(path), Edited(path)
    first.change(CRITERIA, "Sở thích chung").to({"Mức quan trọng": "Cao"})
    first.change(LOCKS, HUNG).to({"Ghi chú": "một"})
    second.change(RULES, "Phải có hình thức gặp chung").to({"Giá trị": "Không"})
    second.add(CRITERIA, {"Tiêu chí": "Cùng cách học", "Mức quan trọng": "Vừa"})
    copies = [first.saved("1.xlsx"), second.saved("2.xlsx")]
    before, ends = dump(database.path), []
    for order in (copies, copies[::-1]):
        for copy in order:
            assert take_in(database, open_batch(database, programme_id, [copy]), "-").refused == ()
        ends.append(held(database, programme_id))
        database.undo()
        database.undo()
        assert dump(database.path) == before
    take_in(database, open_batch(database, programme_id, copies), "-")
    ends.append(held(database, programme_id))
    assert ends[0] == ends[1] == ends[2]


def test_another_copy_of_the_people_is_no_list_of_levels_or_locks(
    programme: tuple[Database, int, Path],
) -> None:
    database, programme_id, folder = programme
    path = send(database, programme_id, "x", folder / "a.xlsx", "vi")
    book = openpyxl.load_workbook(path)
    for name in book.sheetnames:
        if name not in (PEOPLE, "_nhipcau"):
            del book[name]
    book.copy_worksheet(book[PEOPLE])
    book.save(path)
    assert open_batch(database, programme_id, [path]).nothing_new
