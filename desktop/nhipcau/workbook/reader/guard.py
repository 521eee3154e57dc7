"""What a workbook's zip archive must pass before a parser sees it. Imported by the child process.

Nothing is unpacked to disk, fetched or executed. Pictures and macros are never opened.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from nhipcau.workbook.limits import Limits, Refused
from nhipcau.workbook.reader.file_type import kind_of_zip
from nhipcau.workbook.reader.opendocument import OpenDocumentScan
from nhipcau.workbook.reader.shared_texts import SharedTextScan, TooLong
from nhipcau.workbook.reader.sheet_scan import SheetScan

_HEAD = 1 << 20  # the first piece: what must stand at the start of a part, and the whole of a small one
_PIECE = 1 << 17  # the others: small enough to stay in the processor's own memory while it is looked at
_MANIFEST = "meta-inf/manifest.xml"
"""It says whether an .ods is encrypted, and what is encrypted cannot be looked at."""
_ROOT = re.compile(rb"<[A-Za-z]")
_ATTRIBUTE = re.compile(rb"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")


class Findings(NamedTuple):
    """What the guard saw on its way: kind, warnings, and a scan for each sheet in the workbook's order."""

    kind: str
    warnings: list[str]
    scans: list[SheetScan | None]


def examine(data: bytes, limits: Limits) -> Findings:
    """Check a zip archive. Raises Refused."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, limits)
            kind = kind_of_zip(archive)
            scans = _check_parts(archive, entries, limits)
            order = list(_sheet_parts(archive).values()) if kind == "xlsx" else []
            return Findings(kind, _warnings(entries), [scans.get(part) for part in order])
    except (BadZipFile, EOFError, ValueError, NotImplementedError, OSError, KeyError, UnicodeError) as error:
        raise Refused("damaged") from error
    except Exception as error:
        if type(error).__name__ == "error":  # zlib.error, not imported for its name alone
            raise Refused("damaged") from error
        raise


def _check_entries(entries: list[ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.zip_entries:
        raise Refused("unsafe")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Refused("unsafe")
    for entry in entries:
        if entry.filename.lower().startswith("xl/macrosheets/"):
            raise Refused("macro_sheet")
        if entry.flag_bits & 1:
            raise Refused("encrypted")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused("unsafe")
    if sum(entry.file_size for entry in entries if _is_markup(entry.filename)) > limits.xml_bytes:
        raise Refused("too_big")


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".bin")) and "vbaproject" not in name.lower()


def _check_parts(archive: ZipFile, entries: list[ZipInfo], limits: Limits) -> dict[str, SheetScan]:
    scans: dict[str, SheetScan] = {}
    for entry in sorted(entries, key=lambda entry: entry.filename.lower() != _MANIFEST):
        name = entry.filename.lower()
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            scan = _scan(archive, entry, SheetScan(limits))
            scans[name] = _scan(archive, entry, SheetScan(limits, exact=True)) if scan.must_be_exact else scan
        elif name == "content.xml":
            _scan_opendocument(archive, entry, limits)
        elif name == _MANIFEST:
            if any(b"encryption-data" in piece for piece in _pieces(archive, entry)):
                raise Refused("encrypted")
        elif name.endswith((".xml", ".rels")):
            _scan_texts(archive, entry, limits)
    return scans


def _scan_texts(archive: ZipFile, entry: ZipInfo, limits: Limits) -> None:
    """Look at a part that is no sheet. The shared texts may bear any name."""
    if "sharedstrings" in entry.filename.lower():
        _scan_shared_texts(archive, entry, limits)
        return
    texts = sum(piece.count(b"<si>") + piece.count(b":si>") for piece in _pieces(archive, entry))
    if texts > limits.strings:
        raise Refused("too_many_cells")


def _scan_shared_texts(archive: ZipFile, entry: ZipInfo, limits: Limits) -> None:
    scan = SharedTextScan(limits)
    try:
        for piece in _pieces(archive, entry):
            scan.feed(piece)
        scan.finish()
    except TooLong as long:
        sheet, cell = _cell_of_text(archive, long.place)
        # One that stands in no cell was not written by a spreadsheet program.
        raise Refused("text_too_long", cell=f"{sheet}!{cell}") if cell else Refused("unsafe") from None


def _cell_of_text(archive: ZipFile, place: int) -> tuple[str, str]:
    """Return the sheet and the cell that show a shared text; nothing when none does."""
    names = {name.lower(): name for name in archive.namelist()}
    wanted = shared_text_pattern(place)
    for sheet, part in _sheet_parts(archive).items():
        rest = b""
        for piece in _pieces(archive, archive.getinfo(names[part])) if part in names else ():
            found = wanted.search(rest + piece)
            if found:
                return sheet, found[1].decode()
            rest = piece[-1_000:]
    return "", ""


@cache
def shared_text_pattern(place: int) -> re.Pattern[bytes]:
    """Return what finds a cell that shows the shared text of this place."""
    return re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3}\d{1,7})"[^<>]*><(?:\w+:)?v>%d</' % place)


def _scan_opendocument(archive: ZipFile, entry: ZipInfo, limits: Limits) -> None:
    scan = OpenDocumentScan(limits)
    for piece in _pieces(archive, entry):
        scan.feed(piece)


def _scan(archive: ZipFile, entry: ZipInfo, scan: SheetScan) -> SheetScan:
    for piece in _pieces(archive, entry):
        scan.feed(piece)
    scan.finish()
    return scan


def _pieces(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """Yield the part's bytes; raises Refused at a document type or an entity, which no workbook has."""
    before_root: bytes | None = b""  # both can only stand before the root element
    with archive.open(entry) as stream:
        data = stream.read(_HEAD)
        while data:
            if before_root is not None:
                before_root += data
                if b"<!D" in before_root or b"<!E" in before_root:
                    raise Refused("unsafe")
                before_root = None if _ROOT.search(before_root) else before_root[-2:]
            yield data
            data = stream.read(_PIECE)


def _warnings(entries: list[ZipInfo]) -> list[str]:
    names = [entry.filename.lower() for entry in entries]
    found = []
    if any(name.endswith("vbaproject.bin") for name in names):
        found.append("macros")
    if any(name.startswith("xl/externallinks/") for name in names):
        found.append("external_links")
    return found


def _tags(xml: bytes, name: bytes) -> list[dict[str, str]]:
    return [
        {m[1].decode().rpartition(":")[2]: (m[2] or m[3] or b"").decode() for m in _ATTRIBUTE.finditer(tag)}
        for tag in tag_pattern(name).findall(xml)
    ]


def tag_pattern(name: bytes) -> re.Pattern[bytes]:
    """Return what finds the tags of this name, whatever stands before its colon."""
    return re.compile(rb"<(?:\w+:)?" + name + rb"\s[^<>]*>")


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Return the names of the sheets in the workbook's order, and those of their parts in lower case."""
    names = {name.lower(): name for name in archive.namelist()}
    book = next((n for n in names if re.fullmatch(r"xl/workbook\w*\.xml", n)), "")
    relations = f"xl/_rels/{book.removeprefix('xl/')}.rels"
    if not book or relations not in names:
        return {}
    targets = {
        tag.get("Id", ""): tag.get("Target", "")
        for tag in _tags(archive.read(names[relations]), b"Relationship")
    }
    parts: dict[str, str] = {}
    for tag in _tags(archive.read(names[book]), b"sheet"):
        target = targets.get(tag.get("id", ""), "")
        part = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        name = unescape(tag.get("name", ""))
        parts[name if name not in parts else f"{name} ({len(parts) + 1})"] = part.lower()
    return parts
