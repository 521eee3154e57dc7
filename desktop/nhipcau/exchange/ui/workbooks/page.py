"""Workbooks sent out and collected: two tabs, what goes out with the register of it, and what comes home."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.errors import Unavailable
from nhipcau.common.feature import Feature
from nhipcau.database import Database
from nhipcau.exchange.ui.workbooks.homecoming_view import HomecomingView
from nhipcau.exchange.ui.workbooks.outgoing_view import OutgoingView
from nhipcau.widgets.card import Body, Card
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.page import Page

_TABS = ("out", "home")


class WorkbooksPage(Page):
    """`ask_save` and `ask_folder` are replaced by tests."""

    tables = frozenset(
        {
            "programme",
            "survey_wave",
            "survey_response",
            "pair",
            "participant",
            "person",
            "sent_workbook",
            "import_batch",
        }
    )

    def __init__(
        self, desk: Desk, database: Database, parent: QWidget | None = None, *, features: Sequence[Feature]
    ) -> None:
        super().__init__(desk, parent)
        files = FileChoice(desk.folders, self, "workbooks")
        self.ask_save: Callable[[str, str], str] = files.save
        self.ask_folder: Callable[[str], str] = files.folder
        self.tabs = Segmented()
        self.tabs.set_items([(tab, "") for tab in _TABS])
        self.out = OutgoingView(desk, database, features, self._save_name, self._folder_name)
        self.home = HomecomingView(desk, database, files, self._save_name)
        self.trouble = Body()
        self.trouble.setObjectName("Trouble")
        self._lay_out()
        self.tabs.chosen.connect(self.show_tab)
        for view in (self.out, self.home):
            view.began.connect(self._trouble_card.hide)
            view.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.out.fold)
        self._trouble_card = Card()
        self._trouble_card.add(self.trouble)
        self._trouble_card.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.out)
        self._stack.addWidget(self.home)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._trouble_card)
        column.addWidget(self._stack, 1)

    def _save_name(self, title: str, name: str) -> str:
        return self.ask_save(title, name)

    def _folder_name(self, title: str) -> str:
        return self.ask_folder(title)

    def title(self) -> str:
        return self.desk.words("homecoming.title")

    def refresh(self) -> None:
        self.out.refresh()

    def retranslate(self) -> None:
        words = self.desk.words
        self.tabs.set_items([(tab, words(f"homecoming.tab.{tab}")) for tab in _TABS])
        self.tabs.setAccessibleName(words("homecoming.tab"))
        self.out.retranslate()
        self.home.retranslate()

    def arrive(self, **arguments: object) -> None:
        """Accept `paths`, workbooks that come home, or `survey`, a wave whose forms are to be sent."""
        survey = arguments.get("survey")
        if isinstance(survey, int):
            self.show_tab("out")
            self.out.send_survey(survey)
        paths = arguments.get("paths")
        if isinstance(paths, list | tuple) and paths:
            self.open_files([Path(str(path)) for path in paths])

    def show_tab(self, tab: str) -> None:
        """Show what goes `out`, or what comes `home`."""
        self.tabs.choose(tab)
        self._stack.setCurrentIndex(_TABS.index(tab))
        self.out.fold.setVisible(tab == "out")

    def open_files(self, paths: list[Path]) -> None:
        """Show what would become of workbooks that come home."""
        self.show_tab("home")
        self.home.open_files(paths)

    def _on_failed(self, trouble: Exception) -> None:
        if not isinstance(trouble, Unavailable):
            raise trouble
        self.trouble.setText(self.desk.words(trouble.code, **trouble.values))
        self._trouble_card.show()
