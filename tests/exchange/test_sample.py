"""The sample's workbook of form answers, as the import will find it."""

from pathlib import Path

from nhipcau.exchange.sample import write_sample_answers
from nhipcau.workbook import read_source


def test_the_sample_answers_look_like_a_form_export(tmp_path: Path) -> None:
    write_sample_answers(tmp_path / "answers.xlsx")
    heading, *rows = read_source(tmp_path / "answers.xlsx").sheets[0].rows
    assert heading[:3] == ("Dấu thời gian", "Địa chỉ email", "Họ và tên của bạn")
    assert len(rows) == 39
    assert rows[0][3] == "0900 000 003"
    assert len({row[1] for row in rows}) == 39, "two people of one name have two addresses"
