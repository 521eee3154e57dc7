"""What is logged, reported and told on the terminal names nobody, and still says where the fault is."""

import ast
import io
import logging
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy

import nhipcau
from nhipcau.common import uncaught_errors as uncaught
from nhipcau.common.error_trace import report_of, trace_of
from nhipcau.common.errors import Problem, Rejected, Unavailable
from nhipcau.common.log import LOG, Harmless, NamelessFormatter, log_path, start_log

NAMES = ("Lê Thị Mai", "mai@ex.vn", "/home/mai")
_LOGGING = ("debug", "info", "warning", "error", "exception", "critical")
WHO = "Lê Thị Mai mai@ex.vn /home/mai/Mai.nhipcau"


def nameless(text: str) -> bool:
    return not any(
        name in text for name in (*NAMES, *(ascii(name)[1:-1] for name in NAMES), str(Path.home()))
    )


def with_notes() -> None:
    error = ValueError(WHO)
    error.add_note(WHO)
    raise error


def of_a_key() -> None:
    raise KeyError(WHO)


def with_cause() -> None:
    try:
        of_a_key()
    except KeyError as error:
        raise RuntimeError(WHO) from error


def while_handled() -> None:
    try:
        of_a_key()
    except KeyError:
        int(WHO)


def of_a_group() -> None:
    inner = ExceptionGroup(WHO, [ValueError(WHO), OSError(28, WHO, WHO)])
    raise ExceptionGroup(WHO, [inner, KeyError(WHO)])


def of_the_engine() -> None:
    with sqlalchemy.create_engine("sqlite://").connect() as connection:
        connection.execute(sqlalchemy.text("SELECT * FROM nobody WHERE name = :who"), {"who": WHO})


def of_sqlite() -> None:
    sqlite3.connect(":memory:").execute(f'SELECT "{WHO}" FROM "{WHO}"')


def of_letters() -> None:
    WHO.encode("ascii")


def of_a_file() -> None:
    Path(WHO).read_bytes()


def ours() -> None:
    raise Unavailable("database.damaged", path=WHO)


def rejected() -> None:
    raise Rejected(Problem("people.problem.email", "email", {"text": WHO}), Problem(WHO))


def of_code_that_is_named_after_somebody() -> None:
    exec(compile("1/0", f"/home/mai/{WHO}.py", "exec"), {"__name__": WHO})


def of_an_endless_chain() -> None:
    first, second = ValueError(WHO), KeyError(WHO)
    first.__cause__, second.__cause__ = second, first
    raise first


def in_a_circle() -> None:
    in_a_circle()


FAULTS = [
    with_notes, with_cause, while_handled, of_a_group, of_the_engine, of_sqlite, of_letters, of_a_file, ours, rejected,
    of_code_that_is_named_after_somebody, of_an_endless_chain, in_a_circle,
]  # fmt: skip


def caught(fail: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as info:  # noqa: PT011 - whatever it is
        fail()
    return info.value


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Write to the real log file, and return what is in it."""
    assert caplog is not None
    start_log()
    return lambda: log_path().read_text(encoding="utf-8")


@pytest.mark.parametrize("fail", FAULTS)
def test_a_report_names_nobody_and_says_what_and_where(fail: Callable[[], None]) -> None:
    error = caught(fail)
    report = report_of(error)
    assert nameless(report)
    assert type(error).__qualname__ in report
    assert "test_log.py:" in report
    assert f" in {fail.__qualname__}" in report
    assert len(report) < 8000


def test_a_report_tells_causes_groups_and_codes() -> None:
    assert "KeyError\nwhich led to:" in trace_of(caught(with_cause))
    assert "KeyError\nand while that was handled:" in trace_of(caught(while_handled))
    assert "OSError [ENOSPC]" in trace_of(caught(of_a_group))
    assert "2 of 2:\n  KeyError" in trace_of(caught(of_a_group))
    assert "sqlite3.OperationalError [SQLITE_ERROR]" in trace_of(caught(of_sqlite))
    assert "Unavailable [database.damaged]" in trace_of(caught(ours))
    assert "Rejected [people.problem.email, ?]" in trace_of(caught(rejected))


def test_a_report_quotes_the_lines_of_the_program() -> None:
    from nhipcau.common.words import Words

    told = trace_of(caught(lambda: Words("vi")("nobody.knows.this")))
    assert "nhipcau/common/words.py:" in told
    assert len([line for line in told.splitlines() if line.startswith("    ")]) >= 1
    assert "site-packages" not in told


@pytest.mark.parametrize("fail", FAULTS)
@pytest.mark.parametrize("name", ["nhipcau", "nhipcau.database.file_opening", "sqlalchemy.pool", "root"])
def test_an_exception_is_logged_without_its_message(
    fail: Callable[[], None], name: str, logged: Callable[[], str]
) -> None:
    logger = logging.getLogger(None if name == "root" else name)
    error = caught(fail)
    logger.error("no backup on closing", exc_info=error)
    assert nameless(logged())
    assert type(error).__qualname__ in logged()
    assert ("no backup on closing" in logged()) == name.startswith("nhipcau")


def test_values_are_logged_only_where_they_are_numbers_or_marked_as_harmless(
    logged: Callable[[], str],
) -> None:
    LOG.warning("read %s of %d in %s by %s", WHO, 7, Path(WHO), Harmless("xlsx"))
    LOG.warning("for %(who)s after %(n)d", {"who": WHO, "n": 3})
    LOG.error(ValueError(WHO))
    LOG.warning("%s", ValueError(WHO), stack_info=True)
    logging.getLogger("alembic").error("cannot read %s", WHO)
    logging.getLogger("alembic").error(WHO)
    text = logged()
    assert nameless(text)
    assert "read <str> of 7 in <PosixPath> by xlsx" in text.replace("WindowsPath", "PosixPath")
    assert "for <str> after 3" in text
    assert "alembic at test_log." in text


def test_a_record_whose_values_do_not_fit_is_told_without_them() -> None:
    record = logging.LogRecord("nhipcau", logging.ERROR, "", 1, "wrong %d %s", (WHO,), None)
    assert NamelessFormatter().format(record).endswith(" ERROR wrong %d %s")


def _logs(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr in _LOGGING
        and isinstance(called.value, ast.Name)
        and called.value.id.strip("_").casefold() in ("log", "logger", "logging")
    )


def test_every_message_the_program_logs_is_a_constant_of_its_source() -> None:
    """Only such a message is known to name nobody: the log keeps it as it is."""
    found = [
        f"{path.name}:{call.lineno}"
        for path in Path(nhipcau.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _logs(call.func) and not isinstance(call.args[0], ast.Constant)
    ]
    assert not found


def test_a_record_that_another_handler_has_written_out_is_nameless_all_the_same(
    logged: Callable[[], str],
) -> None:
    usual = logging.StreamHandler(io.StringIO())
    logging.getLogger().handlers.insert(0, usual)
    try:
        LOG.error("it failed", exc_info=caught(with_cause))
    finally:
        logging.getLogger().removeHandler(usual)
    assert not nameless(usual.stream.getvalue())
    assert nameless(logged())


def test_a_warning_is_logged_without_its_text(logged: Callable[[], str]) -> None:
    warnings.showwarning(UserWarning(WHO), UserWarning, f"/home/mai/{WHO}.py", 17)
    assert nameless(logged())
    assert "UserWarning at line 17" in logged()


def test_a_log_that_cannot_be_written_is_in_nobodys_way_and_prints_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert caplog is not None
    log_path().parent.parent.mkdir(exist_ok=True)
    log_path().parent.write_text("a file in the way")
    start_log()
    LOG.error("%s", WHO)
    assert capfd.readouterr() == ("", "")


def test_the_log_of_a_version_that_wrote_messages_is_removed() -> None:
    old, other = log_path().with_name("nhipcau.log.1"), log_path().with_name("nhipcau.log")
    old.parent.mkdir(parents=True)
    old.write_text(f"ERROR pair\nTraceback (most recent call last):\nKeyError: {WHO}\n", encoding="utf-8")
    other.write_text("INFO Nhịp Cầu\nKeyError\n", encoding="utf-8")
    start_log()
    assert [path.name for path in old.parent.iterdir()] == [other.name]


_UNCAUGHT = f"""
import gc, sys, threading
from nhipcau.common.uncaught_errors import tell_uncaught_namelessly

tell_uncaught_namelessly()

def fail(*_):
    try:
        raise KeyError({WHO!r})
    except KeyError:
        raise ValueError({WHO!r})

class Fragile:
    __del__ = fail

thread = threading.Thread(target=fail, name={WHO!r})
thread.start()
thread.join()
Fragile()
gc.collect()
fail()
"""


def test_what_nobody_caught_is_told_on_the_terminal_without_names() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _UNCAUGHT],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )
    assert ended.returncode == 1
    assert nameless(ended.stderr)
    assert ended.stderr.count("\nValueError\n") == 3
    assert "__main__.py:" in ended.stderr


def test_a_hook_that_somebody_set_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def mine(*_: object) -> None: ...

    monkeypatch.setattr(sys, "excepthook", mine)
    uncaught.tell_uncaught_namelessly()
    assert sys.excepthook is mine
