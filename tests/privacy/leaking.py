"""What somebody reads that is not for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tests.privacy.secrets import Secret
from tests.privacy.writing import Scene, Written

OFFERED: Final = frozenset({
    ("questionnaire", "person.department"), ("questionnaire", "person.place"),
    ("questionnaire_text", "person.department"), ("questionnaire_text", "person.place"),
})  # fmt: skip
"""Answers offered to everybody, of the whole organisation and without whose they are."""


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A field of which `reader` got to read somebody's in an output. For tables: one line each."""

    output: str
    reader: str
    field: str


def found(scene: Scene, written: Written) -> set[Secret]:
    return scene.planted.register.found_in("\n".join(written.texts))


def leaks(scene: Scene, code: str, written: Written) -> Iterator[Leak]:
    """Return what stands in something written and one of its readers may not read, by none of those whose it is."""
    circle = scene.planned if written.planned else scene.planted.circle
    for _, same in groupby(sorted(found(scene, written), key=_forms), key=_forms):
        secrets = list(same)
        for eye in written.eyes:
            if not any(circle.may_meet(eye, one) for one in secrets):
                yield from (Leak(code, eye.role, name) for name in {one.field for one in secrets})


def _forms(secret: Secret) -> tuple[str, ...]:
    return secret.forms
