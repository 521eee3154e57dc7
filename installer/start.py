#!/usr/bin/env python3
"""Set everything up and start: one script for every system, nothing but Python's standard library.

    python3 installer/start.py           set up, then open the program on a sample organisation
    python3 installer/start.py test      set up, then run every check and every test (arguments go to pytest instead)
    python3 installer/start.py fast      set up, then run the checks and the fast tests
    python3 installer/start.py check     set up, then run the checks alone, or those that are named (check style types)
    python3 installer/start.py lock      pin the packages again after a change of pyproject.toml

A second run finds everything in place and starts at once. The folder `.venv` holds all that is installed; on
Debian and Ubuntu the system libraries that Qt needs are installed too, when this runs as root or sudo is there.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "installer" / "requirements"

# Shared libraries of Qt's core and of its X11 platform, with the Debian packages that carry them.
# Debian 13 renamed libglib2.0-0; apt still resolves the old name.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What no test says, each in a run of its own; the longest first. Types are looked at in one run: those of the tests
# need all of the program's.
CHECKS = {
    "types": (("mypy", "desktop/nhipcau", "tests", "installer/start.py"),),
    "contracts": (("lint-imports", "--no-logo"),),
    "dead-code": (("vulture",), ("vulture", "desktop", "installer", "tests")),
    "style": (("ruff", "check", "."),),
    "format": (("ruff", "format", "--check", "."),),
    "dependencies": (
        ("deptry", "desktop", "installer"),
        (
            "deptry",
            "desktop",
            "installer",
            "tests",
            "--ignore",
            "DEP004",
        ),  # the tests' packages are for tests
    ),
}
TESTING = ("test", "fast", "check")
IN_PARALLEL = ["-q", "-n", "auto", "--dist", "worksteal"]


def say(message: str) -> None:
    print(f"[nhipcau] {message}", flush=True)


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_packages(libraries: dict[str, str]) -> list[str]:
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages, or say in one line what to install."""
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        sys.exit(
            f"[nhipcau] System libraries are missing. On Debian they are called: {' '.join(packages)}. "
            "Install what your system calls them, then run this again."
        )
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and sys.stdin.isatty():
        prefix = ["sudo"]
    else:
        sys.exit(
            f"[nhipcau] System libraries are missing. Run this once, then start again:\n  sudo {command}"
        )
    say(f"installing system libraries{' with sudo' if prefix else ''}: {' '.join(packages)}")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.run([*prefix, *quiet, "apt-get", "update", "-qq"], check=True)
    subprocess.run([*prefix, *quiet, *command.split(), "-qq"], check=True, stdout=subprocess.DEVNULL)


def prepare_system(*, window: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    packages = missing_packages(LIBRARIES) + (missing_packages(WINDOW_LIBRARIES) if window else [])
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        packages.append(f"python3.{sys.version_info[1]}-venv")
    if packages:
        install_system_packages(packages)


def prepare_packages(kind: str) -> None:
    """Make `.venv` hold exactly the pinned packages; a stamp tells when it already does.

    The test packages contain the program's, so a tested folder runs without installing again.
    """
    wanted = {name: _fingerprint(name) for name in ("app", "test")}
    stamps = {name: VENV / f".{name}.stamp" for name in wanted}
    enough = ("test",) if kind == "test" else ("app", "test")
    if any(stamps[name].is_file() and stamps[name].read_text() == wanted[name] for name in enough):
        return
    if not PYTHON.exists():
        say("making .venv")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    say("installing packages (the first time this takes a minute)")
    command = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    if kind == "test":
        command.append("--no-compile")  # tests compile what they import, a part of it, on all processors
    result = subprocess.run([*map(str, command), "-r", str(REQUIREMENTS / f"{kind}.txt")], check=False)
    if result.returncode:
        sys.exit(
            "[nhipcau] The packages could not be installed; the lines above say why. Behind a company network, "
            "ask for the proxy (HTTPS_PROXY) or the certificate (PIP_CERT) and run this again."
        )
    stamps[kind].write_text(wanted[kind])


def _fingerprint(kind: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{kind}.txt").read_bytes() + sys.version.encode()).hexdigest()


def write_launcher() -> None:
    """Make `nhipcau` a command of the environment, so that its other uses need no long line."""
    site = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages")
    (site / "nhipcau.pth").write_text(f"{ROOT / 'desktop'}\n", encoding="utf-8")
    if os.name == "nt":
        (SCRIPTS / "nhipcau.cmd").write_text(f'@"{PYTHON}" -m nhipcau %*\n', encoding="utf-8")
    else:
        launcher = SCRIPTS / "nhipcau"
        launcher.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m nhipcau "$@"\n', encoding="utf-8")
        launcher.chmod(0o755)


def lock() -> int:
    """Pin pyproject.toml's packages with hashes, for every system and without naming where they came from."""
    tool = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--generate-hashes",
    ]
    quiet = [
        "--python-version",
        "3.11",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--no-annotate",
        "--no-header",
    ]
    for name, extra in (("app", []), ("test", ["--group", "test"])):
        target = ["-q", "-o", str(REQUIREMENTS / f"{name}.txt")]
        subprocess.run([*tool, *quiet, *extra, *target], check=True, cwd=ROOT)
    return 0


@dataclass(frozen=True)
class Finding:
    """What a check had to say."""

    check: str
    passed: bool
    output: str
    seconds: float

    def tell(self) -> None:
        say(f"{self.check}: {'passed' if self.passed else 'FAILED'} in {self.seconds:.0f} s")
        if not self.passed:
            print(self.output, flush=True)


def look_at(check: str) -> Finding:
    """Run the tools of a check, all of them, and keep what they print."""
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    passed, output = True, ""
    for tool, *arguments in CHECKS[check]:
        result = subprocess.run(
            [str(SCRIPTS / tool), *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        passed = passed and result.returncode == 0
        output += result.stdout
    return Finding(check, passed, output, time.monotonic() - began)


def begin_checks(names: Iterable[str], pool: ThreadPoolExecutor) -> list[Future[Finding]]:
    return [pool.submit(look_at, name) for name in CHECKS if name in names]


def end_checks(begun: list[Future[Finding]]) -> bool:
    """Tell what each check found as soon as it has ended; return whether all passed."""
    found = []
    for one in as_completed(begun):
        found.append(one.result())
        found[-1].tell()
    return all(one.passed for one in found)


def check(names: list[str]) -> int:
    unknown = set(names) - set(CHECKS)
    if unknown:
        sys.exit(f"[nhipcau] There is no check {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return 0 if end_checks(begin_checks(names or CHECKS, pool)) else 1


def test(arguments: list[str]) -> int:
    """Run all checks, and the tests: types, which take one processor a minute, are looked at beside the tests."""
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        types, *others = begin_checks(CHECKS, pool)
        passed = end_checks(others)
        tested = run_pytest(arguments)
        passed = end_checks([types]) and passed
    if not passed:
        say("a check FAILED: its lines are above")
    return tested or (0 if passed else 1)


def run_pytest(arguments: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT)


def start(command: str, arguments: list[str]) -> int:
    if command == "check":
        return check(arguments)
    if command == "fast":
        return test([*IN_PARALLEL, "-m", "not slow and not nightly", *arguments])
    if command == "test":
        return run_pytest(arguments) if arguments else test(IN_PARALLEL)
    if has_display():
        return subprocess.call([str(PYTHON), "-m", "nhipcau", "--sample", *arguments], cwd=ROOT)
    say("there is no display here: doing the same work off-screen")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.call(
        [str(PYTHON), "-m", "nhipcau", "demonstrate", str(ROOT / "build" / "sample")], cwd=ROOT
    )


def main() -> int:
    began = time.monotonic()
    command, *arguments = sys.argv[1:] or ["run"]
    if command not in ("run", *TESTING, "lock"):
        sys.exit(__doc__)
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        sys.exit(f"[nhipcau] Python 3.11 to 3.14 is needed; this is {platform.python_version()}.")
    if command == "lock":
        return lock()
    prepare_system(window=command == "run" and has_display())
    prepare_packages("test" if command in TESTING else "app")
    write_launcher()
    say(f"ready in {time.monotonic() - began:.1f} s")
    return start(command, arguments)


if __name__ == "__main__":
    raise SystemExit(main())
