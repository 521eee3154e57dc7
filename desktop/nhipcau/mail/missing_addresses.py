"""Those a mail should go to and cannot: said before it is saved, and after."""

from collections.abc import Iterable, Sequence
from typing import Final

from nhipcau.common.words import Words
from nhipcau.mail.draft import Mail

_NAMED: Final = 12
"""So many names are read before a list becomes a wall; the drafts themselves tell the others."""


def unaddressed(mails: Iterable[Mail]) -> tuple[int, tuple[str, ...]]:
    """Return how many of the mails lack a recipient, and the names of those who have no address, each once."""
    lacking = [names for mail in mails if (names := mail.unaddressed)]
    return len(lacking), tuple(dict.fromkeys(name for names in lacking for name in names))


def lacking_said(lacking: int, names: Sequence[str], words: Words, withheld: Sequence[str] = ()) -> str:
    """Say how many drafts lack a recipient and who that is; nothing where none does.

    `withheld` are those whose address is known and was left out of a private mail, because others read the mailbox.
    """
    said = [words("mail.lacking", n=lacking, names=names_said(names, words))] if lacking else []
    if withheld:
        said.append(words("mail.withheld", n=len(withheld), names=names_said(withheld, words)))
    return " ".join(said)


def names_said(names: Sequence[str], words: Words, most: int = _NAMED) -> str:
    """Return names as a sentence says them; of many the first, and how many more there are."""
    said, more = ", ".join(names[:most]), len(names) - most
    return said if more <= 0 else words("mail.names_more", names=said, n=more)
