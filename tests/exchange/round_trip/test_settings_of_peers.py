"""Among peers a lock holds both ways: it is one row of the workbook, added and let go as one thing."""

from pathlib import Path

from sqlmodel import select
from tests.support.database import new_database
from tests.support.edited_workbook import Edited
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.database import Database
from nhipcau.exchange.round_trip.returned_batch import Decision, open_batch, take_in
from nhipcau.pairing.models import PairConstraint
from nhipcau.pairing.settings.pairing_input import Rules
from nhipcau.pairing.store.service import set_rules

LOCKS = "Cặp khóa và chặn"
HUNG = "Nguyễn Văn Hùng (hung.nguyen@hatgiong.vn)"


def kept(database: Database) -> list[tuple[str, str]]:
    with database.read() as db:
        return [(one.kind, one.note) for one in db.exec(select(PairConstraint))]


def test_a_lock_among_peers_is_one_row(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    programme_id = pairing_programme(database, "peer")
    with database.step("pairs.step.confirm", n=1) as db:
        set_rules(db, programme_id, Rules(mutual=True))

    def sent() -> Edited:
        return Edited(send(database, programme_id, "x", tmp_path / "a.xlsx", "vi"))

    book = sent()
    book.add(
        LOCKS, {"Người cố vấn": HUNG, "Người được cố vấn": "Lê Thị Mai", "Khóa hay chặn": "Khóa: luôn ghép"}
    )
    assert take_in(database, open_batch(database, programme_id, [book.saved()]), "-").refused == ()
    assert kept(database) == [("locked", "")] * 2
    assert open_batch(database, programme_id, [book.saved()]).count == 0

    book = sent()
    assert open_batch(database, programme_id, [book.saved()]).nothing_new
    book.change(LOCKS, HUNG).to({"Ghi chú": "cùng tổ", "Khóa hay chặn": "Chặn: không bao giờ ghép"})
    assert take_in(database, open_batch(database, programme_id, [book.saved()]), "-").refused == ()
    assert kept(database) == [("forbidden", "cùng tổ")] * 2

    book = sent()
    book.remove(LOCKS, HUNG)
    batch = open_batch(database, programme_id, [book.saved()])
    take_in(database, batch.deciding(Decision(0, "constraints", "theirs", missing=True)), "-")
    assert kept(database) == []
    database.close()
