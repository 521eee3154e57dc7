"""Everything that is written in a file: a workbook's parts unpacked, a draft's text and what it carries."""

import zipfile
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import openpyxl


def written_in(path: Path) -> str:
    """Return all texts of a workbook or of a mail draft, hidden sheets, lists and properties as well."""
    if path.suffix == ".eml":
        mail = message_from_bytes(path.read_bytes(), policy=default)
        body = mail.get_body()
        said = [str(mail["Subject"]), str(mail["To"]), str(mail["Cc"]), body.get_content() if body else ""]
        carried = [_in_workbook(one.get_payload(decode=True)) for one in mail.iter_attachments()]
        return "\n".join([*said, *carried])
    return _in_workbook(path.read_bytes())


def _in_workbook(content: object) -> str:
    assert isinstance(content, bytes)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        raw = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    return "\n".join([*raw, *cells])
