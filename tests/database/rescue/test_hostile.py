"""Bytes that nobody wrote by accident: no crash, no endless loop, no more work than the file is long."""

import random
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.damaged import PAGE, Sound

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.database.rescue import diagnose, salvage
from nhipcau.database.rescue.btree import read_page
from nhipcau.database.rescue.page_trees import Leaf
from nhipcau.database.rescue.pages import open_pages
from nhipcau.database.rescue.record import LOST, decode
from nhipcau.database.rescue.rows import Rows

spans = st.tuples(st.integers(0, 2000 * 1024), st.binary(min_size=1, max_size=300))


def attempt(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    target = path.with_name("saved")
    diagnose(path)
    try:
        salvage(path, target, Progress(), unknown="?")
    except Unavailable as refused:
        assert refused.code in ("rescue.nothing", "rescue.unsound", "database.newer")  # noqa: PT017
    target.unlink(missing_ok=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(spans, min_size=1, max_size=60))
@pytest.mark.usefixtures("shared_work")
def test_noise_anywhere_never_ends_in_a_crash(
    tmp_path: Path, sound: Sound, noise: list[tuple[int, bytes]]
) -> None:
    content = bytearray(sound.content)
    for place, data in noise:
        at = place % (len(content) - len(data))
        content[at : at + len(data)] = data
    attempt(tmp_path / "file", bytes(content))


@given(st.binary(min_size=8, max_size=300), st.integers(0, 1 << 32), st.sampled_from([2, 5, 10, 13]))
def test_any_bytes_can_be_looked_at_as_a_page(head: bytes, chance: int, kind: int) -> None:
    data = bytes([kind]) + head + random.Random(chance).randbytes(PAGE)
    page = read_page(data[:PAGE], PAGE)
    assert sum(len(cell.local) for cell in page.cells) <= PAGE


@given(st.binary(max_size=200), st.integers(0, 1 << 64))
def test_any_bytes_can_be_looked_at_as_a_record(data: bytes, length: int) -> None:
    values = decode(data, length)
    assert values is None or len(values) <= 200


def test_a_record_that_goes_on_elsewhere_says_what_is_lost() -> None:
    record = bytes([3, 15, 23]) + b"a" + b"hello"
    assert decode(record, len(record)) == ("a", "hello")
    assert decode(record[:6], len(record)) == ("a", LOST)


@pytest.mark.usefixtures("shared_work")
def test_trees_and_chains_that_run_in_circles_come_to_an_end(tmp_path: Path, sound: Sound) -> None:
    for kind in ("interior", "overflow"):
        for page in [each for each, found in sound.kinds.items() if found == kind][:12]:
            for aim in (page, 2, min(sound.kinds)):
                data = bytearray(sound.part(page))
                if kind == "overflow":
                    data[:4] = struct.pack(">I", aim)
                else:
                    start = 100 if page == 1 else 0
                    data[start + 8 : start + 12] = struct.pack(">I", aim)
                    first = struct.unpack_from(">H", data, start + 12)[0]
                    data[first : first + 4] = struct.pack(">I", aim)
                attempt(tmp_path / "file", sound.with_page(page, bytes(data)))


def test_many_rows_that_claim_one_long_chain_cost_no_more_than_the_file(
    tmp_path: Path, sound: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three hundred leaves of rows, all of which say that they go on over the same two thousand pages."""
    cells, pointers, at = b"", [], PAGE
    for row in range(7):
        cell = b"\x83\xf4\xa4\x00" + bytes([row + 1]) + bytes(489) + struct.pack(">I", 302)
        at -= len(cell)
        cells = cell + cells
        pointers.append(at)
    head = struct.pack(">BHHHB", 13, 0, len(pointers), at, 0) + b"".join(
        struct.pack(">H", each) for each in pointers
    )
    leaf = head.ljust(at, b"\0") + cells
    chain = b"".join(struct.pack(">I", 303 + place).ljust(PAGE, b"x") for place in range(2000))
    (tmp_path / "file").write_bytes(sound.content[:PAGE] + leaf * 300 + chain)
    with open_pages(tmp_path / "file") as pages:
        assert len(pages.page(2).cells) == 7
        reads: list[int] = []
        read = pages.bytes_at

        def counted(number: int) -> bytes:
            reads.append(number)
            return read(number)

        monkeypatch.setattr(pages, "bytes_at", counted)
        leaves = [Leaf(number, ("person",)) for number in range(2, 302)]
        rows = Rows(pages, leaves)
        assert sum(1 for leaf in leaves for _ in rows.of(leaf, "person")) == 2100
        assert len(reads) < 20 * pages.count


@pytest.mark.parametrize("size", [512, 1024, 8192, 65536])
def test_a_wrong_page_size_in_the_header_is_found_out(tmp_path: Path, sound: Sound, size: int) -> None:
    content = bytearray(sound.content)
    content[16:18] = struct.pack(">H", size & 0xFFFF or 1)
    (tmp_path / "file").write_bytes(content)
    found = diagnose(tmp_path / "file")
    assert found.pages == sound.pages
    assert found.people == len(sound.rows["person"])
