"""Who is at the keyboard, as far as the computer knows."""

import getpass
import socket


def user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def at_work() -> str:
    """Return user and computer, as the journal writes them."""
    return f"{user_name()}@{socket.gethostname()}"
