"""From a column's meaning and answers to how it is read: separator, values, kind of question."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from nhipcau.exchange.answers.consent import consent_said
from nhipcau.exchange.answers.place_counts import Places, Which, places_said
from nhipcau.exchange.answers.ranks import are_ranks, rank_alone
from nhipcau.exchange.answers.worded_answers import role_in, yes_no
from nhipcau.exchange.columns.answer_clues import speaking
from nhipcau.exchange.columns.evidence_scores import MeaningReading
from nhipcau.exchange.columns.heading import heading_of, without_number
from nhipcau.exchange.formats.cell_values import date_order, date_parts, number_in, ways_in
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION, DateOrder
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.exchange.formats.vocabulary import Scale, key_of
from nhipcau.exchange.mapping.question_kinds import (
    in_scale_order,
    is_date,
    kind_of,
    options_of,
    scale_of,
    separator_of,
)
from nhipcau.pairing.settings.quotable_questions import is_harmless
from nhipcau.participants.models import GRADED
from nhipcau.participants.sensitive import sensitive_category
from nhipcau.participants.sheet import BY_CODE
from nhipcau.participants.spellings import SPELLED
from nhipcau.workbook.columns import column_letters

_MOST_VALUES: Final = 50
"""So many spellings are offered to be written otherwise."""
USUAL: Final = 3
"""The importance or level of a topic that was only named."""


@dataclass(frozen=True, slots=True)
class ProposalContext:
    """What the rest of the file says about one column."""

    order: DateOrder | None
    """The order in which the file writes dates, where one is certain."""
    grid_answers: Mapping[str, Counter[str]]
    """All answers of a grid, by the key of its question: its lines share one scale."""
    headings: frozenset[str]


def column_reading(data: ColumnData, guess: MeaningReading, context: ProposalContext) -> ColumnReading:
    """Return how a column is read when it means this."""
    heading = heading_of(data.heading)
    wording = heading.wording or f"({column_letters(data.index)})"
    bare = without_number(wording)
    if bare != wording and bare in context.headings:
        wording = bare
    answers = context.grid_answers.get(key_of(heading.grid), data.counts) if heading.grid else data.counts
    order, certain = _order(data, context)
    clear = certain or guess.meaning != "birth_year"
    base = ColumnReading(
        index=data.index,
        heading=data.heading,
        meaning=guess.meaning,
        wording=wording,
        grid=heading.grid,
        date_order=order,
        confidence=guess.confidence if clear else 0.6,
        alternative=guess.alternative,
        reason=guess.reason if clear else "date_order",
        speaking=speaking(guess.meaning, data),
        samples=tuple(islice(data.counts, 4)),
        filled=data.filled,
        sensitive=sensitive_category(f"{heading.grid}\n{wording}", _telling(guess.meaning, data)) or "",
    )
    return _read_as(base, data, answers)


def _telling(meaning: str, data: ColumnData) -> Iterable[str]:
    """Return the answers that may say what was not asked: thousands of names and addresses do not."""
    field = BY_CODE.get(meaning)
    return data.counts if field is None or field.kind == "long_text" else ()


def _read_as(base: ColumnReading, data: ColumnData, answers: Counter[str]) -> ColumnReading:
    if base.meaning == IGNORE:
        return base
    if base.meaning == QUESTION:
        dated = bool(data.cells) and all(is_date(cell) for cell in data.cells if cell is not None)
        kind = kind_of(answers, key_of(base.grid or base.wording), dated=dated and data.filled > 0)
        return replace(
            base, kind=kind.kind, separator=kind.separator, options=kind.options,
            quotable=is_harmless(base.wording, base.grid, kind.kind),
        )  # fmt: skip
    kind_of_field = BY_CODE[base.meaning].kind
    if base.grid and not (kind_of_field in ("list", "topics") and _is_rank(base)):
        return replace(base, value_map=_grid_values(base.meaning, answers, base.grid))
    if kind_of_field in ("list", "topics"):
        separator = separator_of(data.counts, is_list=True)
        return replace(base, separator=separator, options=options_of(data.counts, separator)[:200])
    if base.meaning in SPELLED and len(data.counts) <= _MOST_VALUES:
        return replace(base, value_map={text: text for text in data.counts})
    return replace(base, value_map=_values(kind_of_field, base.meaning, data.counts))


def _is_rank(column: ColumnReading) -> bool:
    """Say whether the line of a grid is a place in an order, so that its answers are what was put there."""
    return column.meaning != "availability" and rank_alone(column.wording) > 0


def _values(kind: str, meaning: str, answers: Mapping[str, int]) -> dict[str, str]:
    """Return what each answer stands for, where answers are read rather than kept."""
    if kind == "role":
        return {text: role_in(text) or "none" for text in islice(answers, 50)}
    if kind == "yes_no":
        agreed = consent_said if meaning == "consent" else yes_no
        return {text: _YES_NO[agreed(text)] for text in islice(answers, 50)}
    if kind == "ways":
        return {text: _ways(text) for text in islice(answers, 50)}
    if kind == "number":
        which: Which = "least" if meaning == "least" else "most"
        return {text: _whole(places_said(text, which)) for text in islice(answers, 50)}
    return {}


_YES_NO: Final[Mapping[bool | None, str]] = {True: "yes", False: "no", None: ""}


def _ways(text: str) -> str:
    ways = ways_in(text)
    return "any" if len(ways) == 2 else ways[0] if ways else ""


def _whole(found: Places) -> str:
    return "" if found.number is None else str(found.number)


def _grid_values(meaning: str, answers: Counter[str], question: str) -> dict[str, str]:
    """Return how much each answer of a grid is worth; for free time the answers are hours and stay."""
    if meaning == "availability":
        return {}
    graded = GRADED.get(meaning)
    most = 1 if graded is None else graded.most
    if graded is not None and are_ranks(answers, question):
        return {text: str(max(1, most + 1 - rank_alone(text))) for text in answers}
    scale = scale_of(tuple(answers))
    return {text: str(_worth(text, scale, answers, most)) for text in answers}


def _worth(text: str, scale: Scale | None, answers: Mapping[str, int], most: int) -> int:
    if scale:
        places = [scale.places[key_of(value)] for value in in_scale_order(tuple(answers), scale)]
        place, top = scale.places[key_of(text)], max(places)
        if scale.zero and place == 0:
            return 0
        lowest = 1 if scale.zero else min(places)
        return 1 + round((place - lowest) * (most - 1) / max(top - lowest, 1))
    if answers.keys() <= {"0", "1"}:  # ticks of a form service, not the lowest of several grades
        return min(USUAL, most) if text == "1" else 0
    if (said := yes_no(text)) is not None and not text.isdigit():
        return min(USUAL, most) if said else 0
    number = number_in(text)
    return min(USUAL, most) if number is None else max(0, min(most, int(number)))


def _order(data: ColumnData, context: ProposalContext) -> tuple[DateOrder, bool]:
    dates = data.dates
    if not dates:
        return context.order or "dmy", True
    own = date_order(dates)
    if own or context.order:
        return own or context.order or "dmy", True
    return "dmy", all(parts[0] == parts[1] for text in dates if (parts := date_parts(text)))
