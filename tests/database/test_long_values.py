"""A long stored value is read in pieces, and is what was stored."""

import json

import pytest

from nhipcau.database import json_columns as json_reading

VALUES: tuple[object, ...] = (
    {},
    {"a": {}},
    {"Người tham gia": {"k1": {"tên": 'Lê "Mai"\\', "số": "1}"}, "k2": []}, "z": 5, "n": None},
    [1, {"a": 2}],
    "chữ",
    3.5,
)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_read_in_pieces_is_what_was_stored(value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reading, "LONG", 0)
    for written in (json.dumps(value), json.dumps(value, indent=1), json.dumps(value, separators=(",", ":"))):
        assert json_reading.from_json(written) == value
