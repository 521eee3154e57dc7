"""Vietnamese for Qt's own texts: menus of text fields, standard buttons, file dialogs. Qt brings none."""

import json
from functools import cache

from PySide6.QtCore import QObject, QTranslator

from nhipcau.common.paths import resource


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads(resource("i18n", "qt.json").read_text(encoding="utf-8"))
    return texts


class QtWords(QTranslator):
    """Install it for Vietnamese, remove it for English."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        entry = _texts().get(source_text)
        return source_text if entry is None else entry["vi"]
