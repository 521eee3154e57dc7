"""Whether columns said to be 90 % sure are right in nine cases of ten, over the labelled headings of the tests."""

from collections.abc import Iterator

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs

_CLASSES = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))


def run() -> list[Row]:
    from tests.exchange.columns.labelled import SETS, labelled

    rows = [_right(name) for name in SETS]
    found = [(one.column.confidence, one.is_right) for name in SETS for one in labelled(name)]
    return [*rows, *_calibration(found)]


def _right(name: str) -> Row:
    from tests.exchange.columns.labelled import labelled

    read = list(labelled(name))
    right = sum(one.is_right and (one.column.sure or one.may_ask) for one in read)
    wrong = sum(not one.is_right and one.column.sure and one.column.meaning != "question" for one in read)
    return Row(
        f"headings {name.replace('_', ' ')} read right", Runs((right,), ""), "all", Runs((len(read),), ""),
        budgets.HEADINGS, f"{wrong} wrong without a word",
    )  # fmt: skip


def _calibration(found: list[tuple[float, bool]]) -> Iterator[Row]:
    for least, below in _CLASSES:
        mine = [(said, right) for said, right in found if least <= said < below]
        if mine:
            said, right = (sum(one[place] for one in mine) / len(mine) for place in (0, 1))
            yield Row(
                f"columns {least:.0%} to {min(below, 1):.0%} sure are right", Runs((100 * right,), "%"), "said",
                Runs((100 * said,), "%"), budgets.SURE if least >= 0.9 else None, f"{len(mine)} headings",
            )  # fmt: skip
