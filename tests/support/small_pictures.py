"""Small pictures, made byte by byte."""

import struct
import zlib

from nhipcau.workbook.page_parts import Logo


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 3, height: int = 2, dots: bytes | None = None, *more: bytes) -> bytes:
    """Make a picture of grey dots."""
    lines = (b"\x00" + b"\x80" * width) * height if dots is None else dots
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *more, chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def small_logo() -> Logo:
    return Logo(png(30, 10), "png", 30, 10)
