"""A sitting in a process of its own: `python story_program.py FILE ANSWERS`.

Opens the file, takes the answers in, confirms all pairs, says so, and then locks and releases a pair until killed; with
`--leave` it writes workbook and letters beside the file and ends.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QDialog
from tests.support.coordinator import Coordinator

from nhipcau.pairing.ui.letters_dialog import LettersDialog
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.shell.startup import start


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_everything(coordinator: Coordinator, page: PairingPage, folder: Path) -> None:
    def show(dialog: QDialog) -> bool:
        assert isinstance(dialog, LettersDialog)
        dialog.save_button.click()
        coordinator.rest()
        dialog.close()
        return False

    page.dialogs.ask_save = lambda _title, _name: str(folder / "pairs.xlsx")
    page.dialogs.ask_folder = lambda _title: str(folder)
    page.dialogs.show = show
    coordinator.choose(page.headline.export_vi)
    coordinator.press(page.headline.letters)


if __name__ == "__main__":
    file, answers = Path(sys.argv[1]), Path(sys.argv[2])
    coordinator = Coordinator(start.make_application())
    coordinator.open(file)
    coordinator.take_in(answers)
    page = coordinator.pairing_page()
    coordinator.press(page.headline.confirm)
    assert page.reading is not None
    say(f"confirmed {len(page.reading.rows)}")
    if "--leave" in sys.argv:
        write_everything(coordinator, page, file.parent)
        coordinator.leave()
        say("PySide6.QtNetwork" if "PySide6.QtNetwork" in sys.modules else "left")
        sys.exit()
    while True:
        coordinator.choose(coordinator.window.menus.actions["undo"])
        say("taken back")
        coordinator.choose(coordinator.window.menus.actions["redo"])
        say("done again")
