"""By what answers of an anonymous wave are told from those with names, where both ask the same questions.

What cannot be told is not taken: an anonymous answer must never be stored beside a name by mistake.
"""

from collections.abc import Collection, Iterable, Sequence

from nhipcau.common.cell_text import text_of
from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.exchange.columns.heading_meanings import heading_of
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.sheets.former_words import headings_ever
from nhipcau.surveys.queries import WaveRow
from nhipcau.surveys.survey_text import form_question
from nhipcau.workbook import Row


def is_anonymous_form(said: Collection[str]) -> bool:
    """Say whether a form's folded cells hold the line that every anonymous form carries."""
    return any(fold(Words(one)("surveys.form.anonymous")) in said for one in LANGUAGES)


def is_anonymous_heading(row: Row) -> bool:
    """Say whether a form service's headings ask for the name as an anonymous form does."""
    return bool(_asked(row) & _names(anonymous=True))


def sort_of(row: Row, sorts: Collection[bool]) -> bool | None:
    """Return whether answers under these headings are anonymous, of the sorts they may be; None where none can tell."""
    if is_anonymous_heading(row):
        return True if True in sorts else None
    if len(set(sorts)) == 1:
        return next(iter(sorts))
    return False if _asked(row) & _names(anonymous=False) else None


def which_sort() -> Problem:
    """Return what to do where it cannot be told, in the words of the Vietnamese form."""
    words = Words("vi")
    named, anonymous = (form_question("name", words, anonymous=one) for one in (False, True))
    return Problem("surveys.problem.which_sort", values={"anonymous": anonymous, "named": named})


def form_waves(found: Sequence[WaveRow], said: Collection[str]) -> Sequence[WaveRow]:
    """Return the waves a form may be of that lost its key: not one with names where an anonymous one asks the same."""
    if not any(one.anonymous for one in found):
        return found
    return [one for one in found if one.anonymous] if is_anonymous_form(said) or _all_anonymous(found) else ()


def _all_anonymous(found: Iterable[WaveRow]) -> bool:
    return all(one.anonymous for one in found)


def _asked(row: Row) -> set[str]:
    return {key_of(heading_of(text_of(cell)).wording) for cell in row if text_of(cell)}


def _names(*, anonymous: bool) -> set[str]:
    label = "evaluation.form.name_anonymous" if anonymous else "evaluation.form.name"
    return set(map(key_of, headings_ever(label)))
