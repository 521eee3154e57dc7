"""A small log on the user's machine, for when something went wrong. No names, no answers, no file contents."""

import logging
import logging.handlers
import platform
from pathlib import Path

import nhipcau
from nhipcau.common.paths import data_folder

LOG = logging.getLogger("nhipcau")


def log_path() -> Path:
    return data_folder() / "log" / "nhipcau.log"


def start_log() -> None:
    """Begin writing to the log file; where none can be written the program goes on without."""
    if LOG.handlers:
        return
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.info("version %s, Python %s, %s", nhipcau.__version__, platform.python_version(), platform.platform())


def stop_log() -> None:
    for handler in LOG.handlers[:]:
        handler.close()
        LOG.removeHandler(handler)
