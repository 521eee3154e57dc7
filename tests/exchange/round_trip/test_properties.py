"""Whatever an organisation holds goes out into a workbook and comes home as it was."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.support.database import new_database
from tests.support.organisations import Made, organisations, write_organisation
from tests.support.whole_workbook import send

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.recipients import WHOM, Whom, recipients
from nhipcau.exchange.round_trip.returned_batch import Batch, open_batch

few = settings(
    max_examples=int(os.environ.get("NHIPCAU_EXAMPLES", "6")), deadline=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
languages = st.sampled_from(LANGUAGES)


@contextmanager
def organisation(made: Made) -> Iterator[tuple[Database, int, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder))
        try:
            yield database, write_organisation(database, made), Path(folder)
        finally:
            database.close()


def news(batch: Batch) -> list[object]:
    """Return everything the preview would say, empty when nothing is new."""
    said: list[object] = list(batch.failures)
    for plan in batch.plans:
        said += plan.problems
        said += [
            (one.kind.code, row) for one in plan.kinds for row in one.merged.rows if row.state != "unchanged"
        ]
        said += [one.returned.unknown_columns for one in plan.kinds if one.returned.unknown_columns]
        said += [one.returned.doubled for one in plan.kinds if one.returned.doubled]
    return said


@pytest.mark.slow
@given(made=organisations(), language=languages)
@few
def test_a_programme_that_nobody_touched_brings_nothing_new(made: Made, language: Language) -> None:
    with organisation(made) as (database, programme_id, folder):
        path = send(database, programme_id, "Mùa xuân", folder / "a.xlsx", language)
        batch = open_batch(database, programme_id, [path])
        assert news(batch) == []
        assert batch.nothing_new
        sheets = {one.kind.code: len(one.merged.rows) for one in batch.plans[0].kinds}
        assert sheets["participants"] == len(made["people"])
        assert sheets.get("pairs", 0) == len(made["pairs"])
        for code in ("goals", "sessions", "pulses"):
            assert sheets.get(code, 0) == sum(len(pair[code]) for pair in made["pairs"])


@pytest.mark.slow
@given(made=organisations(), language=languages, whom=st.sampled_from(WHOM))
@few
def test_workbooks_of_pairs_that_nobody_touched_bring_nothing_new(
    made: Made, language: Language, whom: Whom
) -> None:
    with organisation(made) as (database, programme_id, folder):
        with database.read() as db:
            expected = len(recipients(db, programme_id, whom))
        if not expected:
            with pytest.raises(Unavailable, match=f"nobody.{whom}"):
                write_pair_workbooks(database, programme_id, folder, language, whom=whom)
            return
        written = write_pair_workbooks(database, programme_id, folder, language, whom=whom)
        paths = sorted(written.folder.glob("*.xlsx"))
        assert len(paths) == written.count == expected
        batch = open_batch(database, programme_id, paths)
        assert news(batch) == []
