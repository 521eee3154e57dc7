"""Whether two records are one person's: never joined wrongly, joined mostly, and asked about else."""

from collections import Counter

import pytest
from tests.support.people_met_twice import different_people, organisation, same_people

from nhipcau.participants.matching.linkage import Judgement, Linkage, Record

SIZES = [(50, 11), (500, 12), (2000, 13)]


def judged(one: Record, other: Record, *others: Record) -> Judgement:
    return Linkage([one, *others], [other]).judge(one, other)


def record(name: str, **more: object) -> Record:
    proofs = {kind: str(value) for kind, value in more.items() if kind in ("email", "phone", "code")}
    return Record(name, proofs, {kind: value for kind, value in more.items() if kind not in proofs})


@pytest.mark.parametrize(("size", "seed"), SIZES)
def test_no_two_people_are_joined_and_nearly_all_records_of_one_are(size: int, seed: int) -> None:
    people = organisation(size, seed)
    linkage = Linkage(people)
    apart = Counter(
        (pair.kind, linkage.judge(pair.one, pair.other).outcome)
        for pair in different_people(people, 6_000, seed)
    )
    assert [kind for kind, outcome in apart if outcome == "same"] == []
    together = Counter(
        linkage.judge(pair.one, pair.other).outcome for pair in same_people(people, 3_000, seed)
    )
    assert together["different"] == 0
    assert together["same"] >= 0.95 * together.total()


@pytest.mark.slow
def test_of_a_hundred_thousand_pairs_of_people_none_is_joined() -> None:
    people = organisation(2000, 14)
    linkage = Linkage(people)
    wrong = [
        pair
        for pair in different_people(people, 100_000, 15)
        if linkage.judge(pair.one, pair.other).outcome == "same"
    ]
    assert wrong == []


def test_an_address_of_ones_own_proves_a_name_without_marks() -> None:
    known = record("Nguyễn Văn Hùng", email="hung@x.vn")
    assert judged(known, record("NGUYEN VAN HUNG", email="hung@x.vn")).outcome == "same"
    assert judged(known, record("NGUYEN VAN HUNG", department="kho")).outcome == "ask"


def test_marks_tell_people_apart_whatever_else_agrees() -> None:
    known = record("Nguyễn Văn Hùng", email="hung@x.vn", department="kho")
    assert judged(known, record("Nguyễn Văn Hưng", department="kho")).outcome != "same"
    assert judged(known, record("Nguyễn Văn Hưng", email="hung@x.vn")).outcome == "ask"


def test_an_address_several_names_use_in_one_list_proves_nothing() -> None:
    mailbox = [record(name, email="kd@x.vn") for name in ("Nguyễn Văn An", "Nguyễn Văn Bình")]
    linkage = Linkage(mailbox)
    assert linkage.is_shared("email", "kd@x.vn")
    assert linkage.judge(*mailbox).outcome == "different"
    assert not linkage.judge(record("Nguyễn Văn An", email="kd@x.vn"), mailbox[0]).proven


def test_one_name_in_each_of_two_lists_does_not_make_an_address_shared() -> None:
    linkage = Linkage([record("Trần Thị Lan", email="lan@x.vn")], [record("Lê Văn Hùng", email="lan@x.vn")])
    assert not linkage.is_shared("email", "lan@x.vn")
    assert (
        linkage.judge(
            record("Trần Thị Lan", email="lan@x.vn"), record("Lê Văn Hùng", email="lan@x.vn")
        ).outcome
        == "ask"
    )


def test_a_telephone_with_quite_another_name_is_no_reason_to_ask() -> None:
    known = record("Trần Thị Lan", phone="028123456")
    assert judged(known, record("Lê Văn Hùng", phone="028123456")).outcome == "different"


def test_other_codes_or_years_of_birth_tell_two_of_one_name_apart() -> None:
    known = record("Trần Thị Lan", code="nv1", birth_year=1980)
    rest = organisation(500, 16)
    assert judged(known, record("Trần Thị Lan", code="nv2"), *rest).outcome == "different"
    assert judged(known, record("Trần Thị Lan", birth_year=1999), *rest).outcome == "different"
    assert judged(known, record("Trần Thị Lan"), *rest).outcome == "ask"


def test_a_code_that_differs_is_never_overruled() -> None:
    known = record("Trần Thị Lan", code="nv1", email="lan@x.vn")
    assert judged(known, record("Trần Thị Lan", code="nv2", email="lan@x.vn")).outcome == "ask"


def test_a_slip_of_the_key_needs_two_proofs() -> None:
    known = record("Nguyễn Văn Hoàng", email="hoang@x.vn", phone="0901")
    assert judged(known, record("Nguyễn Văn Hoàn", email="hoang@x.vn")).outcome == "ask"
    assert judged(known, record("Nguyễn Văn Hoàn", email="hoang@x.vn", phone="0901")).outcome == "same"


def test_a_rare_name_needs_less_beside_it_than_a_frequent_one() -> None:
    rest = organisation(500, 17)
    facts = {"department": "kho", "title": "ky su"}
    rare, frequent = record("Trịnh Khuê Vỹ", **facts), record("Nguyễn Văn Hùng", **facts)
    assert judged(rare, rare, *rest).bits > judged(frequent, frequent, *rest).bits
    assert judged(rare, rare, *rest).outcome == "same"
