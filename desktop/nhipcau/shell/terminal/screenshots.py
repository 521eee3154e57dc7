"""Pages drawn off-screen: proof that they show, and pictures to look at."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.database import Database
from nhipcau.shell.quiet_desk import QuietDesk
from nhipcau.shell.routes import make_page
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme

SIZE = QSize(1280, 800)


class BlankPicture(Exception):
    """A page that shows nothing at all."""


def application() -> QApplication:
    """Return the running application, or make one that needs no display."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_say_what_matters)
    return QApplication(["nhipcau"])


def _say_what_matters(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what an off-screen platform always says."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(message + "\n")


def page_picture(
    database: Database, route: str, programme_id: int, language: Language, tokens: Tokens = LIGHT
) -> QImage:
    """Return a page as it looks in one language. Raises BlankPicture when it has one colour only."""
    apply_theme(application(), tokens)
    desk = QuietDesk(Words(language), tokens)
    desk.programme_id = programme_id
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(28, 24, 28, 24)
    page = make_page(route, desk, database)
    column.addWidget(page)
    frame.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    frame.resize(SIZE)
    frame.show()
    for _ in range(3):  # a layout that wraps its text is settled at the second pass
        QApplication.sendPostedEvents()
    image = frame.grab().toImage()
    frame.hide()
    frame.deleteLater()
    if is_blank(image):
        raise BlankPicture(route)
    return image


def is_blank(image: QImage) -> bool:
    """Return whether a coarse look finds only one colour."""
    seen = {image.pixel(x, y) for x in range(0, image.width(), 16) for y in range(0, image.height(), 8)}
    return len(seen) < 3


def save_pictures(database: Database, programme_id: int, folder: Path, routes: tuple[str, ...]) -> list[str]:
    """Save a picture of each page in each language and return the file names."""
    names = []
    for language in LANGUAGES:
        for route in routes:
            name = f"{route}-{language}.png"
            page_picture(database, route, programme_id, language).save(str(folder / name))
            names.append(name)
    return names
