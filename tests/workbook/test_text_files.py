"""Text files from every office: the letters, the separator and the rows are found, or the loss is said."""

import unicodedata
from pathlib import Path

import pytest
from tests.support.workbooks import put

from nhipcau.workbook import Source, read_source
from nhipcau.workbook.reader.plain_text import TCVN3, decode, find_separator

_LIST = "Họ và tên,Email,Điện thoại\nNguyễn Thị Đào,dao@ex.vn,0912345678\nTrần Văn Ước,uoc@ex.vn,0987654321\n"
_ROWS = tuple(tuple(line.split(",")) for line in _LIST.splitlines())
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _as_1258(text: str) -> bytes:
    """Return text as Vietnamese Windows stored it: letters whole, tones behind them."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            whole = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
            out += (whole + "".join(c for c in parts if c in _TONES)).encode("cp1258")
    return bytes(out)


def _read(tmp_path: Path, data: bytes) -> Source:
    return read_source(put(tmp_path, "ds.csv", data))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (_LIST.encode(), "utf-8"),
        (_LIST.encode("utf-8-sig"), "utf-8"),
        (_LIST.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + _LIST.encode("utf-16-be"), "utf-16-be"),
        (_LIST.encode("utf-16-le"), "utf-16-le"),
        (_LIST.encode("utf-16-be"), "utf-16-be"),
        (_as_1258(_LIST), "windows-1258"),
        (unicodedata.normalize("NFD", _LIST).encode(), "utf-8"),
        (_LIST.encode() + b"\0\0\0", "utf-8"),
        (_LIST.replace("\n", "\r\n").encode(), "utf-8"),
        (_LIST.replace("\n", "\r").encode(), "utf-8"),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16 be", "le bare", "be bare", "1258", "nfd", "zeros", "crlf", "cr"],
)
def test_the_letters_are_found(tmp_path: Path, data: bytes, encoding: str) -> None:
    source = _read(tmp_path, data)
    assert source.sheets[0].rows == _ROWS
    assert source.encoding == encoding
    assert source.warnings == ()


def test_western_windows_letters_are_found() -> None:
    found = decode("Nome;Città\nNiccolò;Forlì\nFrançois;Cantù\n".encode("cp1252"))
    assert found.encoding == "windows-1252"
    assert "Niccolò;Forlì\nFrançois" in found.text


def test_text_garbled_once_is_mended_and_said(tmp_path: Path) -> None:
    garbled = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in _LIST.encode())
    source = _read(tmp_path, garbled.encode())
    assert source.sheets[0].rows == _ROWS
    assert source.warnings == ("garbled_mended",)


def test_letters_lost_beside_those_that_french_has_are_said(tmp_path: Path) -> None:
    lost = "Tên,Email\nTr?n Th? Bình,binh@ex.vn\n"
    for encoding in ("cp1252", "utf-8"):
        assert _read(tmp_path, lost.encode(encoding)).warnings == ("lost_letters",)


@pytest.mark.parametrize(
    "text",
    ["Tên,Bạn hỏi gì?\nĐào,có?không\n", "Name,Page\nJosé,https://x.vn/a?b=c\nZoë,www.x.vn/watch?v=1\n",
     "Name,Question\nJosé,Really? Yes\n"],
)  # fmt: skip
def test_a_question_is_no_lost_letter(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text.encode()).warnings == ()


def test_a_file_put_together_from_two_encodings_is_read_line_by_line(tmp_path: Path) -> None:
    head, first, second, _ = _LIST.split("\n")
    data = f"{head}\n{first}\n".encode() + _as_1258(second)
    source = _read(tmp_path, data)
    assert source.sheets[0].rows == _ROWS
    assert source.warnings == ("mixed_letters",)


def test_letters_of_the_fonts_before_unicode_are_turned_into_those_they_showed(tmp_path: Path) -> None:
    back = {letter: byte for byte, letter in TCVN3.items()}
    data = bytes(back.get(letter, ord(letter)) for letter in _LIST)
    assert "TrÇn V¨n".encode("cp1252") in data
    source = _read(tmp_path, data)
    assert source.sheets[0].rows == _ROWS
    assert (source.encoding, source.warnings) == ("tcvn3", ("old_letters",))


def test_french_and_german_letters_stay_what_they_are(tmp_path: Path) -> None:
    text = "Name,City\nFrançois Lefèvre,Orléans\nJürgen Groß,Köln\nZoë Nuñez,Málaga\n"
    source = _read(tmp_path, text.encode("cp1252"))
    assert source.sheets[0].rows[1:] == tuple(tuple(line.split(",")) for line in text.splitlines()[1:])


def test_text_garbled_for_good_is_said(tmp_path: Path) -> None:
    source = _read(tmp_path, _LIST.encode().decode("cp1252", "replace").encode())
    assert source.warnings in {("garbled",), ("garbled", "lost_letters")}


def test_letters_lost_by_excel_are_said(tmp_path: Path) -> None:
    source = _read(tmp_path, b"H? v? t?n,Email\nNguy?n Th? D?o,dao@ex.vn\nTr?n V?n U?c,uoc@ex.vn\n")
    assert source.warnings == ("lost_letters",)


def test_a_question_mark_at_the_end_of_a_question_is_no_loss(tmp_path: Path) -> None:
    assert _read(tmp_path, b"Name?,Why? What?\nAn,yes?no\n").warnings == ()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    source = _read(tmp_path, _LIST.replace(",", separator).encode())
    assert source.sheets[0].rows == _ROWS
    assert source.separator == separator


def test_commas_inside_answers_do_not_pass_for_the_separator() -> None:
    text = "Tên;Kỹ năng\nAn;Giao tiếp, lãnh đạo\nBình;Tin học\nChi;Ngoại ngữ, đàm phán, viết\n"
    assert find_separator(text) == ";"


def test_a_separator_declared_by_excel_is_believed(tmp_path: Path) -> None:
    assert _read(tmp_path, b"sep=;\nTen;Email\nAn;a@b.vn\n").sheets[0].rows[0] == ("Ten", "Email")


def test_line_breaks_and_quotes_inside_quotes_belong_to_the_answer(tmp_path: Path) -> None:
    source = _read(tmp_path, 'Tên,Ghi chú\nAn,"dòng một\r\ndòng ""hai"", hết"\n'.encode())
    assert source.sheets[0].rows[1] == ("An", 'dòng một\ndòng "hai", hết')


def test_blank_fields_are_blank_and_leading_zeros_stay(tmp_path: Path) -> None:
    assert _read(tmp_path, b"a,b,c\n007,,1/2\n").sheets[0].rows[1] == ("007", None, "1/2")


def test_a_quote_left_open_is_said(tmp_path: Path) -> None:
    assert "unclosed_quote" in _read(tmp_path, b'a,b\n1,"x\n2,y\n3,z\n').warnings


def test_a_list_of_one_column_is_a_table(tmp_path: Path) -> None:
    assert _read(tmp_path, "Tên\nAn\nBình\n".encode()).sheets[0].rows == (("Tên",), ("An",), ("Bình",))


def test_the_only_sheet_is_called_after_the_file(tmp_path: Path) -> None:
    assert _read(tmp_path, b"a,b\n1,2\n").sheets[0].name == "ds"
