"""Every output, written for everybody who may get it and read back: nobody reads what is not for them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, get_args

import pytest
from PySide6.QtWidgets import QApplication
from tests.privacy.leaking import OFFERED, Leak, found, leaks
from tests.privacy.planting import Planted, fields_without, plant
from tests.privacy.secrets import QUOTED
from tests.privacy.writing import WRITERS, Scene, Written
from tests.support.database import new_database

from nhipcau.common.audience import AUDIENCE_OF
from nhipcau.common.words import LANGUAGES, Language
from nhipcau.programmes.models import PROGRAMME_KINDS, ProgrammeKind
from nhipcau.shell.outputs import OUTPUTS

_ALL_OF: Final = {
    "a pair's": "assistant: mentoring_session.next_step mentoring_session.topic pair.note pair_goal.due_on"
    " pair_goal.wording; person: pair.note",
    "assistants": "assistant: mentoring_session.next_step mentoring_session.topic pair.note pair_goal.due_on"
    " pair_goal.wording",
    "in copy": "assistant: person.assistant_email person.assistant_name;"
    " person: person.assistant_email person.assistant_name",
}
KNOWN_LEAKS: Final[Mapping[str, str]] = {
    "pair_workbooks": f"{_ALL_OF['a pair\'s']}; assistant: pair.confirmed_on; {_ALL_OF['in copy']}",
    "mentor_workbooks": _ALL_OF["a pair's"],
    "mentee_workbooks": _ALL_OF["a pair's"],
    "assistant_workbooks": _ALL_OF["assistants"],
    "survey_forms": "assistant: survey_answer.value; person: survey_answer.value",
    "letters": f"assistant: answer.value {QUOTED} participant.goals person.phone; person: answer.value;"
    f" {_ALL_OF['in copy']}",
    "letter_text": "person: answer.value",
    "hand_outs": "person: answer.value",
}
"""What is being mended: by output, each kind of reader and the fields. One that leaks no more must go from here."""
