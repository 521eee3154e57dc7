"""Which pages are free, by the list or where its beginning is lost, and when that is certain."""

import struct

import pytest
from tests.support.sqlite_pages import LEAF, SIZE, pages_of, record, row, tree_page

from nhipcau.database.rescue.free_list import FreeList, read_free_list

IN_USE = tree_page(LEAF, [row(1, record("a"))])


def trunk(following: int, *named: int) -> bytes:
    return struct.pack(f">2I{len(named)}I", following, len(named), *named)


def by_list(others: list[bytes], head: int, count: int) -> FreeList:
    return read_free_list(pages_of(others, free_head=head, free_count=count))


def by_form(others: list[bytes]) -> FreeList:
    return read_free_list(pages_of(others, first=b""))


def test_the_list_is_followed_from_trunk_to_trunk() -> None:
    others = [trunk(4, 3), b"", trunk(0, 5, 6), b"", b""]
    assert by_list(others, 2, 5) == FreeList(frozenset({2, 3, 4, 5, 6}), complete=True)


def test_a_file_without_free_pages_has_a_whole_list() -> None:
    assert by_list([IN_USE], 0, 0) == FreeList(frozenset(), complete=True)


def test_a_list_that_should_be_somewhere_is_broken_at_the_header() -> None:
    assert by_list([IN_USE], 0, 1) == FreeList(frozenset(), complete=False, broken=frozenset({1}))


def test_a_list_of_another_length_than_told_is_broken_at_its_last_page() -> None:
    others = [trunk(3), trunk(0)]
    for count in (1, 3):
        assert by_list(others, 2, count) == FreeList(frozenset({2, 3}), complete=False, broken=frozenset({3}))
    assert by_list([trunk(0, 3), b""], 2, 1).broken == {2}


@pytest.mark.parametrize("head", [1, 4, 99])
def test_a_list_that_begins_nowhere_blames_no_page(head: int) -> None:
    found = by_list([trunk(0), b""], head, 1)
    assert (found.pages, found.complete) == (frozenset(), False)
    assert found.broken <= {1}


def test_the_last_page_of_a_file_may_be_a_trunk() -> None:
    assert by_list([IN_USE, trunk(0)], 3, 1) == FreeList(frozenset({3}), complete=True)


def test_what_is_no_trunk_is_broken() -> None:
    wrong = struct.pack(">2I", 0, 500)
    assert by_list([trunk(3), wrong], 2, 2) == FreeList(frozenset({2}), complete=False, broken=frozenset({3}))


def test_a_list_that_comes_back_to_a_page_is_broken_there() -> None:
    assert by_list([trunk(3), trunk(2)], 2, 2) == FreeList(
        frozenset({2, 3}), complete=False, broken=frozenset({2})
    )
    others = [trunk(4, 3), b"", trunk(0, 3)]
    assert by_list(others, 2, 4) == FreeList(frozenset({2, 3}), complete=False, broken=frozenset({4}))


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (trunk(0), True),
        (trunk(4), True),
        (trunk(3), True),
        (trunk(5), False),  # beyond the end
        (trunk(1), False),  # the first page is never free
        (trunk(2), False),  # itself
        (trunk(0, 3, 4), True),
        (trunk(0, 3, 3), False),
        (trunk(0, 0), False),
        (trunk(0, 1), False),
        (trunk(0, 2), False),
        (trunk(3, 3), False),
        (trunk(0, 5), False),
    ],
)
def test_a_trunk_names_other_pages_of_the_file_each_once(content: bytes, is_one: bool) -> None:
    found = by_list([content, trunk(0), trunk(0)], 2, 1)
    assert (2 in found.pages) == is_one


def test_a_trunk_names_as_many_as_there_is_room_for_but_never_in_the_last_places() -> None:
    most = SIZE // 4 - 2
    for count, is_one in ((most, True), (most + 1, False)):
        page = struct.pack(f">2I{most}I", 0, count, *range(3, 3 + most))
        found = by_list([page, *[b""] * count], 2, count + 1)
        assert (2 in found.pages) == is_one


def test_without_a_header_trunks_are_known_by_their_form() -> None:
    others = [IN_USE, trunk(5, 4), b"", trunk(0, 6), b""]
    assert by_form(others) == FreeList(frozenset({3, 4, 5, 6}), complete=True)


def test_without_a_header_a_last_trunk_that_names_none_belongs_to_the_list() -> None:
    assert by_form([trunk(4, 3), b"", b"", IN_USE]) == FreeList(frozenset({2, 3, 4}), complete=True)
    assert by_form([trunk(4, 3), b"", IN_USE]) == FreeList(frozenset({2, 3, 4}), complete=False)


def test_without_a_header_a_list_in_two_parts_is_not_whole() -> None:
    assert by_form([trunk(0, 3), b"", trunk(0, 5), b""]) == FreeList(frozenset({2, 3, 4, 5}), complete=False)


def test_without_a_header_no_list_is_nothing_certain() -> None:
    assert by_form([IN_USE, b""]) == FreeList(frozenset(), complete=False)
