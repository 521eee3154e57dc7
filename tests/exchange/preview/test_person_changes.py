"""A file that says less than is known changes nothing."""

from nhipcau.exchange.preview.person_changes import says_the_same, with_known_grades

KNOWN = [{"topic": "Lãnh đạo", "level": 4}, {"topic": "Đàm phán", "level": 2}]


def test_a_topic_that_is_only_named_keeps_the_grade_it_has() -> None:
    named = [{"topic": "đàm phán", "level": 3}, {"topic": "Thuyết trình", "level": 3}]
    assert with_known_grades("strengths", KNOWN, named) == [
        {"topic": "đàm phán", "level": 2},
        {"topic": "Thuyết trình", "level": 3},
    ]


def test_a_grade_that_the_file_gives_is_taken() -> None:
    graded = [{"topic": "Lãnh đạo", "level": 1}, {"topic": "Đàm phán", "level": 3}]
    assert with_known_grades("strengths", KNOWN, graded) == graded


def test_the_order_of_answers_says_nothing_except_in_wishes() -> None:
    assert says_the_same("strengths", KNOWN, KNOWN[::-1])
    assert says_the_same("meeting_ways", ["online", "in_person"], ["in_person", "online"])
    assert not says_the_same("wishes", ["An", "Bình"], ["Bình", "An"])
