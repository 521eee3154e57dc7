"""Generated forms of every layout, language and way of writing: nobody is lost, invented, joined or silently wrong."""

from pathlib import Path
from random import Random

import pytest
from tests.support.form_reading import all_faults, clear_share, meanings, outcome, read, spare_lines
from tests.support.generated_forms import LAYOUTS, REORDERED, forms

pytestmark = pytest.mark.slow

_SEED = 11
_LEAST_CLEAR = 0.95
_SPARE_LINES = {"prepared": 1, "service_headings": 0, "printed": 0, "titled": 0}
"""How many rows of a layout, at most, are told of though nobody is in them."""
_MAY_STOP = ("stacked", "beside", "sideways")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybody_in_a_form_is_read_right_or_asked_about(layout: str, tmp_path: Path) -> None:
    made = forms(layout, _SEED)
    report = read(made, tmp_path)
    assert all_faults(made, report) == []
    if layout not in _MAY_STOP:
        assert clear_share(made, report) >= _LEAST_CLEAR


@pytest.mark.parametrize(("layout", "most"), _SPARE_LINES.items())
def test_rows_with_nobody_in_them_are_not_asked_about_one_by_one(
    layout: str, most: int, tmp_path: Path
) -> None:
    made = forms(layout, _SEED)
    report = read(made, tmp_path)
    for form, file in zip(made, report.files, strict=True):
        assert len(spare_lines(form, file)) <= most, form.name


@pytest.mark.parametrize("what", ["rows", "columns"])
@pytest.mark.parametrize("layout", REORDERED)
def test_the_order_of_a_form_changes_nothing_that_is_understood(
    layout: str, what: str, tmp_path: Path
) -> None:
    made = forms(layout, _SEED + 1)[::4]
    turned = [form.in_other_order(Random(_SEED), what) for form in made]
    first, second = read(made, tmp_path), read(turned, tmp_path)
    for form, before, after in zip(made, first.files, second.files, strict=True):
        assert outcome(before) == outcome(after), form.name
        assert meanings(before) == meanings(after), form.name
