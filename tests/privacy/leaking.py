"""What somebody reads that is not for them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from tests.privacy.secrets import Secret
from tests.privacy.writing import Scene, Written

from nhipcau.shell.outputs import OUTPUTS

OFFERED: Final = frozenset({
    ("questionnaire", "person.department"), ("questionnaire", "person.place"),
    ("questionnaire_text", "person.department"), ("questionnaire_text", "person.place"),
})  # fmt: skip
"""Answers offered to everybody, of the whole organisation and without whose they are."""


ALL: Final = "(all of it)"
_READERS: Final = {output.code: output.readers for output in OUTPUTS}


def found(scene: Scene, written: Written) -> frozenset[Secret]:
    return scene.planted.register.found_in("\n".join(written.texts))


def leaks(scene: Scene, code: str, written: Written) -> Iterator[str]:
    """Return what one of those who read something written may not read, as output, kind of reader and field.

    What is the same in several rows may be read by whom one of them allows it.
    """
    yield from (f"{code} {eye.role} {ALL}" for eye in written.eyes if eye.role not in _READERS[code])
    circle = scene.planned if written.planned else scene.planted.circle
    for _, same in groupby(sorted(found(scene, written), key=_forms), key=_forms):
        secrets = list(same)
        for eye in written.eyes:
            if not any(circle.may_meet(eye, one) or (code, one.field) in OFFERED for one in secrets):
                yield from (f"{code} {eye.role} {name}" for name in {one.field for one in secrets})


def _forms(secret: Secret) -> tuple[str, ...]:
    return secret.forms
