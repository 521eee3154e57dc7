"""Which computer this is, also after its name on the network has changed."""

import hashlib
import socket
import sys
from functools import cache
from pathlib import Path


@cache
def computer_id() -> str:
    """Return a short text that stays the same on this computer and is different on every other.

    It is a digest, so the system's own number does not travel in a lock file.
    """
    known = _number_of_the_system() or socket.gethostname()
    return hashlib.sha256(f"nhipcau {known}".encode()).hexdigest()[:16]


if sys.platform == "win32":

    def _number_of_the_system() -> str:
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
elif sys.platform == "darwin":

    def _number_of_the_system() -> str:
        import ctypes

        number = (ctypes.c_ubyte * 16)()
        wait = (ctypes.c_long * 2)(1, 0)  # a timespec
        if ctypes.CDLL(None).gethostuuid(number, wait):
            return ""
        return bytes(number).hex()
else:

    def _number_of_the_system() -> str:
        # https://www.freedesktop.org/software/systemd/man/machine-id.html
        for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
            try:
                return Path(place).read_text(encoding="ascii").strip()
            except (OSError, UnicodeDecodeError):
                continue
        return ""
