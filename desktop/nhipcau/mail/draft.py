"""A mail and the draft of it: an `.eml` that a mail program opens as a message still to be sent."""

import re
from base64 import b64encode
from binascii import b2a_qp
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from nhipcau.mail.addresses import is_address

Address = tuple[str, str]
"""A name, which may be empty, and an e-mail, which may be missing or wrong."""

_LINE: Final = 76
"""The most a header's line with encoded words may have (RFC 2047)."""
_PLAIN: Final = 60
"""So long a text of plain letters is written as it is."""
_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_UNPRINTED: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Show what follows in another order than it stands: an address would read as another one."""
_LONGEST_NAME: Final = 255
"""The bytes of a file's name on any disk; encoded, they still fit a line."""
_BOUNDARY: Final = "=_nhipcau"
"""Stands in no part: both encodings write an equals sign only before a figure, a line's end or another one."""
_BEGINS, _ENDS = "=?utf-8?B?", "?="


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; `kind` is its media type, such as `application/pdf`."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What is to be sent to whom. Those without an address a mail program takes are left out of the draft."""

    to: tuple[Address, ...]
    subject: str
    body: str
    cc: tuple[Address, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def unaddressed(self) -> tuple[str, ...]:
        """The names of those it should go to and cannot."""
        return tuple(name for name, email in (*self.to, *self.cc) if not is_address(email))


def draft(mail: Mail) -> bytes:
    """Return the mail as an unsent message (`X-Unsent`, RFC 5322 otherwise), in plain ASCII with CRLF.

    All of it is written here: Python's own writer takes the comma between two addresses into the encoded name before
    it where that name is long, and whoever comes second is lost.
    """
    lines = ["X-Unsent: 1"]
    for header, people in (("To", mail.to), ("Cc", mail.cc)):
        if addressed := [one for one in people if is_address(one[1])]:
            lines += _address_lines(header, addressed)
    lines += _folded("Subject:", _words(header_text(mail.subject), len("Subject: ")))
    lines += ["MIME-Version: 1.0", *_content(mail)]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def header_text(text: str) -> str:
    """Return text as a header holds it: one line of what can be seen, in the order in which it is read."""
    return " ".join(_UNPRINTED.sub(" ", _TURNING.sub("", text)).split())


def _content(mail: Mail) -> list[str]:
    """Return the lines from `Content-Type` on: the text, and the files where there are any."""
    if not mail.attachments:
        return _text_part(mail.body)
    parts = [_text_part(mail.body), *(_file_part(one) for one in mail.attachments)]
    lines = [f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"', ""]
    for part in parts:
        lines += [f"--{_BOUNDARY}", *part]
    return [*lines, f"--{_BOUNDARY}--"]


def _text_part(body: str) -> list[str]:
    # Half a letter, as broken files have, cannot be sent.
    whole = body.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = whole.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    encoded = b2a_qp(text.replace("\n", "\r\n").encode(), istext=True).decode("ascii")
    return [
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        *encoded.removesuffix("\r\n").split("\r\n"),
    ]


def _file_part(file: Attachment) -> list[str]:
    name = header_text(file.name).encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    encoded = b64encode(file.content).decode("ascii")
    return [
        f"Content-Type: {file.kind}",
        "Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment; filename*=utf-8''{quote(name, safe='')}",
        "",
        *(encoded[place : place + _LINE] for place in range(0, len(encoded), _LINE)),
    ]


def _address_lines(header: str, people: Sequence[Address]) -> list[str]:
    """Return a line for each address, or more where a name is long."""
    lines: list[str] = []
    for place, (name, email) in enumerate(people, 1):
        begin = f"{header}:" if place == 1 else ""
        comma = "," if place < len(people) else ""
        shown = header_text(name)
        named = _phrase(shown, len(begin) + 1) if shown else []
        lines += _folded(begin, [*named, f"<{email}>{comma}" if named else f"{email}{comma}"])
    return lines


def _folded(begin: str, words: Iterable[str]) -> list[str]:
    """Return words on lines as short as can be; every line but the first begins with a blank."""
    lines, line = [], begin
    for word in words:
        if line.strip() and len(line) + 1 + len(word) > _LINE and line != begin:
            lines.append(line)
            line = ""
        line += f" {word}"
    return [*lines, line]


def _phrase(text: str, used: int) -> list[str]:
    """Return a name as atoms, a quoted string, or encoded words."""
    if _is_plain(text) and not _ATOMS.fullmatch(text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return [f'"{escaped}"']
    return _words(text, used)


def _is_plain(text: str) -> bool:
    """Whether every reader takes the text as it stands."""
    return len(text) <= _PLAIN and text.isascii() and "=?" not in text


def _words(text: str, used: int) -> list[str]:
    """Return text as it is, or as encoded words of whole letters; `used` is what stands before it on its line."""
    if _is_plain(text):
        return text.split(" ") if text else []
    words: list[str] = []
    most, held = _most_bytes(used), b""
    for letter in text:
        encoded = letter.encode()
        while len(held) + len(encoded) > most:
            # Behind a blank where there is one: not every reader joins what was parted within a name.
            cut = held.rfind(b" ") + 1 or len(held)
            words.append(_encoded(held[:cut]))
            most, held = _most_bytes(1), held[cut:]
        held += encoded
    return [*words, _encoded(held)]


def _most_bytes(used: int) -> int:
    return (_LINE - used - len(_BEGINS) - len(_ENDS)) // 4 * 3


def _encoded(held: bytes) -> str:
    return f"{_BEGINS}{b64encode(held).decode('ascii')}{_ENDS}"
