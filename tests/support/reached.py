"""By whom what writes is reached: every way up from it must meet something that has been registered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.support.writers import Part


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Something that writes, and the way from it to where nobody calls it any more without meeting a registered one."""

    writes: str
    way: tuple[str, ...]


class Reached:
    """Who calls whom among all parts of a program."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._writing = {part.name: part.writes[0] for part in parts.values() if part.writes}
        methods = _methods(parts)
        self._callers = _callers(
            parts, {name: found[0] for name, found in methods.items() if len(found) == 1}
        )
        shared = (found for name, found in methods.items() if len(found) > 1 and name != "__init__")
        self._open_ended = frozenset(name for found in shared for name in found)
        """Methods that share their name: who calls one of them cannot be told from the source."""

    def unregistered(self, stops: Collection[str]) -> list[Unregistered]:
        """Return what writes and is reached by a way on which nothing of `stops` lies, each with one such way."""
        found: list[Unregistered] = []
        for name, writes in self._writing.items():
            way = () if _is_in(name, stops) else self._way_up(name, stops)
            found += [Unregistered(writes, way)] if way else []
        return found

    def idle(self, stops: Collection[str]) -> list[str]:
        """Return those of `stops` that name nothing, or nothing that writes or calls what does."""
        writing = set(self._writing)
        waiting = list(writing)
        while waiting:
            new = self._callers.get(waiting.pop(), set()) - writing
            writing |= new
            waiting += new
        known = {above for name in writing for above in _wholes(name)}
        return [stop for stop in stops if stop not in known]

    def _way_up(self, start: str, stops: Collection[str]) -> tuple[str, ...]:
        """Return the shortest way to something that nobody is known to call; empty where a stop lies on each."""
        before: dict[str, str] = {start: ""}
        waiting = [start]
        while waiting:
            name = waiting.pop(0)
            above = self._callers.get(name, set()) - {name}
            if not above or name in self._open_ended:
                return _way(name, before)
            for caller in sorted(above):
                if caller not in before and not _is_in(caller, stops):
                    before[caller] = name
                    waiting.append(caller)
        return ()


def _way(name: str, before: Mapping[str, str]) -> tuple[str, ...]:
    way = [name]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _wholes(name: str) -> Iterator[str]:
    """Return a part's name, and those of the class, the module and the rooms it is in."""
    yield name
    module, _, inside = name.partition(":")
    while "." in inside:
        inside = inside.rpartition(".")[0]
        yield f"{module}:{inside}"
    while module:
        yield module
        module = module.rpartition(".")[0]


def _is_in(name: str, wholes: Collection[str]) -> bool:
    return any(whole in wholes for whole in _wholes(name))


def _methods(parts: Mapping[str, Part]) -> dict[str, list[str]]:
    """Return who bears each method's name."""
    found: dict[str, list[str]] = {}
    for name in parts:
        if "." in name.partition(":")[2]:
            found.setdefault(name.rpartition(".")[2], []).append(name)
    return found


def _callers(parts: Mapping[str, Part], methods: Mapping[str, str]) -> dict[str, set[str]]:
    """Return by whom each part is named. A method of something unknown is the one that alone bears its name."""
    inside: dict[str, list[str]] = {}
    for name in parts:
        inside.setdefault(name.rpartition(".")[0] if "." in name.partition(":")[2] else "", []).append(name)
    callers: dict[str, set[str]] = {}
    for part in parts.values():
        for target in _targets(part, parts, methods, inside):
            callers.setdefault(target, set()).add(part.name)
    return callers


def _targets(
    part: Part, parts: Mapping[str, Part], methods: Mapping[str, str], inside: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    for name in part.names:
        if f"{name}.__init__" in parts:  # a class is a part as well: its bases and what stands in its body
            yield f"{name}.__init__"
        if name in parts:
            yield name
        yield from () if f"{name}.__init__" in parts else inside.get(name, ())
    yield from (methods[name] for name in part.attributes if name in methods)
    module, _, qualified = part.name.partition(":")
    for name in part.own:
        mine = f"{module}:{qualified.partition('.')[0]}.{name}"
        if mine in parts or name in methods:
            yield mine if mine in parts else methods[name]
