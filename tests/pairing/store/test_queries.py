from nhipcau.pairing.store.queries import rungs


def test_level_gaps_are_counted_in_rungs_whatever_the_ranks_between_them() -> None:
    assert rungs(
        {"Nhân viên": 20, "Trưởng phòng": 70, "Giám đốc": 90, "Cố vấn cao cấp": None, "Manager": 70}
    ) == {
        "Nhân viên": 1,
        "Trưởng phòng": 2,
        "Giám đốc": 3,
        "Manager": 2,
    }
