"""Workbooks put together by hand, part by part, so that they can be wrong in any way."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def _relations(items: Iterable[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in items
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(number: int, *texts: str, more: str = "", attributes: str = "") -> str:
    cells = "".join(text_cell(f"{chr(65 + n)}{number}", text) for n, text in enumerate(texts))
    return f'<row r="{number}" {attributes}>{cells}{more}</row>'


HEAD = row(1, "Tên", "Email")
LIST = HEAD + row(2, "An", "an@ex.vn") + row(3, "Bình", "binh@ex.vn")


def sheet_xml(rows: str, *, before: str = "", doctype: str = "", namespace: str = _MAIN) -> str:
    return f'{_XML}{doctype}<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData></worksheet>'


def package(
    sheets: Sequence[str | bytes] = (),
    *,
    strings: str | None = None,
    book: str | None = None,
    extra: Mapping[str, bytes | str] | None = None,
    sheet_attributes: Sequence[str] = (),
    without: Iterable[str] = (),
) -> dict[str, bytes]:
    """Return the parts of a workbook by their names."""
    places = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}" {dict(enumerate(sheet_attributes, 1)).get(n, "")}/>'
        for n in places
    )
    related = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in places]
    related.append(("rId900", "sharedStrings", "sharedStrings.xml"))
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": book
        or f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(related),
        "xl/sharedStrings.xml": strings or f'{_XML}<sst xmlns="{_MAIN}"></sst>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets, 1)},
        **(extra or {}),
    }
    return {
        name: part.encode() if isinstance(part, str) else part
        for name, part in parts.items()
        if name not in set(without)
    }


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    items = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in items:
            archive.writestr(name, part)
    return stream.getvalue()


def workbook(rows: str = LIST, **differences: str) -> bytes:
    return zipped(package([sheet_xml(rows, **differences)]))


def opendocument(rows: str, *, doctype: str = "", manifest: str = "") -> bytes:
    """Return an .ods of one sheet."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{oasis}:{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<table:table table:name="S1">{rows}</table:table>'
    content = (
        f"{_XML}{doctype}<office:document-content {spaces}><office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    listed = f'{_XML}<m:manifest xmlns:m="{oasis}:manifest:1.0">{manifest}</m:manifest>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": listed}
    return zipped({name: part.encode() for name, part in parts.items()})


def opendocument_row(*texts: str, more: str = "", cells: str = "") -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row>{inside}{cells}</table:table-row>"


def declare_size(data: bytes, part: str, size: int) -> bytes:
    """Return the archive with a lie about how large one part is."""
    changed = bytearray(data)
    directory = changed.rfind(part.encode()) - 46
    assert changed[directory : directory + 4] == b"PK\x01\x02"
    struct.pack_into("<I", changed, directory + 24, size)
    return bytes(changed)


def damaged(data: bytes) -> bytes:
    """Return the archive with a bit turned here and there."""
    changed = bytearray(data)
    for place in range(100, len(changed) - 300, 97):
        changed[place] ^= 0xFF
    return bytes(changed)


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
