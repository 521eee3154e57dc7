"""Every regular expression of the program, and words that make a careless one slow."""

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from random import Random
from time import thread_time
from typing import Any, Final, NamedTuple

PROGRAM: Final = Path(__file__).parents[2] / "desktop" / "nhipcau"
Pattern = re.Pattern[str] | re.Pattern[bytes]
_WAYS: Final = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")
_SHORT: Final = (16, 24, 36, 54, 81, 120, 180, 270)
_ENDLESS: Final = 0.02  # seconds for a short word: what is worse than quadratic must not meet a long one
_LONG, _STEEP = (
    0.002,
    20,
)  # seconds, and times the cost for half as much again of text: 8 where it is its fifth power
_FEW, _MANY = 500, 4_000
_HOPELESS: Final = 0.5  # seconds for a long word, which a fair pattern reads in a hundredth of that
_FAIR_GROWTH: Final = 24  # eight times the text: 8 when the cost is linear, 64 when it is quadratic
_MOST_EXAMPLES: Final = 4
_SIMPLE_WORDS, _OTHER_WORDS = 150, 100
_TAILS: Final = ("", "\x01", "x\x01")


class Use(NamedTuple):
    """A pattern, where it stands, and the ways in which it is asked."""

    place: str
    pattern: Pattern
    ways: tuple[str, ...]


def patterns_in(source: str, place: str, named: dict[str, Any]) -> tuple[list[Use], list[str]]:
    """Return the patterns of a module, and the places of those that can only be known when it runs.

    `named` is what stands in the module once it is imported.
    """
    tree = ast.parse(source)
    uses = [
        Use(f"{place}: {name}", value, ()) for name, value in named.items() if isinstance(value, re.Pattern)
    ]
    at_import = {id(node) for top in tree.body if not isinstance(top, _INNER) for node in ast.walk(top)}
    unknown = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and _is_re(node.func)) or id(node) in at_import:
            continue
        written = node.args[0] if node.args else None
        way = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if isinstance(written, ast.Constant) and isinstance(written.value, str | bytes):
            ways = (way,) if way in _WAYS else ()
            uses.append(Use(f"{place}:{node.lineno}", _compiled(written.value, _flags(node)), ways))
        elif way != "escape":
            unknown.append(f"{place}:{node.lineno}")
    return uses, unknown


def _compiled(written: str | bytes, flags: int) -> Pattern:
    if isinstance(written, bytes):
        return re.compile(written, flags)
    return re.compile(written, flags)


_INNER: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _is_re(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "re"
        and called.attr in (*_WAYS, "compile")
    )


def _flags(call: ast.Call) -> int:
    names = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
    return int((re.I if names & {"I", "IGNORECASE"} else 0) | (re.S if names & {"S", "DOTALL"} else 0))


def ways_asked() -> dict[str, set[str]]:
    """Return, for each name that a pattern may have, the ways in which it is asked: a private one in its module."""
    asked: dict[str, set[str]] = {}
    for path in PROGRAM.rglob("*.py"):
        place = path.relative_to(PROGRAM).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in _WAYS:
                name = ast.unparse(node.value).rpartition(".")[2]
                asked.setdefault(known_as(place, name), set()).add(node.attr)
    return asked


def known_as(place: str, name: str) -> str:
    """Return what a name is known as all over the program."""
    return f"{place}: {name}" if name.startswith("_") else name


def modules() -> Iterator[tuple[str, str]]:
    """Yield the place and the import name of every module that speaks of `re`."""
    for path in sorted(PROGRAM.rglob("*.py")):
        if re.search(r"^import re$", path.read_text(encoding="utf-8"), re.M):
            place = path.relative_to(PROGRAM)
            parts = place.with_suffix("").parts
            yield place.as_posix(), ".".join(("nhipcau", *parts)).removesuffix(".__init__")


def loaded(name: str) -> dict[str, Any]:
    """Return what stands in a module of the program."""
    return vars(import_module(name))


def slow_word(pattern: Pattern, ways: tuple[str, ...] = ()) -> str:
    """Return the beginning of a word on which the pattern costs more than the word is long; none when it is fair."""
    words = _chosen(list(words_for(pattern)))
    for way in _different(ways or _WAYS):
        ask = _asker(pattern, way)
        for word in words:
            tried = (_typed(pattern, word(size)) for size in _SHORT)
            if _explodes(ask, tried) or _grows(
                ask, _typed(pattern, word(_FEW)), _typed(pattern, word(_MANY))
            ):
                return f"{way} {word(12)[:60]!r}"
    return ""


def _chosen(words: list["Word"]) -> list["Word"]:
    """Return the words that repeat the least, and the same few of the others every time."""
    simple, others = words[:_SIMPLE_WORDS], words[_SIMPLE_WORDS:]
    return [*simple, *Random(0).sample(others, min(len(others), _OTHER_WORDS))]


def _different(ways: tuple[str, ...]) -> list[str]:
    """Everything that looks for the pattern at every place costs alike."""
    everywhere = [way for way in ways if way not in ("match", "fullmatch")]
    return [*(way for way in ("match", "fullmatch") if way in ways), *everywhere[:1]]


def _asker(pattern: Pattern, way: str) -> Callable[[Any], object]:
    if way in ("match", "fullmatch"):
        return getattr(pattern, way)  # type: ignore[no-any-return]
    return pattern.findall


def _typed(pattern: Pattern, word: str) -> str | bytes:
    return word.encode() if isinstance(pattern.pattern, bytes) else word


def _explodes(ask: Callable[[Any], object], words: Iterator[str | bytes]) -> bool:
    """Say whether a short word takes long already, or so much longer than the last that the next would take minutes."""
    before = 0.0
    for word in words:
        cost = _cost(ask, word)
        if cost > _LONG:
            cost = min(cost, _cost(ask, word))  # a busy moment is not the pattern's fault
            if cost > _ENDLESS or cost > before * _STEEP > 0:
                return True
        before = max(cost, before)
    return False


def _grows(ask: Callable[[Any], object], few: str | bytes, many: str | bytes) -> bool:
    """Say whether the cost grows faster than the text; what seems to is measured again, as the machine is busy."""
    fewest = most = float("inf")
    for turn in range(7):
        fewest = min(fewest, _cost(ask, few))
        if turn == 0 and fewest > _ENDLESS / 4 and (fewest := min(fewest, _cost(ask, few))) > _ENDLESS / 4:
            return True  # the long word would take minutes
        most = min(most, _cost(ask, many))
        if most <= fewest * _FAIR_GROWTH:
            return False
        if most > _HOPELESS:
            return True
    return True


def _cost(ask: Callable[[Any], object], word: str | bytes) -> float:
    start = thread_time()
    ask(word)
    return thread_time() - start + 2e-6


# Words --------------------------------------------------------------------------------------------------------

Word = Callable[[int], str]
"""Makes a word of about so many letters."""


def words_for(pattern: Pattern) -> Iterator[Word]:
    """Yield words made of examples that match: a part of one again and again, and an end that fits or does not."""
    written = pattern.pattern
    tree = _parser.parse(written if isinstance(written, str) else written.decode(), pattern.flags & re.X)
    examples = [_joined(_example(tree, turn)) for turn in range(_MOST_EXAMPLES)]
    seen: set[tuple[str, str, str]] = set()
    for length in range(max(map(len, examples), default=0) + 1):
        for parts in examples:
            many = length or len(parts)  # the whole example comes first
            for start in range(len(parts) - many + 1):
                stop = start + many
                before, unit, after = ("".join(p) for p in (parts[:start], parts[start:stop], parts[stop:]))
                new = {(before, unit, tail) for tail in (*_TAILS, after)} - seen
                seen |= new
                yield from (_word(*word) for word in sorted(new))


def _joined(parts: Iterator[tuple[str, bool]]) -> list[str]:
    """Make one part of letters that always stand beside each other."""
    runs = groupby(parts, key=lambda part: part[1])
    return [
        piece
        for fixed, run in runs
        for piece in (["".join(t for t, _ in run)] if fixed else [t for t, _ in run])
    ]


def _word(before: str, unit: str, tail: str) -> Word:
    return lambda size: before + unit * max(1, size // len(unit)) + tail


_parser: Final[Any] = import_module("re._parser")
_KINDS: Final = {
    "CATEGORY_DIGIT": "1٣",
    "CATEGORY_NOT_DIGIT": "a -",
    "CATEGORY_SPACE": " \n\t",
    "CATEGORY_NOT_SPACE": "a1-",
    "CATEGORY_WORD": "aé1_",
    "CATEGORY_NOT_WORD": " -.",
}


def _example(tree: Any, turn: int) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text that the pattern matches, and whether each is fixed; another one each turn."""
    for number, (op, held) in enumerate(tree):
        name = str(op)
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY"):
            yield _letter(name, held, turn + number), name == "LITERAL"
        elif name.endswith("REPEAT"):
            least, _most, inside = held
            parts = [(part, False) for part in _joined(_example(inside, turn))]
            yield from parts * max(int(least), 1)
            if turn % 2:
                yield from ((part, False) for part in _joined(_example(inside, turn + 1)))
        elif name == "BRANCH":
            yield from _example(held[1][turn % len(held[1])], turn)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT"):
            yield from _example(held[-1] if name != "ATOMIC_GROUP" else held, turn)


def _letter(name: str, held: Any, turn: int) -> str:
    if name == "LITERAL":
        return chr(held)
    if name == "NOT_LITERAL":
        return next(letter for letter in ("ax1 <"[turn % 4], "b") if letter != chr(held))
    if name in ("ANY", "CATEGORY"):
        letters = _KINDS.get(str(held), "a1 ")
        return letters[turn % len(letters)]
    if str(held[0][0]) == "NEGATE":
        refused = "".join(_letters(held[1:]))
        allowed = [letter for letter in 'a1 =-."x<é' if letter not in refused] or ["\x02"]
        return allowed[turn % len(allowed)]
    allowed = list(_letters(held))
    return allowed[turn % len(allowed)]


def _letters(held: Any) -> Iterator[str]:
    for op, value in held:
        name = str(op)
        if name == "LITERAL":
            yield chr(value)
        elif name == "RANGE":
            yield from (chr(value[0]), chr(value[1]))
        elif name == "CATEGORY":
            yield from _KINDS.get(str(value), "a")
