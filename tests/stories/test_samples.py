"""The organisation of the examples, and a large list from elsewhere."""

import csv
import re
from pathlib import Path

from tests.stories.conftest import SitDown
from tests.support.coordinator import wait_until
from tests.support.database import dump, new_file

from nhipcau.common.words import LANGUAGES
from nhipcau.shell.routes import ROUTES

_A_KEY = re.compile(r"^[a-z_]+(\.[a-z_0-9]+)+$")
_A_GAP = re.compile(r"\{[a-z_]*\}")


def test_the_sample_organisation_in_both_languages(sit_down: SitDown, tmp_path: Path) -> None:
    coordinator = sit_down(language="vi")
    coordinator.open(new_file(tmp_path))
    coordinator.press(coordinator.window.welcome.ways["sample"].button)
    wait_until(lambda: coordinator.window.navigator.route == "overview", "the sample")
    coordinator.rest()
    assert len(coordinator.window.data.programmes) == 3
    before = dump(coordinator.database)
    texts: dict[tuple[str, str], list[str]] = {}
    for programme in coordinator.window.data.programmes:
        coordinator.window.choose_programme(programme.id)
        for language in LANGUAGES:
            coordinator.press(coordinator.window.sidebar.languages.segment(language))
            for route in ROUTES:
                if route == "step":
                    coordinator.window.go_to_step(1)
                else:
                    coordinator.window.go(route)
                coordinator.rest()
                texts[route, language] = coordinator.seen()
    for where, seen in texts.items():
        assert len(seen) > 20, where
        assert not [text for text in seen if _A_KEY.match(text) or _A_GAP.search(text)], where
    for route in ROUTES:
        assert set(texts[route, "vi"]) != set(texts[route, "en"])
    assert dump(coordinator.database) == before  # looking changes nothing


def _lists(folder: Path, people: int) -> tuple[Path, Path]:
    """Write two lists as the mentor-match project has them, with invented people."""
    grades, offices, trades = (
        ("AO", "HEO", "SEO", "G7", "SCS1"),
        ("Joy", "Love", "Virtue"),
        ("Policy", "DDaT"),
    )
    paths = []
    for role in ("mentee", "mentor"):
        head = ["first name", "last name", "email address", "both mentor and mentee", "job title", "grade"]
        head += ["organisation", "profession", "characteristics" if role == "mentor" else "identity to match"]
        rows = [
            (
                *(role, f"{n:02}", f"{role}.{n:02}@example.org", "no", "Some role", grades[n % 5]),
                *(f"Department of {offices[n % 3]}", trades[n % 2], ("Carer", "Veteran", "")[n % 3]),
            )
            for n in range(people)
        ]
        paths.append(folder / f"{role}s.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    return paths[0], paths[1]


def test_two_lists_of_fifty_are_all_paired_and_one_partner_is_chosen_by_hand(
    sit_down: SitDown, tmp_path: Path
) -> None:
    coordinator = sit_down(language="en")
    coordinator.open(new_file(tmp_path))
    coordinator.take_in(*_lists(tmp_path, 50))
    assert coordinator.window.navigator.route == "pairing"
    assert "100 people" in " ".join(coordinator.seen(coordinator.participants_page()))
    page = coordinator.pairing_page()
    assert page.headline.title.text() == "50 of 50 mentees have a partner"
    assert "No better way exists" in page.headline.proof.toolTip()
    page.plan.list.setFocus()
    page.plan.list.setCurrentIndex(page.plan.list.items.index(0))
    first = page.pair()
    assert first is not None
    assert page.reading is not None
    other = next(one.mentor_id for one in page.reading.plan.pairs if one.mentor_id != first.mentor_id)
    page.dialogs.partner = lambda *_: other  # type: ignore[method-assign] # the dialog has tests of its own
    page.doing.choose_partner()
    coordinator.rest()
    changed = page.reading.plan.pair_of(first.mentee_id)
    assert changed is not None
    assert (changed.mentor_id, changed.locked) == (other, True)
    coordinator.press(page.headline.confirm)
    assert len(page.reading.rows) == 50
    coordinator.undo_everything()
    assert coordinator.window.navigator.route == "welcome"
