"""Every page with the sample organisation, in both languages and themes and at large text.

The pictures are for people: `NHIPCAU_GALLERY=folder python -m pytest tests/gallery` leaves them there. What a
machine can see is checked here: no word is cut off, and everything that takes the keyboard has a name.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from tests.support.database import new_database
from tests.support.desk import RecordingDesk
from tests.support.looks import LOOKS, assert_reads_well, keep_picture
from tests.support.sessions import TODAY, confirm_all, hold_clock, meet, pairs_of
from tests.support.waves import ask_and_answer

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.sample_organisation import build_sample
from nhipcau.journey.service import add_milestone
from nhipcau.journey.ui.page import MilestonesPage
from nhipcau.overview.ui.home_page import HomePage
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.ui.actions import Actions
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.programmes.queries import programmes
from nhipcau.sessions.ui.page import SessionsPage
from nhipcau.shell.routes import ROUTES, make_page
from nhipcau.surveys.ui.page import SurveysPage
from nhipcau.widgets.page import Page
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

VIEWS = (
    *(f"{page.route}-{view}" for page in ROUTES.values() for view in page.views),
    "overview-running",
    *(f"pairing-{view}" for view in ("list", "details", "criteria", "confirmed")),
)
# What a page gets of a window of 1280 x 800: the sidebar grows with the text.
ROOM = {1.0: QSize(968, 684), 1.5: QSize(904, 656)}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = new_database(tmp_path_factory.mktemp("gallery"))
    build_sample(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample organisation half a season on: pairs have met, and said how they feel."""
    hold_clock()
    database = new_database(tmp_path_factory.mktemp("met"))
    build_sample(database)
    with database.read() as db:
        programme_id = programmes(db)[0].id
    meet(database, confirm_all(database, programme_id))
    ask_and_answer(database, programme_id)
    _plan(database, programme_id)
    yield database
    database.close()


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample organisation after the first question about pairs is answered."""
    database = new_database(tmp_path_factory.mktemp("decided"))
    build_sample(database)
    with database.read() as db:
        people = pairing_input(db, programmes(db)[0].id)
    Actions(RecordingDesk("vi", LIGHT, people.programme_id), database).answer_first(people, "fairest")
    yield database
    database.close()


def _show_pairs(page: PairingPage, view: str) -> None:
    """Show the list of pairs as it opens, one of them beside it, the criteria, or what is confirmed."""
    if view in ("list", "details", "criteria"):
        page.views.choose("list")
    if view == "details":
        page.plan.list.setCurrentIndex(page.plan.list.items.index(0))
        page.open_current()
    elif view == "criteria":
        page.handle.click()
    elif view in ("board", "overview"):
        page.views.choose(view)


def _plan(database: Database, programme_id: int) -> None:
    """Give every pair three milestones; two pairs of three have reached the first."""
    with database.step("journey.milestones.step.add", owner="") as db:
        for place, pair in enumerate(pairs_of(database, programme_id)):
            for turn, title in enumerate(("Khởi động", "Thống nhất mục tiêu", "Đánh giá giữa kỳ")):
                said = {"title": title, "due_on": TODAY + timedelta(days=40 * (turn - 1) + place)}
                reached = {"done_on": TODAY - timedelta(days=20)} if turn == 0 and place % 3 else {}
                add_milestone(db, pair.id, {**said, **reached, "note": "Dời một tuần vì nghỉ Tết"})


def _show_log(page: SessionsPage, database: Database, view: str) -> None:
    """Show the sessions, the pairs, or one pair beside them."""
    if view == "log":
        return
    page.list.chips.choose("pairs")
    if view == "pair":
        assert page.desk.programme_id is not None
        page.list.pairs.select_id(pairs_of(database, page.desk.programme_id)[0].id)


def _show_view(page: Page, database: Database, view: str) -> None:
    if isinstance(page, PairingPage):
        _show_pairs(page, view)
    elif isinstance(page, HomePage):
        pass  # what it shows of a programme under way follows from the organisation
    elif isinstance(page, SessionsPage):
        _show_log(page, database, view)
    elif isinstance(page, SurveysPage):
        page.arrive(view=view)
    elif isinstance(page, MilestonesPage):
        page.list.table.select_id(page.list.model.id_at(2))
    else:
        pytest.fail(f"nobody has said how to show {view} of {type(page).__name__}")


def _page(sample: Database, route: str, language: Language, tokens: Tokens, scale: float) -> QWidget:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, tokens, scale)
    with sample.read() as db:
        programme_id = programmes(db)[0].id
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    name, _, view = route.partition("-")
    page = make_page(name, RecordingDesk(language, tokens, programme_id), sample)
    column.addWidget(page)
    frame.resize(ROOM[scale])
    frame.show()
    if view:
        _show_view(page, sample, view)
    for _ in range(3):  # a layout that wraps its text is settled at the second pass
        QApplication.sendPostedEvents()
    return frame


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
@pytest.mark.parametrize("route", [*sorted(ROUTES), *VIEWS])
def test_a_page_cuts_off_no_word_and_names_everything(
    qapp: QApplication, sample: Database, decided: Database, met: Database,
    route: str, language: Language, tokens: Tokens, scale: float, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    half_way = route.startswith(("sessions-", "surveys-", "milestones-")) or route in (
        "pairing-confirmed",
        "overview-running",
    )
    if half_way:
        hold_clock()
    organisation = met if half_way else decided if route.startswith("pairing-") else sample
    frame = _page(organisation, route, language, tokens, scale)
    try:
        keep_picture(frame, request.node.callspec.id)
        assert_reads_well(frame)
    finally:
        frame.hide()
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(
            None, QEvent.Type.DeferredDelete.value
        )  # or it would be dressed once more
        apply_theme(qapp, LIGHT)
