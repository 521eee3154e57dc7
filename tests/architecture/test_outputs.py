"""What writes is on the list of outputs, or on the short one of what stays: a new way out is noticed here first."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from tests.support.reached import Reached, Unregistered
from tests.support.writers import parts_of

from nhipcau.shell.outputs import OUTPUTS

SOURCE: Final = Path(__file__).resolve().parents[2] / "desktop" / "nhipcau"
TOOLS: Final = ("widgets.copy_dialog:CopyDialog",)
"""Classes made to be extended: whoever does so writes."""
STAYING: Final[Mapping[str, str]] = {
    "common.temporary_files": "notes of drafts in the data folder; what a draft becomes is its user's",
    "common.preferences": "her preferences, in the data folder",
    "database.files.file_lock:FileLock": "who holds the file, beside it",
    "database.migration": "the data file itself, being made or upgraded",
    "database.file_opening": "the data file itself",
    "database.soundness": "the data file itself, read or mended",
    "database.copies.backup:keep_spare": "a second copy of the data file, in the data folder",
    "database.copies.backup:note_check": "when a backup was looked through, beside the backups",
    "database.copies.file_replacement:replace_with": "the data file itself, restored",
    "database.copies.file_summary": "the data file itself, read",
    "database.copies.displaced_file": "both versions of the data file, kept beside it",
    "database.versions": "a passing copy in the data folder, to compare two versions",
    "database.rescue.known_tables": "an empty passing file in the data folder",
    "database.rescue.people_names": "the saved file, read",
    "exchange.terminal.earlier_pairs": "a passing copy in the data folder, to read an earlier season from",
    "shell.terminal.command_line:_carry_out": "a refusal, on her own terminal",
    "shell.terminal.command_line:_say_problems": "a refusal, on her own terminal",
    "shell.terminal.command_parser": "what was typed wrongly, on her own terminal",
    "shell.terminal.demonstration": "results of the sample organisation, whose people are invented",
    "shell.terminal.screenshots": "pictures of the sample organisation, whose people are invented",
    "shell.terminal.self_test": "a passing file of invented people",
    "exchange.sample_organisation:write_sample_answers": "answers of the sample organisation, people invented",
    "shell.window.notices:Notices._on_folder": "shows her own folder",
    "shell.pages.settings_page:SettingsPage._on_folder": "shows her own folder",
    "widgets.copy_dialog:CopyDialog": "the text is that of whoever extends it, who is looked at instead",
    "workbook.writer.zip_packing:_Writer": "a sheet put into its workbook; whoever asked for the workbook is looked at",
    "workbook.reader.reader_pool": "a file that came in, handed to the process that reads it",
    "workbook.reader.reader_process": "what was read, handed back",
    "workbook.reader.reading_trial": "a tool to try the reading of other people's files",
}
"""What writes and does not leave the program, or tells nothing of anybody; each with why."""
STOPS: Final = (*(output.writer for output in OUTPUTS), *STAYING)


@pytest.fixture(scope="module")
def reached() -> Reached:
    """All of the program, and modules it does not have that write in ways of their own."""
    return Reached(parts_of(SOURCE, TOOLS, {_module(name): source for name, source in _NEW.items()}))


def _said(found: Unregistered) -> str:
    return (
        f"{found.way[0]} writes ({found.writes}) and nobody has said for whom: add the function on this way that"
        " decides what is written to OUTPUTS in shell/outputs.py, with its readers, and write it in"
        " tests/privacy (see writing.py there); or, if it stays in the program, add it to STAYING here with the reason."
        f" {' <- '.join(found.way)}"
    )


def test_whatever_writes_is_registered_with_its_readers(reached: Reached) -> None:
    assert not [_said(found) for found in reached.unregistered({*STOPS, *map(_module, _NEW)})]


def test_everything_registered_is_there_and_writes(reached: Reached) -> None:
    assert not reached.idle(STOPS)


def test_every_output_has_a_code_of_its_own_and_readers() -> None:
    codes = [output.code for output in OUTPUTS]
    assert len(codes) == len(set(codes))
    assert all(output.readers for output in OUTPUTS)


_NEW: Final[Mapping[str, str]] = {
    "a_workbook": "from nhipcau.workbook import write_workbook\ndef export(a, b):\n    write_workbook(a, b)\n",
    "a_list": "from nhipcau.workbook.writer.csv_writing import write_csv\nclass P:\n  def s(o):\n    write_csv(1, 2)\n",
    "a_text_file": "def keep(path, text):\n    path.write_text(text)\n",
    "a_file_opened_to_write": "def keep(path):\n    with path.open('w') as file:\n        file.write('x')\n",
    "text_on_the_clipboard": "def copy(text):\n    board = QApplication.clipboard()\n    board.setText(text)\n",
    "a_picture": "def keep(image, target):\n    image.save(target)\n",
    "a_picture_of_a_page": "def look(page):\n    return page.grab()\n",
    "a_page_on_paper": "from PySide6.QtPrintSupport import QPrinter\ndef put(page):\n    page.print_(QPrinter())\n",
    "a_mail": "def draft(message):\n    return message.as_bytes()\n",
    "a_message_in_a_mail_program": "def mail(url):\n    QDesktopServices.openUrl(url)\n",
    "a_copied_file": "import shutil\ndef copy(a, b):\n    shutil.copyfile(a, b)\n",
    "a_dialog_to_copy_from": "from nhipcau.widgets.copy_dialog import CopyDialog\nclass Mine(CopyDialog):\n    pass\n",
    "another_program": "import subprocess\ndef call(x):\n    subprocess.run(x)\n",
    "a_second_log": "import logging\nclass Log(logging.FileHandler):\n    pass\n",
    "an_inner_helper": "from nhipcau.exchange.lists.calendar_file import _write\ndef f(x):\n    return _write(x, x)\n",
}  # fmt: skip


@pytest.mark.parametrize("what", _NEW)
def test_a_new_way_out_is_told_with_what_to_do(what: str, reached: Reached) -> None:
    others = {_module(name) for name in _NEW if name != what}
    said = [_said(found) for found in reached.unregistered({*STOPS, *others})]
    assert said
    assert all("OUTPUTS in shell/outputs.py" in one for one in said)


def _module(name: str) -> str:
    return f"overview.{name}"


def test_an_output_whose_writer_is_gone_is_told(reached: Reached) -> None:
    gone = "pairing.documents.introduction_letters:save_no_drafts"
    assert reached.idle(("pairing.documents.introduction_letters:save_drafts", gone)) == [gone]
