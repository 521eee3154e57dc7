"""Imports of which rows wait, made without a window."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.support.forms import source_of

from nhipcau.database import Database
from nhipcau.exchange.inbox.import_run import Inbox, inbox_of, take_in
from nhipcau.exchange.preview.import_plan import RowDecision
from nhipcau.exchange.preview.row_decisions import with_decisions
from nhipcau.exchange.waiting.waiting_count import count_waiting
from nhipcau.workbook import Source

HEADINGS = ("Họ và tên", "Email", "Vai trò", "Phòng ban", "Ngày sinh", "Màu yêu thích")
MENTOR, MENTEE = "Người cố vấn", "Người được cố vấn"


def a_list(*people: Sequence[Any], name: str = "câu trả lời.xlsx") -> Source:
    """Return a list of people, each by the first of `HEADINGS`."""
    return source_of(name, {"S": [HEADINGS, *(tuple(one) for one in people)]})


def imported(database: Database, programme_id: int, *sources: Source) -> Inbox:
    """Take files in as they are."""
    inbox = inbox_of(database, programme_id, sources)
    take_in(database, programme_id, inbox)
    return inbox


def decided(inbox: Inbox, **decisions: RowDecision) -> Inbox:
    """Return the inbox after decisions by name of person."""
    made = {
        row.id: decisions[row.name.split()[-1]]
        for row in inbox.plan.rows
        if row.name.split()[-1] in decisions
    }
    return replace(inbox, plan=with_decisions(inbox.plan, made))


def waits(database: Database, programme_id: int) -> int:
    with database.read() as db:
        return count_waiting(db, programme_id)
