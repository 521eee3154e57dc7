"""What the page shows, read in one go away from the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nhipcau.common.clock import today
from nhipcau.programmes.queries import programme
from nhipcau.surveys import queries
from nhipcau.surveys.anonymous_results import AnonymousResults, results_of
from nhipcau.surveys.due_pairs import pairs_due
from nhipcau.surveys.queries import ResponseRow, SurveyRow, WaveResults, WaveRow
from nhipcau.surveys.service import newcomers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nhipcau.common.words import Language
    from nhipcau.database import Database


@dataclass(frozen=True, slots=True)
class WaveReading:
    """One wave with what it brought in."""

    wave: WaveRow
    results: WaveResults | AnonymousResults
    people: tuple[ResponseRow, ...]
    newcomers: int
    """How many more could be asked."""


@dataclass(frozen=True, slots=True)
class SurveysReading:
    """A programme's surveys and waves, who is due to be asked, and the wave that is chosen."""

    kind: str = "traditional"
    surveys: tuple[SurveyRow, ...] = ()
    waves: tuple[WaveRow, ...] = ()
    due: Mapping[str, frozenset[int]] = field(default_factory=dict)
    wave: WaveReading | None = None


def read_surveys(
    database: Database, programme_id: int, chosen: int | None, language: Language
) -> SurveysReading:
    """Read everything, and of the chosen wave, or else of the newest, what it brought in."""
    with database.read() as db:
        found, waves = programme(db, programme_id), queries.waves(db, programme_id)
        known = [wave.id for wave in waves]
        shown = chosen if chosen in known else next(iter(known), None)
        results = None if shown is None else results_of(db, shown, language)
        wave = None
        if results is not None:
            number = results.wave.id
            wave = WaveReading(
                results.wave, results, queries.responses(db, number), len(newcomers(db, number))
            )
        return SurveysReading(
            "traditional" if found is None else found.kind,
            queries.surveys(db, programme_id),
            waves,
            pairs_due(db, programme_id, today()),
            wave,
        )


def read_wave(database: Database, wave_id: int, language: Language) -> WaveReading | None:
    """Read one wave; None when it is gone."""
    with database.read() as db:
        results = results_of(db, wave_id, language)
        if results is None:
            return None
        return WaveReading(results.wave, results, queries.responses(db, wave_id), len(newcomers(db, wave_id)))
