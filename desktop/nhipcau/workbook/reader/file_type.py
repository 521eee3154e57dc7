"""What a file is, judged by its bytes: its name may say anything. Imported by the child process."""

import re
from zipfile import ZipFile

from nhipcau.workbook.limits import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_XLS = re.compile(rb"\x09\x08(?:\x10\x00\x00\x06.{14}|\x08\x00\x00\x05.{6})\x2f\x00", re.S)
"""The record that begins a workbook, and one that says with which password it is locked. [MS-XLS] 2.4.21, 2.4.117"""
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*+)*+<(!doctype html|html|table|\?mso|workbook|ss:)",
    re.I | re.S,
)
_JSON = re.compile(rb'\s*[\[{]\s*(?:[\[{]\s*)*"')
_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word_document"),
    (b"SQLite format 3\0", "data_file"),
    (b"\x89PNG", "wrong_type"),
    (b"\xff\xd8\xff", "wrong_type"),
    (b"GIF8", "wrong_type"),
    (b"PK\x05\x06", "wrong_type"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)


def kind_of(data: bytes) -> str:
    """Return `zip`, `xls` or `text`; raises Refused for what cannot be a table."""
    if not data:
        raise Refused("empty")
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(_OLE):
        return _inside_ole(data)
    for signature, code in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(code)
    return _text_or_nothing(data)


def _inside_ole(data: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or _LOCKED_XLS.search(data):
        raise Refused("encrypted")
    if has("WordDocument"):
        raise Refused("word_document")
    if has("PowerPoint Document"):
        raise Refused("wrong_type")
    return "xls"


def _text_or_nothing(data: bytes) -> str:
    head = data[:65536]
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Refused("web_page")
    if _JSON.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Refused("json")
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "text"
    half = len(head) // 2
    if head[::2].count(0) > half * 0.3 or head[1::2].count(0) > half * 0.3:
        if head.count(0) > len(head) * 0.6:
            raise Refused("wrong_type")
        return "text"
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if controls + head.count(0) > len(head) * 0.02 + 8:
        raise Refused("wrong_type")
    return "text"


def kind_of_zip(archive: ZipFile) -> str:
    """Return `xlsx`, `xlsb` or `ods`; raises Refused for the other things that are zip archives inside."""
    names = {name.lower() for name in archive.namelist()}
    if any(name.startswith("word/") for name in names):
        raise Refused("word_document")
    if any(name.startswith("xl/workbook") and name.endswith(".bin") for name in names):
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return _kind_of_opendocument(archive)
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        raise Refused("numbers_document")
    if any(name.startswith("ppt/") for name in names) or "[content_types].xml" in names:
        raise Refused("wrong_type")
    raise Refused("archive")


def _kind_of_opendocument(archive: ZipFile) -> str:
    with archive.open(next(n for n in archive.namelist() if n.lower() == "mimetype")) as stream:
        kind = stream.read(200)
    if b"spreadsheet" in kind:
        return "ods"
    raise Refused("word_document" if b".text" in kind else "wrong_type")
