"""Which changes are thought of, which are not, and that a seed always draws the same ones."""

import pytest
from tests.mutation.finding import draw, find
from tests.mutation.listed import reasons
from tests.mutation.mutant import Module, modules
from tests.mutation.patching import Functions
from tests.mutation.reach import Reach
from tests.mutation.reach import Test as Reaching
from tests.mutation.tree import ROOT


def changes(source: str) -> list[str]:
    return [mutant.change for mutant in find(Module("a.py", source.encode()))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = b < c", ["b < c → (b <= c)", "b < c → (b >= c)"]),
        ("a = b and c", ["b and c → (b or c)", "b and c → c", "b and c → b"]),
        ("a = not b", ["not b → b"]),
        ("a = b + c", ["b + c → (b - c)"]),
        ("a = 1", ["1 → 2", "1 → 0"]),
        ("a = True", ["True → False"]),
        ("a = 'chữ'", ["'chữ' → \"\""]),
        ("a = min(b)", ["min → max"]),
        ("a = b[0]", ["0 → -1", "0 → 1"]),
        ("a = b[c:]", ["c: → :"]),
        ("a = b(c, d)", ["b(c, d) → b(d, c)"]),
        ("a = b(c=d)", ["b(c=d) → b()"]),
        ("a = b.where(c)", ["b.where(c) → b"]),
        ("a = [b for b in c if d.e]", ["d.e → (not d.e)", "d.e → True"]),
        ("if a:\n    b()", ["a → (not a)", "b() → pass"]),
        ("for a in b:\n    break", ["break → continue", "break → pass"]),
        ("a.b = c", ["a.b = c → pass"]),
        ("def a() -> bool:\n    return b", ["b → (not b)"]),
        ("def a() -> tuple[int, ...]:\n    return b", ["b → ()"]),
    ],
)
def test_a_piece_of_source_is_changed_in_these_ways(source: str, expected: list[str]) -> None:
    assert changes(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""Says something."""',
        "def a(b: 'int' = c) -> 'str':\n    '''Say something.'''",
        "__all__ = ['a']",
        "if TYPE_CHECKING:\n    a = 1",
        "A = Literal['b', 'c'] | None",
        "assert a is not None",
        "_log.warning('gone')",
        "a: Literal['b']",
        "import a",
        "db.flush()",
        "@dataclass(frozen=True)\nclass A:\n    b: int",
    ],
)
def test_what_only_people_and_tools_read_is_left_alone(source: str) -> None:
    assert changes(source) == []


def test_a_seed_always_draws_the_same_and_every_one_differs_from_the_source() -> None:
    every = modules(ROOT, ["desktop/nhipcau/exchange"])
    drawn = draw(every, 7, 30)
    assert drawn == draw(every, 7, 30) != draw(every, 8, 30)
    assert len({(mutant.module.path, mutant.span, mutant.replacement) for mutant in drawn}) == 30
    assert all(mutant.content != mutant.module.content for mutant in drawn)


def test_a_function_is_patched_wherever_it_is_known() -> None:
    source = b"class A:\n    @property\n    def b(self):\n        return 1 < 2\n"
    names: dict[str, object] = {}
    exec(compile(source, "there.py", "exec"), names)
    kind = names["A"]
    assert isinstance(kind, type)
    *_, mutant = (one for one in find(Module("there.py", source)) if one.replacement == "(1 >= 2)")
    assert mutant.function == ("A.b", 2)
    assert kind().b is True
    functions = Functions(["there.py"])
    assert functions.patch("there.py", mutant.content, *mutant.function)
    assert kind().b is False
    assert not functions.patch("there.py", mutant.content, "A.c", 2)


def test_of_a_file_that_is_only_imported_the_tests_of_its_room_are_asked() -> None:
    (mutant, *_) = find(Module("desktop/nhipcau/room/service.py", b"A = 1"))
    here, there = (Reaching(f"tests/{name}/test_a.py::test_b", 1, {}) for name in ("room", "other"))
    assert Reach([there, here]).covering(mutant) == [here]


def test_who_may_live_has_a_reason() -> None:
    assert all(reason.strip() for reason in reasons().values())
