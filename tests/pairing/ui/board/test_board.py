"""The pairing board, driven by pointer and keyboard where its cards are."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.benchmarks.pairing_people import answers
from tests.support.desk import RecordingDesk
from tests.support.pairing_page import open_criteria
from tests.support.pairing_people import pairing_programme

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Changes, Database
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.ui.board.board import Board
from nhipcau.pairing.ui.board.board_card import BoardCard
from nhipcau.pairing.ui.board.geometry import ROOMY
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.pairing.ui.plan.partner_chooser import PartnerDialog
from nhipcau.widgets.theme import LIGHT, apply_theme

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(qtbot: QtBot, database: Database) -> PairingPage:
    return shown(qtbot, database)


def shown(qtbot: QtBot, database: Database, language: Language = "en") -> PairingPage:
    desk = RecordingDesk(language, programme_id=pairing_programme(database))
    made = PairingPage(desk, database)
    qtbot.addWidget(made)

    def hear(changes: Changes) -> None:
        made.tables_changed(changes.ids)

    database.subscribe(hear)
    made.resize(1400, 900)
    made.show()
    made.views.choose("board")
    made.question.hide()
    QApplication.processEvents()
    return made


def pairs(page: PairingPage) -> dict[int, int]:
    assert page.reading is not None
    return {pair.mentee_id: pair.mentor_id for pair in page.reading.plan.pairs}


def locked(page: PairingPage) -> set[tuple[int, int]]:
    assert page.reading is not None
    return {(pair.mentee_id, pair.mentor_id) for pair in page.reading.plan.pairs if pair.locked}


def elsewhere(page: PairingPage, mentee_id: int) -> int:
    """Return a mentor in sight who is not the mentee's."""
    board, now = page.views.board, pairs(page).get(mentee_id)
    sight = QRectF(board.viewport().rect())
    mentors = sorted(set(pairs(page).values()) - {now})
    return next(one for one in mentors if sight.contains(board.lane_rect(one)))


def carry(board: Board, start: QRectF, end: QRectF) -> None:
    """Take with the pointer what lies at one place and hold it over another."""
    QTest.mousePress(board.viewport(), LEFT, NONE, start.center().toPoint())
    QTest.mouseMove(board.viewport(), start.center().toPoint() + QPoint(14, 10))
    QTest.mouseMove(board.viewport(), end.center().toPoint())


def let_go(board: Board, at: QRectF) -> None:
    QTest.mouseRelease(board.viewport(), LEFT, NONE, at.center().toPoint())


def said(board: Board) -> str:
    QApplication.processEvents()
    labels = board.price.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(board.price))


def test_every_mentee_lies_beside_the_mentor_or_waits(page: PairingPage) -> None:
    board = page.views.board
    for mentee_id, mentor_id in pairs(page).items():
        assert board.lane_rect(mentor_id).contains(board.card_rect(mentee_id))
    assert page.reading is not None
    for left in page.reading.plan.unpaired:
        assert board.tray_rect().contains(board.card_rect(left.mentee_id))


def test_the_price_is_said_before_the_card_is_let_go(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    mentor_id = elsewhere(page, mentee_id)
    carry(board, board.card_rect(mentee_id), board.lane_rect(mentor_id))
    assert page.reading is not None
    names = page.reading.people
    assert board.price.isVisible()
    assert f"{names.candidate(mentee_id).name} → {names.candidate(mentor_id).name}" in said(board)
    assert "The total fit" in said(board)
    assert "Lowest pair" in said(board)
    assert not locked(page)
    assert board.window().rect().contains(board.price.geometry())
    QTest.keyClick(board, Qt.Key.Key_Escape)


def test_letting_go_over_a_mentor_locks_the_two_and_pairs_the_rest_around_them(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    mentor_id = elsewhere(page, mentee_id)
    target = board.lane_rect(mentor_id)
    carry(board, board.card_rect(mentee_id), target)
    let_go(board, target)
    assert (mentee_id, mentor_id) in locked(page)
    assert board.lane_rect(mentor_id).contains(board.card_rect(mentee_id))
    assert not board.price.isVisible()


def test_escape_puts_the_card_back(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    before = pairs(page)
    target = board.lane_rect(elsewhere(page, mentee_id))
    carry(board, board.card_rect(mentee_id), target)
    QTest.keyClick(board, Qt.Key.Key_Escape)
    let_go(board, target)
    assert pairs(page) == before
    assert not locked(page)
    assert not board.price.isVisible()


def test_letting_go_where_it_was_or_nowhere_changes_nothing(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    home = board.lane_rect(pairs(page)[mentee_id])
    carry(board, board.card_rect(mentee_id), home)
    let_go(board, home)
    assert board.held is None
    assert not locked(page)


def test_the_keyboard_does_the_same(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    board.setFocus()
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_Space)
    assert board.held is not None
    down = Qt.Key.Key_Down
    QTest.keyClick(board, down if board.lane_rect(pairs(page)[mentee_id]).top() < 100 else Qt.Key.Key_Up)
    price = said(board)
    assert "The total fit" in price
    assert price.splitlines()[0] in board.accessibleDescription()
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert {mentee for mentee, _ in locked(page)} == {mentee_id}


def test_typing_a_name_carries_the_card_there(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    assert page.reading is not None
    other = elsewhere(page, mentee_id)
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_Space)
    QTest.keyClicks(board, fold(page.reading.people.candidate(other).name))
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert (mentee_id, other) in locked(page)


def test_a_proposed_pair_dropped_in_the_tray_is_proposed_no_more(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    mentor_id = pairs(page)[mentee_id]
    tray = board.tray_rect()
    carry(board, board.card_rect(mentee_id), tray)
    assert "propose this pair no more" in said(board)
    let_go(board, tray)
    assert pairs(page).get(mentee_id) != mentor_id


def test_a_locked_pair_dropped_in_the_tray_is_only_unlocked(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_L)
    assert len(locked(page)) == 1
    carry(board, board.card_rect(mentee_id), board.tray_rect())
    assert "unlock" in said(board)
    let_go(board, board.tray_rect())
    assert not locked(page)
    assert page.reading is not None
    assert not page.reading.people.settings.constraints


def test_a_rule_that_stops_two_is_named_over_the_mentor(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    mentor_id = pairs(page)[mentee_id]
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_F)
    assert pairs(page).get(mentee_id) != mentor_id
    carry(board, board.card_rect(mentee_id), board.lane_rect(mentor_id))
    assert "Against a rule" in said(board)
    let_go(board, board.lane_rect(mentor_id))
    assert (mentee_id, mentor_id) in locked(page)


def test_a_confirmed_pair_shows_prices_but_stays(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_C)
    before = pairs(page)
    target = board.lane_rect(elsewhere(page, mentee_id))
    carry(board, board.card_rect(mentee_id), target)
    assert "confirmed" in said(board)
    let_go(board, target)
    assert pairs(page) == before


def test_enter_opens_the_details_of_the_current_card(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert page.details.isVisible()
    pair = page.pair()
    assert pair is not None
    assert pair.mentee_id == mentee_id


def test_why_not_lists_every_mentor_with_the_price(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    seen: list[int] = []

    def answer(dialog: object) -> bool:
        assert isinstance(dialog, PartnerDialog)
        seen.append(dialog.list.items.rowCount())
        return False

    page.dialogs.show = answer
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_W)
    assert seen == [8]


def test_the_menu_of_a_card_offers_what_can_be_done(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    board.choose(mentee_id)
    lock = next(one for one in board.card_menu().actions() if one.text() == "Lock")
    lock.trigger()
    assert {mentee for mentee, _ in locked(page)} == {mentee_id}


def test_search_finds_a_mentee_with_the_lane_and_ignores_accents(page: PairingPage) -> None:
    tools, board = page.views.board_card.tools, page.views.board
    tools.search.setText("le thi mai")
    QTest.keyClick(tools.search, Qt.Key.Key_Return)
    sought = {one.card.name for one in board.cards_in_sight() if not one.card.quiet}
    assert sought == {"Lê Thị Mai"}
    tools.search.clear()
    QTest.keyClick(tools.search, Qt.Key.Key_Return)
    assert len(board.cards_in_sight()) > 1


def test_only_locked_pairs_are_shown_when_asked(page: PairingPage) -> None:
    tools, board, mentee_id = page.views.board_card.tools, page.views.board, min(pairs(page))
    board.choose(mentee_id)
    QTest.keyClick(board, Qt.Key.Key_L)
    tools.show_only.setCurrentIndex(tools.show_only.findData("locked"))
    beside = {one.card.mentee_id for one in board.cards_in_sight() if one.card.mentor_id is not None}
    assert mentee_id in beside
    assert len(beside) <= 2


def test_the_weakest_pair_comes_first_when_asked(page: PairingPage) -> None:
    tools, board = page.views.board_card.tools, page.views.board
    tools.order.setCurrentIndex(tools.order.findData("weakest"))
    assert page.reading is not None
    weakest = min(page.reading.plan.pairs, key=lambda pair: pair.fit)
    assert board.lane_rect(weakest.mentor_id).top() < 5


def crowded(qtbot: QtBot, mentees: int, mentors: int) -> BoardCard:
    people = answers(mentees, mentors)
    card = BoardCard(RecordingDesk("en"))
    qtbot.addWidget(card)
    card.resize(1000, 600)
    card.retranslate(card._desk.words)
    card.show()
    card.show_reading(PlanReading("", people, (), solve(people)), card._desk.words)
    return card


def test_zooming_keeps_the_current_card_in_sight(qtbot: QtBot) -> None:
    crowd = crowded(qtbot, 120, 100)
    board = crowd.board
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_End)
    card = board.current_card() or board.sheet.lanes[60].cards[0]
    board.choose(card.mentee_id)
    sight = QRectF(board.viewport().rect())
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_Plus):
        QTest.keyClick(board, key, Qt.KeyboardModifier.ControlModifier)
        assert sight.intersects(board.card_rect(card.mentee_id))


def test_the_wheel_zooms_with_ctrl(page: PairingPage) -> None:
    board = page.views.board
    middle = QPointF(board.viewport().rect().center())
    turned = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = board.level
    QApplication.sendEvent(board.viewport(), turned)
    assert board.level == before - 1


def test_only_what_is_in_sight_is_painted(qtbot: QtBot) -> None:
    crowd = crowded(qtbot, 250, 200)
    board = crowd.board
    cards = len(board.sheet.waiting) + sum(len(lane.cards) for lane in board.sheet.lanes)
    assert cards == 250
    assert len(board.cards_in_sight()) * 5 < cards
    board.verticalScrollBar().setValue(board.verticalScrollBar().maximum())
    assert 0 < len(board.cards_in_sight()) * 5 < cards


def test_no_two_cards_lie_on_each_other_at_any_zoom(qtbot: QtBot) -> None:
    crowd = crowded(qtbot, 60, 20)
    board = crowd.board
    for level in range(ROOMY + 1):
        board.set_zoom(level)
        for lane in board._layout.lanes:
            rects = [card.rect for card in lane.cards]
            assert all(lane.rect.contains(rect) for rect in rects)
            assert not any(a.intersects(b) for k, a in enumerate(rects) for b in rects[:k])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_board_fits_beside_the_sidebar_at_1280(
    qtbot: QtBot, qapp: QApplication, database: Database, language: Language, scale: float
) -> None:
    apply_theme(qapp, LIGHT, scale)
    page = shown(qtbot, database, language)
    page.resize(904, 656)
    for view in ("list", "overview", "board", "list"):
        page.views.choose(view)
        QApplication.processEvents()
        assert page.minimumSizeHint().width() <= 904
        assert page.width() == 904
    apply_theme(qapp, LIGHT)


def test_an_answer_about_somebody_else_is_not_shown_as_the_price(page: PairingPage) -> None:
    board, (first, second) = page.views.board, sorted(pairs(page))[:2]
    board.choose(first)
    board.pick_up()
    prices = dict(board._prices)
    board.put_back()
    board.choose(second)
    board.picked.disconnect()
    board.pick_up()
    QTest.keyClick(board, Qt.Key.Key_Down)
    assert "Working out" in said(board)
    board.set_prices(second, [replace(one) for one in prices.values()])
    assert "Working out" not in said(board)
    board.put_back()


def test_a_price_that_is_not_exact_is_asked_for_where_the_card_rests(qtbot: QtBot, page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    board.setFocus()
    board.choose(mentee_id)
    board.pick_up()
    board.set_prices(mentee_id, [replace(one, exact=False) for one in board._prices.values()])
    other = elsewhere(page, mentee_id)
    assert page.reading is not None
    QTest.keyClicks(board, fold(page.reading.people.candidate(other).name))
    assert "For this person alone" in said(board)
    qtbot.waitUntil(lambda: "The total fit" in said(board) and "alone" not in said(board))
    board.put_back()


def test_the_views_show_the_same_plan_and_keep_the_keyboard(page: PairingPage) -> None:
    QTest.mouseClick(page.views.switch.segment("overview"), LEFT)
    assert page.views.overview.isVisible()
    assert page.views.overview.heat.people() is not None
    QTest.mouseClick(page.views.switch.segment("list"), LEFT)
    assert page.plan.isVisible()
    open_criteria(page)
    assert page.panel.isVisible()
    QTest.mouseClick(page.views.switch.segment("board"), LEFT)
    assert page.views.board.isVisible()
    assert not page.panel.isVisible()
    assert not page.handle.isVisible()


def test_ten_mentors_are_seen_at_once_and_she_may_zoom_as_she_likes(qtbot: QtBot) -> None:
    crowd = crowded(qtbot, 16, 16)
    board = crowd.board
    sight = QRectF(board.viewport().rect())
    lanes = [board.lane_rect(lane.mentor_id) for lane in board.sheet.lanes]
    assert sum(sight.contains(lane) for lane in lanes) >= 10
    board.set_zoom(ROOMY)
    crowd.resize(crowd.width() + 10, crowd.height())
    assert board.level == ROOMY


def test_the_place_of_those_who_wait_folds_away_while_nobody_does(qtbot: QtBot) -> None:
    few, many = crowded(qtbot, 4, 4), crowded(qtbot, 9, 4)
    assert not few.board.sheet.waiting
    assert many.board.sheet.waiting
    assert few.board.tray_rect().width() * 3 < many.board.tray_rect().width()


def test_closing_the_details_gives_the_keyboard_back_to_the_board(page: PairingPage) -> None:
    board = page.views.board
    board.choose(min(pairs(page)))
    QTest.keyClick(board, Qt.Key.Key_Return)
    QTest.keyClick(page.details, Qt.Key.Key_Escape)
    assert not page.details.isVisible()
    assert page.focusWidget() is board


def test_a_lock_keeps_the_card_current_wherever_it_lies_now(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    target = board.lane_rect(elsewhere(page, mentee_id))
    carry(board, board.card_rect(mentee_id), target)
    let_go(board, target)
    card = board.current_card()
    assert card is not None
    assert card.mentee_id == mentee_id
    assert card.locked


def test_a_drop_that_is_refused_is_said_and_changes_nothing(page: PairingPage) -> None:
    board, mentee_id = page.views.board, min(pairs(page))
    before = pairs(page)
    board.lock_wanted.emit(mentee_id, mentee_id)  # as if two rows were one person
    assert pairs(page) == before
    assert isinstance(page.desk, RecordingDesk)
    assert page.desk.said[-1].tone == "warn"
