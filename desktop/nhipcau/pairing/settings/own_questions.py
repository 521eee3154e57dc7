"""The questions of a programme's own: how an answer is named as a source, and the lines of a grid together."""

from typing import Final

from nhipcau.pairing.settings.pairing_input import PairingInput, ProfileQuestion

ANSWER: Final = "answer:"


def answer_source(question_id: int) -> str:
    """Return how the answer to an own question is named among a reason's sources."""
    return f"{ANSWER}{question_id}"


def all_lines(question: ProfileQuestion, people: PairingInput) -> tuple[ProfileQuestion, ...]:
    """Return the question, or every line of the grid that it is one of: they are decided together."""
    if not question.grid:
        return (question,)
    return tuple(one for one in people.questions if one.grid == question.grid)
