"""A feature that is in the list has all that the window shows of it, and none is forgotten."""

import importlib
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from sqlmodel import SQLModel

import nhipcau
from nhipcau.common.feature import Feature, PageEntry
from nhipcau.common.paths import resource
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.overview.rules import STEPS
from nhipcau.shell.features import FEATURES
from nhipcau.shell.menus import COMMANDS, STEP_KEYS, TOAST_KEY
from nhipcau.shell.routes import ROUTES
from nhipcau.shell.window.program_pages import STANDING
from nhipcau.skills.feature import FEATURE as SKILLS
from nhipcau.widgets.page import Page
from nhipcau.widgets.table.table_copy import COPY_ALL, SAVE

SOURCE = Path(nhipcau.__file__).parent
PAGES = [page for feature in FEATURES for page in feature.pages]
PROOFS = [proof for feature in FEATURES for proof in feature.proofs]


def _forgotten(files: Collection[Path], listed: Collection[Feature]) -> Iterator[str]:
    """Yield the modules that declare a feature which is not in the list."""
    for path in files:
        name = ".".join(("nhipcau", *path.relative_to(SOURCE).with_suffix("").parts))
        if importlib.import_module(name).FEATURE not in listed:
            yield name


def test_no_feature_is_forgotten() -> None:
    files = sorted(SOURCE.rglob("*/feature.py"))
    declared = [path for path in files if path.parent.name != "common"]
    assert len(declared) == len(FEATURES)
    assert list(_forgotten(declared, FEATURES)) == []


def test_every_room_with_an_interface_declares_what_it_brings() -> None:
    drawn = {path.parent.name for path in SOURCE.glob("*/ui")}
    assert drawn - {path.parent.name for path in SOURCE.glob("*/feature.py")} == set()


def test_the_contracts_order_the_inside_of_every_feature() -> None:
    read = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    ordered = {
        room
        for contract in read["tool"]["importlinter"]["contracts"]
        if any("feature" in str(layer) for layer in contract.get("layers", ()))
        for room in contract["containers"]
    }
    declared = {f"nhipcau.{path.parent.name}" for path in SOURCE.glob("*/feature.py")}
    assert declared - {"nhipcau.common"} <= ordered


def test_a_feature_that_is_not_in_the_list_is_found() -> None:
    others = [one for one in FEATURES if one is not SKILLS]
    assert list(_forgotten([SOURCE / "skills" / "feature.py"], others)) == ["nhipcau.skills.feature"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)
def test_a_page_that_is_named_is_there(page: PageEntry) -> None:
    module, _, name = page.page.partition(":")
    assert issubclass(getattr(importlib.import_module(module), name), Page)


def test_modules_to_prepare_are_there() -> None:
    for name in (name for feature in FEATURES for name in feature.prepared):
        importlib.import_module(name)


def test_no_two_pages_share_a_route_or_a_step() -> None:
    assert len(ROUTES) == len(PAGES)
    assert not ROUTES.keys() & STANDING
    assert max(Counter(page.step for page in PAGES if page.step).values()) == 1
    named = [page.step for page in PAGES] + [step for page in PAGES for step in page.helps]
    assert set(named) <= set(range(STEPS + 1))


def test_no_two_commands_share_a_name_or_a_key() -> None:
    assert max(Counter(command.name for command in COMMANDS).values()) == 1
    keys = [QKeySequence(command.key) for command in COMMANDS if command.key]
    keys += [*STEP_KEYS, TOAST_KEY, QKeySequence(COPY_ALL), QKeySequence(SAVE)]
    assert max(Counter(key.toString() for key in keys).values()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_feature_shows_has_its_text(language: str) -> None:
    words = Words("en" if language == "en" else "vi")
    searched = [source.kind for feature in FEATURES for source in feature.searches]
    linked = [link.text for feature in FEATURES for link in feature.links]
    paged = [page.named for page in PAGES if page.is_command]
    for key in (*(command.text for command in COMMANDS), *searched, *linked, *paged):
        assert words(key).strip(), key


def test_what_a_feature_shows_has_its_icon() -> None:
    icons = [page.icon for page in PAGES]
    icons += [link.icon for feature in FEATURES for link in feature.links]
    icons += [source.icon for feature in FEATURES for source in feature.searches]
    missing = [name for name in icons if not resource("icons", f"{name}.svg").is_file()]
    assert missing == []


def test_what_a_search_finds_is_shown_by_a_page() -> None:
    assert {source.route for feature in FEATURES for source in feature.searches} <= set(ROUTES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piece_of_evidence_stands_behind_one_line_of_its_step(language: str) -> None:
    words = Words("en" if language == "en" else "vi")
    assert max(Counter((proof.step, proof.line) for proof in PROOFS).values()) == 1
    for proof in PROOFS:
        assert proof.line < len(words(f"method.proof.{proof.step}").split("\n"))
        assert proof.tables <= SQLModel.metadata.tables.keys()
