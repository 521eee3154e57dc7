"""Folders in which a data file is in danger: kept in step by a cloud service, or on another computer."""

import os
import sys
from pathlib import Path
from typing import Final, Literal

Risk = Literal["cloud", "network"]

_CLOUD: Final = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "pcloud",
    "nextcloud",
)
_NETWORK: Final = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afpfs", "9p", "davfs"))
_REMOTE_DRIVE: Final = 4  # DRIVE_REMOTE of GetDriveTypeW


def risk_of(path: Path) -> Risk | None:
    """Tell whether a file lies where others may change or lock it unseen; guesses from names, asks no service."""
    whole = path.absolute()
    if _is_network(whole):
        return "network"
    if any(part.casefold().startswith(_CLOUD) for part in whole.parts):
        return "cloud"
    return None


def _is_network(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE)
    return _mounted_as(path) in _NETWORK


def _mounted_as(path: Path) -> str:
    """Return the kind of file system the path is on, from the longest mount point above it."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""  # not Linux
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ")
        inside = os.path.commonpath((point, path)) == point
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
