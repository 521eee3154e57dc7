"""The main job on the sample organisation with no display: pairs workbook, pictures, and a summary."""

from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import create
from nhipcau.exchange.sample_organisation import build_sample, write_sample_answers
from nhipcau.exchange.terminal.pair_command import pair_files
from nhipcau.exchange.terminal.pair_request import PairRequest
from nhipcau.programmes.models import ProgrammeKind
from nhipcau.programmes.queries import programmes
from nhipcau.shell.terminal import terminal_report
from nhipcau.shell.terminal.screenshots import application, save_pictures

_SHOWN: Final[tuple[ProgrammeKind, ...]] = ("traditional", "reverse")


def make_folder(folder: Path) -> None:
    """Make a folder for results; raises Unavailable where there can be none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as trouble:
        raise Unavailable("terminal.problem.folder_is_file", path=str(folder)) from trouble
    except OSError as trouble:
        raise Unavailable("terminal.problem.folder", path=str(folder)) from trouble


def demonstrate(folder: Path, words: Words) -> int:
    """Leave the results in `folder`, made anew each time, and say what they are."""
    make_folder(folder)
    data = folder / "sample.nhipcau"
    data.unlink(missing_ok=True)
    made: list[str] = []
    for kind in _SHOWN:
        before = "" if kind == _SHOWN[0] else f"{kind}-"
        answers, pairs = folder / f"{before}answers.xlsx", folder / f"{before}pairs.xlsx"
        write_sample_answers(answers, kind)
        report = pair_files(
            [answers], pairs, request=PairRequest(kind=kind, compare=True), language=words.language
        )
        print("\n".join(terminal_report.as_lines(report, pairs, words)))  # noqa: T201 - the terminal is its page
        made += [answers.name, pairs.name]
    application()
    database = create(data, backups=False)
    try:
        build_sample(database)
        with database.read() as db:
            programme_id = programmes(db)[0].id
        pictures = save_pictures(database, programme_id, folder, ("pairing",))
    finally:
        database.close()
    print(words("terminal.demonstrate.folder", folder=folder))  # noqa: T201
    for name in (*made, data.name, *pictures):
        print(words("terminal.demonstrate.file", name=name))  # noqa: T201
    return 0 if len(pictures) == len(LANGUAGES) else 1
