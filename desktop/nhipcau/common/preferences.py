"""What this user of this machine prefers, kept apart from the organisation's data.

A plain dataclass and a small TOML writer: reading it belongs to the first moments of the program, before anything
heavy is imported. A file that cannot be read is set aside, never in the way of starting.
"""

import json
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal

from nhipcau.common.paths import data_folder
from nhipcau.common.words import LANGUAGES, Language

Theme = Literal["system", "light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("system", "light", "dark")
TEXT_SIZES: Final = (100, 125, 150)
MOST_RECENT_FILES: Final = 6
ANSWER_DAYS: Final = 14


def language_of_the_system() -> Language:
    """Return English where the system speaks English, Vietnamese everywhere else."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not named:
        try:
            import locale  # with its tables of all languages

            named = locale.getlocale()[0] or ""
        except ValueError:
            named = ""
    return "en" if named.lower().startswith("en") else "vi"


@dataclass(slots=True)
class Preferences:
    """Everything that is remembered between two starts."""

    language: Language = "vi"
    theme: Theme = "system"
    text_size: int = 100
    last_file: str = ""
    last_programme: int = 0
    last_programme_name: str = ""
    """Shown while the last file is being opened."""
    signed_by: str = ""
    """The name under letters and mails."""
    answer_days: int = ANSWER_DAYS
    """How many days a workbook that names no day is waited for."""
    geometry: str = ""
    """Of the window, as Qt writes it, in base 64."""
    recent: list[str] = field(default_factory=list)
    folders: dict[str, str] = field(default_factory=dict)
    """Where files of each purpose were last saved or found."""
    versions: dict[str, str] = field(default_factory=dict)
    """Of a file that was replaced while it was open: where the version of this machine waits to be merged."""

    def remember_file(self, path: Path) -> None:
        """Put a file first in the list of recent ones."""
        name = str(path)
        self.last_file = name
        self.recent = [name, *(other for other in self.recent if other != name)][:MOST_RECENT_FILES]

    def forget_file(self, path: Path) -> None:
        name = str(path)
        self.recent = [other for other in self.recent if other != name]
        if self.last_file == name:
            self.last_file = ""


def preferences_path() -> Path:
    return data_folder() / "preferences.toml"


def load(path: Path) -> Preferences:
    """Read preferences; what is missing or makes no sense keeps its default."""
    preferences = Preferences()
    if not path.exists():
        preferences.language = language_of_the_system()
        return preferences
    try:
        found = _parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        _set_aside(path)
        preferences.language = language_of_the_system()
        return preferences
    if not isinstance(found.get("language"), str):
        preferences.language = language_of_the_system()
    for entry in fields(Preferences):
        value = found.get(entry.name)
        if type(value) is type(getattr(preferences, entry.name)):
            setattr(preferences, entry.name, value)
    _mend(preferences)
    return preferences


def _parsed(text: str) -> dict[str, Any]:
    """Read TOML, without a parser of all of it where nobody but `save` has written. Raises ValueError."""
    try:
        pairs = (line.split(" = ", 1) for line in text.splitlines())
        return {name: _value(value) for name, value in pairs}
    except ValueError:  # a line of a person's own, maybe
        import tomllib

        return tomllib.loads(text)


def _value(text: str) -> Any:  # noqa: ANN401 - of whatever kind
    """Read a value as `_toml` writes it; raises ValueError for any other."""
    if not text.startswith("{"):
        return json.loads(text)
    parsed = json.JSONDecoder().raw_decode
    found: dict[str, Any] = {}
    at = 1
    while text[at:] != "}":
        name, at = parsed(text, at)
        if text[at : at + 3] != " = ":
            raise ValueError(text)
        found[name], at = parsed(text, at + 3)
        at += 2 * (text[at : at + 2] == ", ")
    return found


def _mend(preferences: Preferences) -> None:
    if preferences.language not in LANGUAGES:
        preferences.language = language_of_the_system()
    if preferences.theme not in THEMES:
        preferences.theme = "system"
    if preferences.text_size not in TEXT_SIZES:
        preferences.text_size = 100
    preferences.answer_days = max(1, preferences.answer_days)
    preferences.recent = [str(name) for name in preferences.recent][:MOST_RECENT_FILES]
    preferences.folders = {key: str(name) for key, name in preferences.folders.items()}
    preferences.versions = {key: str(name) for key, name in preferences.versions.items()}


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".broken.toml"))
    except OSError:
        return


def save(preferences: Preferences, path: Path) -> bool:
    """Write preferences whole or not at all. Says whether it worked: no user should lose work over it."""
    lines = [f"{entry.name} = {_toml(getattr(preferences, entry.name))}" for entry in fields(Preferences)]
    fresh = path.with_suffix(".new.toml")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
        fresh.replace(path)
    except (OSError, UnicodeEncodeError):
        return False
    return True


def _toml(value: str | int | list[str] | dict[str, str]) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(name)}" for key, name in value.items()) + "}"
    # A JSON string is a TOML basic string once DEL, which JSON leaves bare, is escaped too (https://toml.io/en/v1.0.0#string).
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
