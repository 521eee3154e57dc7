"""The columns of a person that follow from others. Plain values only."""

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.vietnamese import fold, name_parts


def derived_person_columns(
    full_name: str,
    email: str = "",
    phone: str = "",
    employee_code: str = "",
    department: str = "",
    title: str = "",
) -> dict[str, str]:
    """Return the columns of a person that follow from others; whoever writes those writes these."""
    parts = name_parts(full_name)
    return {
        "family_name": parts.family,
        "middle_name": parts.middle,
        "given_name": parts.given,
        "folded": searched_text(full_name, email, phone, employee_code, department, title),
        "sort_name": person_sort_key(full_name, "vi"),
    }


def searched_text(*said: str) -> str:
    """Return what a person is searched in, from what is said of them, in the order of the columns above."""
    return fold(" ".join(filter(None, said)))
