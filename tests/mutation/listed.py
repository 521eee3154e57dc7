"""The mutants that may live, each with its reason: `may_live.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.mutation.mutant import Module

LIST: Final = Path(__file__).with_name("may_live.toml")

Key = tuple[str, str, str, str]


def reasons() -> Mapping[Key, str]:
    """Return why each may live, by its file, its outermost function, the text of its line, and the change."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8")).get("mutant", [])
    return {(row["file"], row.get("function", ""), row["line"], row["change"]): row["reason"] for row in rows}


def outdated(known: Mapping[Key, str], modules: tuple[Module, ...]) -> list[Key]:
    """Return those whose line is no longer there."""
    lines = {
        module.path: {line.strip() for line in module.content.decode().splitlines()} for module in modules
    }
    return [key for key in known if key[0] in lines and key[2] not in lines[key[0]]]
