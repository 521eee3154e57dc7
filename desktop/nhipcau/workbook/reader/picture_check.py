"""A picture looked through: what it is, how large, and its bytes without anything that is not picture.

Imported by the child process. Nothing is drawn here: a PNG's dots are unpacked to see that all are there, a JPEG's
parts are followed to its end. What a camera or an editor wrote beside the picture – place, name, preview – is left out.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from nhipcau.workbook.limits import Limits, Refused

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_KEPT_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_INTERLACED = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_FRAMES = (0xC0, 0xC1, 0xC2)
_KEPT_SEGMENTS = (0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xDA, 0xE0, 0xEE)
_MARK, _SCAN, _END = 0xFF, 0xDA, b"\xff\xd9"
_FIRST_NOTE, _LAST_NOTE = 0xE0, 0xFE
_SIDE = 6_000
_DOTS = 16_000_000
_MOST_KEPT = 1 << 20
"""What every workbook carries from then on."""


def examined(data: bytes, limits: Limits) -> dict[str, Any]:
    """Return kind, width, height and the picture alone; raises Refused for what is none or is too large."""
    if len(data) > limits.file_bytes:
        raise Refused("picture.too_big")
    try:
        if data.startswith(_PNG):
            kind, (width, height), kept = "png", *_png(data)
        elif data.startswith(_JPEG):
            kind, (width, height), kept = "jpeg", *_jpeg(data)
        else:
            raise Refused("picture.none")
    except (struct.error, IndexError, KeyError, zlib.error) as trouble:
        raise Refused("picture.damaged") from trouble
    if len(kept) > _MOST_KEPT:
        raise Refused("picture.too_big")
    return {"kind": kind, "width": width, "height": height, "picture": kept}


def _bounded(width: int, height: int) -> tuple[int, int]:
    if not width or not height:
        raise Refused("picture.damaged")
    if max(width, height) > _SIDE or width * height > _DOTS:
        raise Refused("picture.too_many_dots", most=_SIDE)
    return width, height


def _png(data: bytes) -> tuple[tuple[int, int], bytes]:
    size, dots, kept = (0, 0), [], [_PNG]
    wanted = 0
    for name, body, whole in _chunks(data):
        if (name == b"IHDR") == bool(wanted):
            raise Refused("picture.damaged")
        if name == b"IHDR":
            size, wanted = _size_of_png(body)
        if name == b"IDAT":
            dots.append(body)
        if name in _KEPT_CHUNKS:
            kept.append(whole)
        elif name[:1].isupper():
            raise Refused("picture.damaged")
    unpacking = zlib.decompressobj()
    if len(unpacking.decompress(b"".join(dots), wanted + 1)) != wanted or not unpacking.eof:
        raise Refused("picture.damaged")
    return size, b"".join(kept)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield name, content and all of each chunk until the last; raises Refused where one is not whole."""
    place, name = len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        body = data[place + 8 : end - 4]
        (check,) = struct.unpack_from(">I", data, end - 4)
        if len(body) != length or zlib.crc32(name + body) != check:
            raise Refused("picture.damaged")
        yield name, body, data[place:end]
        place = end


def _size_of_png(header: bytes) -> tuple[tuple[int, int], int]:
    """Return width and height, and how many bytes the unpacked lines of dots take."""
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    if depth not in _DEPTHS[colour] or packing or filtering or interlaced > 1:
        raise Refused("picture.damaged")
    size, bits = _bounded(width, height), depth * _CHANNELS[colour]
    passes = _INTERLACED if interlaced else ((0, 0, 1, 1),)
    wanted = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            wanted += rows * (1 + (columns * bits + 7) // 8)
    return size, wanted


def _jpeg(data: bytes) -> tuple[tuple[int, int], bytes]:
    size, kept, has_dots = (0, 0), [data[:2]], False
    for marker, part in _segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", part, 5)
            size = _bounded(width, height)
        has_dots = has_dots or marker == _SCAN
        if marker in _KEPT_SEGMENTS:
            kept.append(part)
        elif not _FIRST_NOTE <= marker <= _LAST_NOTE:
            raise Refused("picture.damaged")
    if size == (0, 0) or not has_dots:
        raise Refused("picture.damaged")
    return size, b"".join([*kept, b"\xff\xd9"])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and all of each part of a JPEG, a scan with its dots; raises Refused where one is not whole."""
    place = 2
    while data[place : place + 2] != _END:
        start, marker, length = struct.unpack_from(">BBH", data, place)
        end = place + 2 + length
        if start != _MARK or length < len(_END) or end > len(data):
            raise Refused("picture.damaged")
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        yield marker, data[place:end]
        place = end


def _end_of_scan(data: bytes, place: int) -> int:
    """Return where the marker stands that ends a scan: within it 0xFF is followed by nothing or a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise Refused("picture.damaged")
        after = data[place + 1]
        if after == 0xFF:
            place += 1
        elif after == 0 or 0xD0 <= after <= 0xD7:
            place += 2
        else:
            return place
