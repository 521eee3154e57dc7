"""What is remembered between two starts, and what a broken file does."""

from pathlib import Path

import pytest

from nhipcau.common.preferences import Preferences, language_of_the_system, load, save


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    kept = Preferences(language="en", theme="dark", text_size=125, last_programme=3, geometry="AbC=")
    kept.folders["saved"] = 'D:\\Tài liệu "chung"'
    kept.remember_file(Path('/tmp/Tổ chức "A"\\b.nhipcau'))
    assert save(kept, path)
    assert load(path) == kept


def test_a_broken_file_is_set_aside_and_the_defaults_hold(tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    path.write_text("theme = [", encoding="utf-8")
    assert load(path).theme == "system"
    assert not path.exists()
    assert (tmp_path / "preferences.broken.toml").exists()


def test_values_that_make_no_sense_keep_their_defaults(tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    path.write_text('theme = "pink"\ntext_size = 7\nlast_programme = "x"\nrecent = [1]\n', encoding="utf-8")
    found = load(path)
    assert (found.theme, found.text_size, found.last_programme) == ("system", 100, 0)


@pytest.mark.parametrize(
    ("system", "language"), [("en_US.UTF-8", "en"), ("vi_VN", "vi"), ("C", "vi"), ("fr_FR", "vi")]
)
def test_vietnamese_unless_the_system_speaks_english(
    monkeypatch: pytest.MonkeyPatch, system: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert language_of_the_system() == language


def test_recent_files_come_newest_first_without_doubles() -> None:
    kept = Preferences()
    for name in ("/a", "/b", "/a"):
        kept.remember_file(Path(name))
    assert kept.recent == ["/a", "/b"]
    kept.forget_file(Path("/a"))
    assert (kept.recent, kept.last_file) == (["/b"], "")
