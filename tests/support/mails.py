"""A small strict reader of mails (RFC 5322, RFC 2047), for what Python's own reader forgives or hides."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Final

_TOKEN: Final = re.compile(
    r"""(?P<blank>[ \t]+)|"(?P<quoted>(?:[^"\\]|\\.)*)"|<(?P<angle>[^<>,;" ]*)>|(?P<comma>,)"""
    r"""|(?P<encoded>=\?utf-8\?B\?[A-Za-z0-9+/=]*\?=)(?=[ \t]|$)|(?P<word>[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]+)"""
)


def headers(raw: bytes) -> dict[str, str]:
    """Return the headers of a message by lower-case name, unfolded; what breaks a rule fails."""
    head, _, body = raw.partition(b"\r\n\r\n")
    assert head.isascii()
    assert body.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    found: dict[str, str] = {}
    name = ""
    for line in head.decode("ascii").split("\r\n"):
        assert line.strip()
        assert len(line) <= 76 or "=?" not in line
        if line[0] in " \t":
            found[name] += line
        else:
            name, colon, value = line.partition(":")
            name = name.lower()
            assert colon
            assert re.fullmatch("[!-9;-~]+", name)
            assert name not in found
            found[name] = value
    return found


def text_of(value: str) -> str:
    """Return what an unstructured header says: the blanks between two encoded words are none of its text."""
    said, blank, was_encoded = "", "", False
    for word in re.split(r"([ \t]+)", value.strip()):
        if not word.strip():
            blank = word
            continue
        is_encoded = word.startswith("=?")
        if is_encoded:
            assert len(word) <= 75
            assert word[:10] == "=?utf-8?B?"
        assert is_encoded or "=?" not in word
        said += "" if is_encoded and was_encoded else blank
        said += b64decode(word[10:-2], validate=True).decode() if is_encoded else word
        was_encoded = is_encoded
    return said


def addresses_of(value: str) -> list[tuple[str, str]]:
    """Return the (name, address) of a header like To; an empty one says nothing and is refused."""
    found: list[tuple[str, str]] = []
    for tokens in _apart(_tokens(value)):
        *named, (kind, last) = tokens
        assert kind == "angle" or (kind == "word" and not named)
        assert re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", last)
        found.append((_phrase(named), last))
    return found


def _tokens(value: str) -> list[tuple[str, str]]:
    tokens, place = [], 0
    while place < len(value):
        match = _TOKEN.match(value, place)
        assert match is not None, value[place : place + 40]
        assert match.lastgroup is not None
        tokens.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return [token for token in tokens if token[0] != "blank"]


def _apart(tokens: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    parts: list[list[tuple[str, str]]] = [[]]
    for token in tokens:
        if token[0] == "comma":
            parts.append([])
        else:
            parts[-1].append(token)
    assert all(parts)
    return parts


def _phrase(tokens: list[tuple[str, str]]) -> str:
    said, before = "", ""
    for kind, token in tokens:
        if kind == "quoted":
            assert not before
            said = re.sub(r"\\(.)", r"\1", token)
        elif kind == "encoded":
            assert len(token) <= 75
            said += ("" if before in ("", "encoded") else " ") + b64decode(
                token[10:-2], validate=True
            ).decode()
        else:
            assert kind == "word"
            assert "@" not in token
            assert "=?" not in token
            said += (" " if before else "") + token
        before = kind
    return said


def recipients_of(path: Path, header: str = "to") -> list[tuple[str, str]]:
    """Return whom a draft goes to, or nobody."""
    value = headers(path.read_bytes()).get(header)
    return [] if value is None else addresses_of(value)
