"""The two kinds of trouble a user can do something about. Everything else is a bug.

Neither carries prose: a code names a text in `resources/i18n` and the values fill its gaps, so the sentence
appears in whichever language is chosen when it is shown.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one field of what was typed or read. `field` is empty when it concerns the whole."""

    code: str
    field: str = ""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Rejected(Exception):
    """Input that the user can mend; shown beside the fields it names."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class Unavailable(Exception):
    """A file, disk or engine that cannot be used now; shown as a sentence that says what to do.

    `code` is a full text key such as `database.newer`.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values
