"""What surveys bring to the window and to the sixth step of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, PageEntry, StepProof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import ProofDetail

_WAVES_SHOWN: Final = 4
_TABLES: Final = frozenset({"survey", "survey_wave", "survey_response", "survey_answer"})


def _fit_is_heard(db: Session, programme_id: int) -> bool:
    from nhipcau.pairing.store.standing_pairs import has_pairs
    from nhipcau.surveys.due_pairs import fit_unheard

    return has_pairs(db, programme_id) and not fit_unheard(db, programme_id)


def _surveys_are_done(db: Session, programme_id: int) -> bool:
    from nhipcau.common.clock import today
    from nhipcau.surveys.queries import waves

    done = {wave.survey.kind for wave in waves(db, programme_id) if wave.is_done(today())}
    return {"midterm", "end"} <= done


def _asked_last(db: Session, programme_id: int) -> Iterator[ProofDetail]:
    """Yield what was asked last, with how many answered; the newest first."""
    from nhipcau.common.feature_answers import ProofDetail
    from nhipcau.surveys.queries import waves

    for wave in waves(db, programme_id)[:_WAVES_SHOWN]:
        values = {"wave": wave.name, "n": wave.answered, "asked": wave.asked}
        yield ProofDetail("evaluation.proof.wave", values, wave.answered > 0)


FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "surveys", "clipboard-check", "nhipcau.surveys.ui.page:SurveysPage", "Ctrl+6", step=6,
            views=("results", "people"),
        ),
    ),
    proofs=(
        StepProof(6, 0, _fit_is_heard, _TABLES | {"pair"}),
        StepProof(6, 1, _surveys_are_done, _TABLES, details=_asked_last),
    ),
)  # fmt: skip
