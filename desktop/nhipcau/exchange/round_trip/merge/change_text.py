"""What becomes of a row, in words: somebody leaves a programme, a thing is deleted; and what its cells say."""

from contextlib import suppress
from datetime import date

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.merge.anonymous_forms import AnonymousWave, FormState
from nhipcau.exchange.round_trip.merge.three_way_merge import Choice, RowMerge, Value
from nhipcau.exchange.round_trip.merge.workbook_merge import said
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.declaration import SheetDeclaration
from nhipcau.surveys.anonymous_rules import LEAST_FORMS


def told(column: SheetField, value: Value) -> str:
    """Return a cell as people say it: days as they stand in the workbook's cells."""
    text = said(column, value)
    if column.kind == "date":
        with suppress(ValueError):
            return date.fromisoformat(text).strftime("%d/%m/%Y")
    return text


def outcome_of(kind: SheetDeclaration, row: RowMerge, words: Words) -> str:
    """Return what is done with a row that was added, is missing or gone."""
    if kind.says_who:
        return words(f"homecoming.what.{row.state}.{row.choice}")
    return words(f"homecoming.thing.what.{row.state}.{row.choice}")


def choice_of(kind: SheetDeclaration, row: RowMerge, side: Choice, words: Words) -> str:
    """Return what may be chosen for such a row."""
    if kind.says_who:
        return words(f"homecoming.{row.state}.{side}")
    return words(f"homecoming.thing.{row.state}.{side}")


def state_in_words(kind: SheetDeclaration, state: str, words: Words) -> str:
    """Return what a row is shown as. People leave, things are deleted."""
    if state == "gone" and not kind.says_who:
        return words("homecoming.thing.gone")
    return words(f"homecoming.state.{state}")


def form_text(state: FormState, words: Words) -> str:
    """Return what becomes of somebody's anonymous form, without a word of what is in it."""
    return words(f"surveys.anonymous.row.{state}", least=LEAST_FORMS)


def wave_lines(wave: AnonymousWave, words: Words) -> list[str]:
    """Return what becomes of the forms of an anonymous wave: how many are taken in, and why the others wait."""
    counts: dict[FormState, int] = {state: wave.count(state) for state in ("ready", "few", "apart")}
    return [
        words(f"surveys.anonymous.{state}", survey=wave.titles[words.language], n=count, least=LEAST_FORMS)
        for state, count in counts.items()
        if count
    ]


def all_missing(kind: SheetDeclaration, title: str, side: Choice, count: int, words: Words) -> str:
    """Return the choice for every missing row of a sheet at once."""
    if kind.says_who:
        return words(f"homecoming.all_missing.{side}", n=count)
    return words(f"homecoming.thing.all_missing.{side}", n=count, sheet=title)
