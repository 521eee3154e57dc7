"""Where the program's own files and the user's files are."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve()


def resources() -> Path:
    """Return the folder of icons, fonts, texts and samples.

    Three places: beside the source, inside a frozen bundle, inside an installed wheel.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [
        Path(frozen) / "resources" if frozen else None,
        _HERE.parents[3] / "resources",
        _HERE.parents[1] / "_resources",
    ]
    for folder in candidates:
        if folder is not None and folder.is_dir():
            return folder
    raise FileNotFoundError("resources")


def resource(*parts: str) -> Path:
    """Return the path of one file under `resources/`."""
    return resources().joinpath(*parts)


def data_folder() -> Path:
    """Return the folder of the user's data files; `NHIPCAU_HOME` moves everything, for tests and portable use."""
    home = os.environ.get("NHIPCAU_HOME")
    if home:
        return Path(home)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "NhipCau"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "NhipCau"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "nhipcau"
