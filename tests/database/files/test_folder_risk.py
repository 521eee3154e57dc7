from pathlib import Path, PurePosixPath

import pytest

from nhipcau.database import risk_of
from nhipcau.database.files import folder_risk as place


@pytest.mark.parametrize(
    ("folder", "risk"),
    [
        ("OneDrive - Công ty ABC/Nhân sự", "cloud"),
        ("Dropbox", "cloud"),
        ("Google Drive/My Drive", "cloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "cloud"),
        ("Documents", None),
        ("Documents/about dropbox", None),
    ],
)
def test_folders_of_cloud_services_are_known(tmp_path: Path, folder: str, risk: str | None) -> None:
    assert risk_of(tmp_path / PurePosixPath(folder) / "a.nhipcau") == risk


def test_network_drives_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_mounted_as", lambda _: "cifs")
    assert risk_of(tmp_path / "a.nhipcau") == "network"
    assert risk_of(Path("//server/share/a.nhipcau")) == "network"
