"""A question as text to paste into Google or Microsoft Forms."""

from collections.abc import Sequence


def question_text(
    number: int, wording: str, notes: Sequence[str], hint: str = "", options: Sequence[str] = ()
) -> str:
    """Return the wording, beneath it how it is answered, then an option a line."""
    lines = [f"{number}. {wording}", f"   [{' · '.join(notes)}]"]
    if hint:
        lines.append(f"   {hint}")
    return "\n".join([*lines, *options])
