"""A room declares its sheets of workbooks; whoever sends them and takes them home has one list, and knows no names."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nhipcau.exchange.round_trip.sheets.sheet_kinds import SHEETS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "desktop" / "nhipcau"
ROUND_TRIP = SOURCE / "exchange" / "round_trip"
LIST = "sheets/sheet_kinds.py"
OTHER_MEANINGS: Final = {
    "outgoing/recipients.py": {"pairs"},
    "outgoing/pair_workbooks.py": {"pairs", "programme"},
    "outgoing/survey_workbooks.py": {"programme", "survey"},
    "returned/survey_exports.py": {"survey"},
}
"""Words that are also the code of a sheet: who gets workbooks, and gaps in texts."""
ASKING_SURVEYS: Final = {
    "merge/anonymous_forms.py", "outgoing/survey_workbooks.py",
    "returned/survey_exports.py", "returned/unmarked_survey.py",
}  # fmt: skip
"""Forms are laid out, and come back from form services, in ways that no other sheet does."""


def _declared(path: Path) -> Iterator[str]:
    """Yield the codes of the sheets that a module declares."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SheetDeclaration":
            assert isinstance(node.args[0], ast.Constant), path
            yield str(node.args[0].value)


def _strings(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _imported(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def _round_trip() -> dict[str, Path]:
    return {
        name: path
        for path in sorted(ROUND_TRIP.rglob("*.py"))
        if (name := path.relative_to(ROUND_TRIP).as_posix()) != LIST
    }


def test_every_sheet_that_is_declared_is_listed_once() -> None:
    declared = [code for path in SOURCE.rglob("*.py") for code in _declared(path)]
    assert sorted(declared) == sorted(one.code for one in SHEETS)
    assert len(set(declared)) == len(declared)


def test_nobody_else_on_the_way_of_a_workbook_knows_a_kind_by_name() -> None:
    codes = {one.code for one in SHEETS}
    named = {name: codes & _strings(path) for name, path in _round_trip().items()}
    assert {name: found for name, found in named.items() if found} == OTHER_MEANINGS


def test_only_what_asks_surveys_knows_the_sheet_of_a_room() -> None:
    knowing = {
        name: rooms
        for name, path in _round_trip().items()
        if (rooms := {module.split(".")[1] for module in _imported(path) if _is_a_rooms_sheet(module)})
    }
    assert knowing == {name: {"surveys"} for name in ASKING_SURVEYS}


def _is_a_rooms_sheet(module: str) -> bool:
    room, _, rest = module.removeprefix("nhipcau.").partition(".")
    return (
        room != "exchange"
        and rest.split(".")[0] in ("sheet", "sheets")
        and module != "nhipcau.participants.sheet"
    )


def test_the_other_meanings_are_still_met() -> None:
    assert set(OTHER_MEANINGS) | ASKING_SURVEYS <= set(_round_trip())
