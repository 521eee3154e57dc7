"""Killed at any moment, the program loses nothing it said was stored: thirty kills of those that
`python -m tests.kills` does by the thousand."""

import pytest
from tests.kills.operations import OPERATIONS
from tests.kills.running import Killer, spread_changes

KILLS = 2
"""Of each operation."""


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Killer:
    return Killer(tmp_path_factory.mktemp("kills"))


@pytest.mark.slow
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_is_lost_and_no_name_is_without_a_whole_file_whenever_it_is_killed(
    killer: Killer, name: str
) -> None:
    measured, undisturbed = killer.measure(name)
    assert not undisturbed.failures
    for moment in spread_changes(measured, KILLS):
        outcome = killer.kill(name, moment)
        assert not outcome.failures, f"killed before change {moment.change} of {measured.changes}"
        assert outcome.killed
