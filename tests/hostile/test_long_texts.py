"""A text that no cell of a spreadsheet program can hold is refused with its place, wherever it is kept."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.workbooks import (
    HEAD,
    LIST,
    opendocument,
    opendocument_row,
    package,
    put,
    row,
    sheet_xml,
    zipped,
)

from nhipcau.common.words import LANGUAGES, text
from nhipcau.workbook import Unreadable, read_source
from nhipcau.workbook.limits import LIMITS

LONGEST = LIMITS.cell_chars
_SHARED = '<c r="B2" t="s"><v>1</v></c>'
_FORMATTED = "<r><rPr><b/><sz val='11'/></rPr><t>đ</t></r>"


def shared(*texts: str) -> bytes:
    listed = "".join(f"<si>{text}</si>" for text in ("<t>An</t>", *texts))
    sheet = sheet_xml(HEAD + f'<row r="2"><c r="A2" t="s"><v>0</v></c>{_SHARED}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return zipped(
        package([sheet_xml(LIST), sheet], strings=f'<?xml version="1.0"?><sst xmlns="{main}">{listed}</sst>')
    )


TOO_LONG: dict[str, tuple[str, Callable[[], bytes]]] = {
    "shared": ("S2!B2", lambda: shared(f"<t>{'đ' * (LONGEST + 1)}</t>")),
    "shared, of millions": ("S2!B2", lambda: shared(f"<t>{'đ ' * 10_000_000}</t>")),
    "shared, letter by letter": ("S2!B2", lambda: shared(_FORMATTED * (LONGEST + 1))),
    "in the sheet": ("S1!A2", lambda: zipped(package([sheet_xml(HEAD + row(2, "x" * (LONGEST + 1)))]))),
    "in an open document": (
        "S1!B1",
        lambda: opendocument(opendocument_row("a", '<text:s text:c="20000"/>x<text:s text:c="20000"/>')),
    ),
    "in a text file": ("B2", lambda: b"a,b\n1," + b"x" * (LONGEST + 1) + b"\n2,3\n"),
}


@pytest.mark.parametrize("kept", TOO_LONG)
def test_a_text_that_no_cell_holds_is_refused_with_its_place(kept: str, tmp_path: Path) -> None:
    place, make = TOO_LONG[kept]

    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "tệp.xlsx", make()))

    assert refused.value.code == "workbook.text_too_long"
    for language in LANGUAGES:
        assert place in text(language, refused.value.code, **refused.value.values)


@pytest.mark.parametrize(
    "held",
    [
        f"<t>{'đ' * LONGEST}</t>",
        _FORMATTED * LONGEST,
        f"<t>{'&#120;' * LONGEST}</t>",
        f"<t>{'_x0041_' * LONGEST}</t>",
    ],
    ids=["letters", "letter by letter", "entities", "escapes"],
)
def test_a_text_as_long_as_a_cell_holds_is_read(held: str, tmp_path: Path) -> None:
    rows = read_source(put(tmp_path, "a.xlsx", shared(held))).sheets[1].rows

    assert len(str(rows[1][1])) == LONGEST


def test_a_shared_text_that_no_cell_shows_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", shared("<t>x</t>", f"<t>{'x' * (LONGEST + 1)}</t>")))

    assert refused.value.code == "workbook.unsafe"


def test_an_endless_shared_text_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    """Sixty million letters in ninety kilobytes."""
    path = put(tmp_path, "a.xlsx", shared(f"<t>{'đ ' * 30_000_000}</t>"))
    before = os.times()

    with pytest.raises(Unreadable) as refused:
        read_source(path, limits=LIMITS._replace(memory_bytes=300 << 20))

    assert refused.value.code == "workbook.text_too_long"
    assert os.times().children_user - before.children_user < 5
