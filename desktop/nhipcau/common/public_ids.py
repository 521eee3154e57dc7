"""Public ids: what travels in workbooks. They never change and are never reused."""

import secrets
from typing import Final

# Crockford's base 32: no I, L, O, U, so that an id can be read aloud (https://www.crockford.com/base32.html).
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_LETTERS: Final = _ALPHABET.encode() * 8
"""What each byte becomes."""


def new_uid() -> str:
    """Return 16 random letters and digits: 80 bits, enough never to meet twice."""
    return secrets.token_bytes(16).translate(_LETTERS).decode()
