"""Where the system's file dialogs begin."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from nhipcau.widgets.file_choice import FileChoice


def test_a_dialog_begins_in_the_folder_where_this_purpose_last_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    began: list[Path] = []

    def ask(_parent: object, _title: str, start: str, *_: object, **__: object) -> tuple[str, str]:
        began.append(Path(start))
        return str(tmp_path / "sổ.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    folders: dict[str, str] = {}
    for purpose in ("saved", "saved", "letters"):
        FileChoice(folders, None, purpose).save("Lưu", "Cặp.xlsx")
    assert began == [Path.home() / "Cặp.xlsx", tmp_path / "Cặp.xlsx", Path.home() / "Cặp.xlsx"]


def test_a_folder_that_has_gone_is_not_begun_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    began: list[str] = []

    def ask(_parent: object, _title: str, start: str) -> str:
        began.append(start)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask)
    folders = {"letters": str(tmp_path / "gone")}
    assert not FileChoice(folders, None, "letters", tmp_path).folder("Chọn")
    assert began == [str(tmp_path)]
    assert folders == {"letters": str(tmp_path / "gone")}
