"""Who may know whom, as far as contracts of import-linter cannot say it: every import counts, also late ones and types.

The other contracts are in pyproject.toml.
"""

from collections.abc import Iterator

import grimp
import pytest

SPREADSHEETS = {"openpyxl", "python_calamine"}
DRAWN = ("nhipcau.shell", "nhipcau.widgets", "nhipcau.__main__")
"""With every `ui` of a feature, what may know Qt."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("nhipcau", include_external_packages=True, cache_dir=None)


def _own(graph: grimp.ImportGraph) -> list[str]:
    return sorted(module for module in graph.modules if module.split(".")[0] == "nhipcau")


def _is_drawn(module: str) -> bool:
    return module.startswith(DRAWN) or "ui" in module.split(".")


def _reached(graph: grimp.ImportGraph, module: str) -> set[str]:
    """Return what a module knows, directly or through others; unlike grimp's own search, itself too if it does."""
    known: set[str] = set()
    ahead = [module]
    while ahead:
        further = graph.find_modules_directly_imported_by(ahead.pop()) - known
        known |= further
        ahead += further
    return known


def _circles(graph: grimp.ImportGraph) -> Iterator[str]:
    left = {module: graph.find_modules_directly_imported_by(module) for module in _own(graph)}
    while free := [module for module, known in left.items() if not known & left.keys()]:
        for module in free:
            del left[module]
    yield from (module for module in left if module in _reached(graph, module))


def test_no_module_knows_one_that_knows_it(graph: grimp.ImportGraph) -> None:
    assert list(_circles(graph)) == []


def test_what_is_not_drawn_runs_without_qt(graph: grimp.ImportGraph) -> None:
    knowing = [module for module in _own(graph) if "PySide6" in graph.find_upstream_modules(module)]
    assert [module for module in knowing if not _is_drawn(module)] == []


def test_only_the_workbook_room_knows_a_spreadsheet_library(graph: grimp.ImportGraph) -> None:
    knowing = [
        module for module in _own(graph) if SPREADSHEETS & graph.find_modules_directly_imported_by(module)
    ]
    assert knowing
    assert [module for module in knowing if not module.startswith("nhipcau.workbook.")] == []


def test_a_circle_through_a_late_import_is_seen() -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer="nhipcau.a", imported="nhipcau.b")
    graph.add_import(importer="nhipcau.b", imported="nhipcau.c")
    graph.add_import(importer="nhipcau.c", imported="nhipcau.a")
    graph.add_import(importer="nhipcau.d", imported="nhipcau.a")
    assert list(_circles(graph)) == ["nhipcau.a", "nhipcau.b", "nhipcau.c"]
