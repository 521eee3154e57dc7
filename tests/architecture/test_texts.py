"""Every text exists in both languages, with the same gaps, and the code asks only for texts that exist."""

import json
import re
import string
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(path for path in (ROOT / "resources" / "i18n").glob("*.json") if path.stem != "qt")
KEY = re.compile(r"""["']([a-z_]+\.[a-z0-9_][a-z0-9_.\-]*)["']""")


def _entries(path: Path) -> dict[str, dict[str, str | dict[str, str]]]:
    loaded: dict[str, dict[str, str | dict[str, str]]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _forms(value: str | dict[str, str]) -> list[str]:
    return list(value.values()) if isinstance(value, dict) else [value]


def _gaps(value: str | dict[str, str]) -> set[str]:
    return {name for form in _forms(value) for _, name, _, _ in string.Formatter().parse(form) if name}


def test_every_text_has_both_languages_with_the_same_gaps() -> None:
    wrong = [
        f"{path.stem}.{name}"
        for path in ROOMS
        for name, entry in _entries(path).items()
        if set(entry) != {"vi", "en"}
        or _gaps(entry["vi"]) | {"n"} != _gaps(entry["en"]) | {"n"}
        or not all(form.strip() for value in entry.values() for form in _forms(value))
    ]
    assert ROOMS
    assert wrong == []


def test_every_text_the_code_names_exists() -> None:
    known = {f"{path.stem}.{name}" for path in ROOMS for name in _entries(path)}
    rooms = {path.stem for path in ROOMS}
    missing = set()
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for key in KEY.findall(path.read_text(encoding="utf-8")):
            room = key.partition(".")[0]
            beginning = any(name.startswith(key) for name in known) and key.endswith((".", "_", "-"))
            if room in rooms and key not in known and not beginning:
                missing.add((path.name, key))
    # Names that only look like keys: files, modules and routes.
    suffixes = (".json", ".py", ".nhipcau", ".svg", ".xlsx", ".txt", ".csv", ".toml", ".log", ".qss")
    tables = {"person.id", "programme.id", "participant.id", "question.id", "pair.id"}
    assert not {item for item in missing if not item[1].endswith(suffixes) and item[1] not in tables}


def test_no_text_stands_unused() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "desktop").rglob("*.py")))
    said = set(KEY.findall(code))
    # Keys put together when they are needed: `f"inbox.state.{state}"` says every text that begins so.
    begun = tuple(re.findall(r"""f["']([a-z_]+\.[a-z0-9_.\-]*)\{""", code))
    begun += tuple(key for key in said if key.endswith("."))
    unused = {
        f"{path.stem}.{name}"
        for path in ROOMS
        for name in _entries(path)
        if f"{path.stem}.{name}" not in said and not f"{path.stem}.{name}".startswith(begun)
    }
    assert unused == set()
