"""Tables that list something else than people: pairs, what a drop-down offers."""

from collections.abc import Sequence

from nhipcau.exchange.answers.role_statements import role_titled
from nhipcau.exchange.answers.worded_answers import yes_no
from nhipcau.exchange.formats.reading_terms import Role
from nhipcau.exchange.formats.sheet_area import Why
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.formats.vocabulary import has_any, key_of, phrases
from nhipcau.exchange.shape.header_row import is_naming
from nhipcau.mail.addresses import says_address


def shape_trouble(table: Table) -> Why:
    """Return what about a table's shape would make people of it that are none; empty where nothing does."""
    return "pairs" if _lists_pairs(table) else ""


def _lists_pairs(table: Table) -> bool:
    """Say whether one column names mentors and others their mentees.

    Where a column of its own says who answers, or several name mentors, the others are whom somebody wishes for.
    """
    titled = [(column, _titled(column.heading)) for column in table.columns]
    if not {"mentor", "mentee"} <= {role for _, role in titled}:
        return False
    named = [(column, role) for column, role in titled if _holds_names(column)]
    if any(is_naming(column.heading) and not role for column, role in named):
        return False
    roles = [role for _, role in named]
    return roles.count("mentor") == 1 and "mentee" in roles


def _titled(heading: str) -> Role:
    bare = heading.replace("’s", "").replace("'s", "")
    return "" if has_any(key_of(heading), phrases("wanting")) else role_titled(bare)


def _holds_names(column: ColumnData) -> bool:
    words = [text for text in column.counts if yes_no(text) is None and not says_address(text)]
    names = [text for text in words if 2 <= len(text.split()) <= 6 and text[:1].isupper()]
    return len(column.heading.split()) <= 5 and bool(names) and len(names) * 2 > len(column.counts)


def is_list_of_choices(table: Table, sheet: str, others: Sequence[Table]) -> bool:
    """Say whether columns only stand beside each other, for drop-downs to choose from, and no row is one person.

    Each value stands once and without a gap, and the columns are of different lengths: some have more of them than
    there are names, or the sheet's name or a better list in the file says that people stand elsewhere.
    """
    columns = [column for column in table.columns if column.counts]
    if len(columns) < 2 or any(_has_proof(column) for column in columns) or not all(map(_is_list, columns)):
        return False
    lengths = [column.filled for column in columns]
    if len(set(lengths)) == 1:
        return False
    names = max((column.filled for column in columns if is_naming(column.heading)), default=0)
    if max(lengths) > names or key_of(sheet) in phrases("list_sheets"):
        return True
    return any(any(map(_has_proof, other.columns)) for other in others)


def _is_list(column: ColumnData) -> bool:
    filled = column.filled
    return len(column.counts) == filled and all(
        cell is not None and cell != "" for cell in column.cells[:filled]
    )


def _has_proof(column: ColumnData) -> bool:
    return any(says_address(text) or sum(map(str.isdigit, text)) >= 8 for text in column.counts)
