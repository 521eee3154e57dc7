"""What surveys bring to the window and to the sixth step of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, NeedSource, PageEntry, StepProof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import Need, ProofDetail

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


def _needs(db: Session, programme_id: int) -> Iterator[Need]:
    """Yield the waves that are open and not wholly answered, then the pairs that should be asked now."""
    from nhipcau.common.clock import today
    from nhipcau.common.feature_answers import Need
    from nhipcau.surveys.due_pairs import pairs_due
    from nhipcau.surveys.queries import waves

    for wave in waves(db, programme_id):
        missing = wave.asked - wave.answered
        if missing and not wave.is_done(today()):
            yield Need("evaluation.need.answers", {"wave": wave.name, "n": missing}, {})
    for kind, pairs in pairs_due(db, programme_id, today()).items():
        if pairs:
            yield Need(f"evaluation.need.{kind}", {"n": len(pairs)}, {})


FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "surveys", "clipboard-check", "nhipcau.surveys.ui.page:SurveysPage", "Ctrl+6", step=6,
            views=("results", "people"),
        ),
    ),
    needs=(NeedSource("surveys", "clipboard-check", _needs, _TABLES | {"pair", "mentoring_session"}),),
    proofs=(
        StepProof(6, 0, _fit_is_heard, _TABLES | {"pair"}),
        StepProof(6, 1, _surveys_are_done, _TABLES, details=_asked_last),
    ),
)  # fmt: skip
