"""What a feature brings to the window and to the method, as its `feature.py` declares it.

Declarations are read before the first picture of the window: they are plain data, and what they call imports late.
`shell/features.py` lists them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlmodel import Session

    from nhipcau.common.feature_answers import CalendarEvent, Found, Need, ProofDetail
    from nhipcau.common.words import Words


class PageEntry(NamedTuple):
    """A page and the command that opens it."""

    route: str
    icon: str
    page: str
    """`module:Class`, so that what declares a page stays free of Qt."""
    key: str = ""
    step: int = 0
    """The step of the method whose work is done here; 0 for a page that serves every step."""
    helps: tuple[int, ...] = ()
    """The steps that lead here too."""
    menu_text: str = ""
    """The key of the command's text, where the menu says more than the page's name."""
    is_command: bool = True
    needs_programme: bool = True
    views: tuple[str, ...] = ()
    """What the page can show besides what it shows first."""
    name: str = ""
    """The key of its name, where that stands among the texts of its own room and not of the window."""

    @property
    def named(self) -> str:
        """The key of its name."""
        return self.name or f"shell.page.{self.route}"


class StepLink(NamedTuple):
    """A way from a step of the method to what is no page."""

    step: int
    route: str
    icon: str
    text: str


class StepProof(NamedTuple):
    """One piece of evidence of a step: what line of `method.proof.<step>` it is, and whether the file shows it."""

    step: int
    line: int
    is_met: Callable[[Session, int], bool]
    """Called with the programme's id, which may be gone."""
    tables: frozenset[str]
    completes: bool = False
    """Whether the step is not done without it; a step without such evidence is never taken for done."""
    details: Callable[[Session, int], Iterable[ProofDetail]] | None = None


class SearchSource(NamedTuple):
    """Records of a programme that the search of everything finds, and the page that shows one."""

    route: str
    icon: str
    kind: str
    """The key of what one is called."""
    find: Callable[[Session, int, Words], Iterable[Found]]
    tier: int = 0
    """Those of a higher one come later."""


class NeedSource(NamedTuple):
    """What in a programme waits for the coordinator, and the page where she sees to it."""

    route: str
    icon: str
    find: Callable[[Session, int], Iterable[Need]]
    """Called with the programme's id, which may be gone; what needs nobody is left out."""
    tables: frozenset[str]


class Feature(NamedTuple):
    """Everything a feature brings."""

    pages: tuple[PageEntry, ...] = ()
    links: tuple[StepLink, ...] = ()
    proofs: tuple[StepProof, ...] = ()
    searches: tuple[SearchSource, ...] = ()
    events: Callable[[Session, int, Words], Iterable[CalendarEvent]] | None = None
    """What its records bring to a programme's calendar: days and names, never what was said."""
    needs: tuple[NeedSource, ...] = ()
    """What the first page lists as waiting for her."""
    prepared: tuple[str, ...] = ()
    """Modules beside its pages that are better imported before they are asked for."""
