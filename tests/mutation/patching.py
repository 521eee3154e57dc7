"""Puts the code of a changed function in the place of the old one, in a process that has imported everything.

Far faster than importing the program anew; what runs while importing cannot be changed so.
"""

import gc
from collections.abc import Iterator, Sequence
from types import CodeType, FunctionType

Place = tuple[str, str, int]
"""The file of a function, its qualified name, and the line where it begins."""


class Functions:
    """The functions of some files, found once."""

    def __init__(self, files: Sequence[str]) -> None:
        self._found: dict[Place, list[FunctionType]] = {}
        wanted = set(files)
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename in wanted:
                self._found.setdefault(_place(each.__code__), []).append(each)

    def patch(self, file: str, content: bytes, name: str, line: int) -> bool:
        """Give a function the code that it has in this content; False when that cannot be done."""
        functions = self._found.get((file, name, line), [])
        whole = compile(content, file, "exec", dont_inherit=True)
        code = next((one for one in _within(whole) if _place(one) == (file, name, line)), None)
        if code is None or not functions or any(_captured(one) != code.co_freevars for one in functions):
            return False
        for function in functions:
            function.__code__ = code
        return True


def _captured(function: FunctionType) -> tuple[str, ...]:
    return function.__code__.co_freevars


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _within(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _within(constant)
