"""What a row says beside what is known of those it may be."""

from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.preview.import_plan import Basis, Existing, ExistingPerson, PlanRow, PossiblePerson
from nhipcau.exchange.preview.side_by_side import side_by_side


def _row(number: int, **person: object) -> AnswerRow:
    return AnswerRow(
        source=0,
        file_name="a.csv",
        sheet="",
        row_number=number,
        person=person,
        profile={},
        answers={},
        role="",
    )


def _plan_row(*candidates: PossiblePerson) -> PlanRow:
    return PlanRow(1, "needs_you", "", "", "", "a.csv", "", (3,), candidates=candidates)


BASIS = Basis(
    (
        _row(2, full_name="Lê An", email="an@ex.vn", department="Kế toán"),
        _row(3, full_name="Lê An", department="Nhân sự", phone="0901"),
    ),
    Existing(
        people=(ExistingPerson(7, {"full_name": "Le An", "department": "nhân sự", "title": "Trưởng nhóm"}),)
    ),
    Understanding(()),
)


def test_each_candidate_stands_in_a_column_of_its_own_whether_known_or_of_the_file() -> None:
    found = side_by_side(
        BASIS, _plan_row(PossiblePerson(7, "Le An", ""), PossiblePerson(None, "Lê An", "", 0))
    )
    assert found.rows == (None, 2)
    assert {field.code: (field.said, field.known) for field in found.fields} == {
        "full_name": ("Lê An", ("Le An", "Lê An")),
        "email": (None, (None, "an@ex.vn")),
        "phone": ("0901", (None, None)),
        "department": ("Nhân sự", ("nhân sự", "Kế toán")),
        "title": (None, ("Trưởng nhóm", None)),
    }


def test_only_what_is_said_otherwise_differs_and_silence_differs_from_nothing() -> None:
    found = side_by_side(BASIS, _plan_row(PossiblePerson(None, "Lê An", "", 0)))
    assert [field.code for field in found.fields if field.differs] == ["department"]


def test_a_field_that_nobody_fills_is_left_away() -> None:
    found = side_by_side(BASIS, _plan_row(PossiblePerson(7, "Le An", "")))
    assert "email" not in {field.code for field in found.fields}
