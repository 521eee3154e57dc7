"""Writing an import: exactly what its plan showed, inside the caller's step."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from nhipcau.exchange.forms import Understanding
from nhipcau.exchange.plan import ImportPlan


def apply(
    db: Session,
    programme_id: int,
    plan: ImportPlan,
    understanding: Understanding,
    *,
    files: Sequence[tuple[str, str]] = (),
) -> Mapping[str, int]:
    """Write the plan, remember the form and note the batch; returns counts by state.

    `files` are (name, digest) of the sources. Call it inside
    `database.step("exchange.step.import", file=…, n=…)`.
    """
    raise NotImplementedError
