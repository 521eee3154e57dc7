"""A picture from outside: read in a process of its own, bounded, and kept without anything that is not picture."""

from base64 import b64decode
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.small_pictures import chunk, png

from nhipcau.common.words import LANGUAGES, text
from nhipcau.workbook.cells import Unreadable
from nhipcau.workbook.limits import Refused
from nhipcau.workbook.reader.picture_check import examined
from nhipcau.workbook.reader.picture_reading import PICTURE_LIMITS, read_picture

_JPEG: Final = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5"
    "PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
)
"""One grey dot."""


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        examined(data, PICTURE_LIMITS)
    return refused.value.code


@pytest.mark.parametrize(("data", "kind", "size"), [(png(), "png", (3, 2)), (_JPEG, "jpeg", (1, 1))])
def test_a_picture_is_told_by_its_bytes_whatever_its_name(
    data: bytes, kind: str, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "logo.txt"
    path.write_bytes(data)
    logo = read_picture(path)
    assert (logo.kind, (logo.width, logo.height), logo.data) == (kind, size, data)


def test_what_stands_beside_the_dots_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(png(3, 2, None, chunk(b"tEXt", b"Author\x00Lan")) + b"after the end")
    assert read_picture(path).data == png()
    path.write_bytes(_JPEG[:2] + b"\xff\xe1\x00\x08Exif\x00\x00" + _JPEG[2:])
    assert read_picture(path).data == _JPEG


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a\x01\x00\x01\x00", "picture.none"),
        (b"ho ten,email\n", "picture.none"),
        (b"", "picture.none"),
        (png()[:-20], "picture.damaged"),
        (png(dots=b"\x00"), "picture.damaged"),
        (png(dots=b"\x00" * 4_000_000), "picture.damaged"),
        (png(9_000, 1), "picture.too_many_dots"),
        (png(5_000, 5_000, b""), "picture.too_many_dots"),
        (png(0, 1), "picture.damaged"),
        (png().replace(b"IEND", b"IENX"), "picture.damaged"),
        (_JPEG[:-2], "picture.damaged"),
        (_JPEG[:40], "picture.damaged"),
        (b"\xff\xd8\xff\xd9", "picture.damaged"),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_a_sentence(data: bytes, code: str, tmp_path: Path) -> None:
    assert refusal(data) == code
    path = tmp_path / "logo.png"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read_picture(path)
    assert refused.value.code == f"workbook.{code}"
    for language in LANGUAGES:
        assert "logo.png" in text(language, refused.value.code, **refused.value.values)


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "poster.png"
    path.write_bytes(b"\x00" * (PICTURE_LIMITS.file_bytes + 1))
    with pytest.raises(Unreadable) as refused:
        read_picture(path)
    assert refused.value.code == "workbook.picture.too_big"


@given(st.sampled_from([png(), _JPEG]), st.integers(0, 160), st.binary(max_size=6))
def test_spoilt_bytes_are_refused_or_harmless(data: bytes, place: int, noise: bytes) -> None:
    spoilt = data[:place] + noise + data[place + len(noise) :]
    try:
        found = examined(spoilt, PICTURE_LIMITS)
    except Refused:
        return
    assert found["width"] * found["height"] <= 16_000_000
