"""What a step is called, for people."""

from nhipcau.common.words import Words
from nhipcau.database.changes import StepName


def step_text(step: StepName, words: Words) -> str:
    """Return the name of a step; one that this version of the program does not know is shown as it is stored."""
    try:
        return words(step.label, **step.values)
    except (KeyError, FileNotFoundError):
        return step.label
