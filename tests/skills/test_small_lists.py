"""The matcher over a handful of skills: what each kind of word around a skill does, one at a time."""

import pytest

from nhipcau.skills.rules import Matcher, SkillLexicon, SkillWords, WordingMatch
from nhipcau.skills.wording_tokens import read

SKILLS = (
    SkillWords("sell", "Bán hàng", "Selling", "business"),
    SkillWords("data", "Dữ liệu", "Data", "technology"),
    SkillWords("data.analysis", "Phân tích dữ liệu", "Data analysis", "technology"),
    SkillWords("ai", "Trí tuệ nhân tạo", "AI", "technology"),
    SkillWords("hr", "Nhân sự", "HR", "people", also=("Quản trị nhân sự",), whole=("người", "team")),
)
LEXICON = SkillLexicon(
    fillers=("kỹ năng", "muốn học", "bảng", "bằng"),
    before=("dùng",),
    joiners=("và", "and"),
    blocked=("ban nhân sự",),
)


def matcher(*skills: SkillWords, lexicon: SkillLexicon = LEXICON) -> Matcher:
    return Matcher(skills or SKILLS, lexicon)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bán hàng", "sell"),
        ("ban hang", "sell"),
        ("Selling", "sell"),
        ("kỹ năng bán hàng", "sell"),
        ("muốn học kỹ năng bán hàng", "sell"),
        ("bán hàng kỹ năng và", "sell"),
        ("phân tích dữ liệu", "data.analysis"),
        ("phan tich du lieu ban hang", "data.analysis sell"),
        ("dữ liệu, bán hàng", "data sell"),
        ("selling xyz data", "sell data"),
        ("bán hàng rồi lại bán hàng", "sell"),
        ("Quản trị nhân sự", "hr"),
        ("bán hàng và sellin", "sell"),
        ("dữ liệu, sellingg", "data sell"),
        ("ban nhân sự", ""),
        ("gặp ban nhân sự bán hàng", "sell"),
    ],
)
def test_skills_are_found_in_the_order_they_are_written(text: str, codes: str) -> None:
    assert matcher().find(text) == WordingMatch(tuple(codes.split()), known=bool(codes))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("AI", "ai"),
        ("ai", "ai"),
        ("học AI nhé", "ai"),
        ("học ai nhé", ""),
        ("học Ai nhé", ""),
        ("HỌC AI NHÉ", ""),
        ("muốn học AI", "ai"),
        ("muốn học ai", ""),
        ("làm HR giỏi", "hr"),
        ("làm hr giỏi", ""),
        ("bán hàng, AI", "sell ai"),
        ("bán hàng, ai", "sell"),
        ("BÁN HÀNG, AI", "sell ai"),
        ("BÁN HÀNG VỚI AI", "sell"),
    ],
)
def test_an_abbreviation_counts_inside_a_text_only_as_it_is_listed(text: str, codes: str) -> None:
    assert matcher().find(text).codes == tuple(codes.split())


@pytest.mark.parametrize("text", ["người", "NGƯỜI", "team", "muốn học người", "kỹ năng team"])
def test_what_counts_only_as_a_whole_is_found_as_a_whole(text: str) -> None:
    assert matcher().find(text).codes == ("hr",)


@pytest.mark.parametrize("text", ["người tốt", "gặp người bán", "my team rocks"])
def test_what_counts_only_as_a_whole_is_not_found_inside(text: str) -> None:
    assert matcher().find(text).codes == ()


def test_nothing_written_is_known_to_name_nothing_and_a_riddle_is_not() -> None:
    for text in ("", " ", "?!"):
        assert matcher().find(text) == WordingMatch((), known=True)
    for text in ("xyz", "và", "kỹ năng"):
        assert matcher().find(text) == WordingMatch()


def test_accents_tell_words_apart_where_they_are_written() -> None:
    made = matcher(SkillWords("sell", "Bán", "Sale", "a"), SkillWords("table", "Bàn ghế", "Tables", "b"))
    assert made.find("bán").codes == ("sell",)
    assert made.find("ban").codes == ("sell",)
    assert made.find("bạn").codes == ()
    assert made.find("bàn").codes == ()
    assert made.find("kỹ năng Bán").codes == ("sell",)
    assert made.find("kỹ năng Bàn").codes == ()


def test_a_filler_with_other_accents_is_a_filler_only_where_it_is_listed_so() -> None:
    made = matcher(SkillWords("sell", "Bán hàng", "Selling", "a"), lexicon=SkillLexicon(fillers=("bằng",)))
    both = matcher(
        SkillWords("sell", "Bán hàng", "Selling", "a"), lexicon=SkillLexicon(fillers=("bằng", "bảng"))
    )
    assert made._fillers.reach(read("bằng cách")) == [0, 1]
    assert made._fillers.reach(read("bảng cách")) == [0]
    assert both._fillers.reach(read("bảng cách")) == both._fillers.reach(read("bằng cách")) == [0, 1]


def test_words_are_taken_away_as_whole_phrases_from_either_end() -> None:
    fillers = matcher()._fillers
    assert fillers.reach(read("muốn học kỹ năng gì")) == [0, 2, 4]
    assert fillers.reach(read("học kỹ năng gì")) == [0]
    assert fillers.reach(read("gì kỹ năng và"), from_end=True) == [0, 1, 3]
    assert fillers.reach(read("gì và kỹ"), from_end=True) == [0]
    assert fillers.reach(read("")) == [0]


def test_only_what_stands_before_a_skill_may_be_dropped_before_it() -> None:
    def cores(text: str) -> list[str]:
        return [core.key for core in matcher()._cores(read(text))]

    assert cores("dùng dữ liệu") == ["dung du lieu", "du lieu"]
    assert cores("dữ liệu dùng") == ["du lieu dung"]
    assert cores("kỹ năng dữ liệu bằng") == [
        "ky nang du lieu bang",
        "ky nang du lieu",
        "du lieu bang",
        "du lieu",
    ]
    assert cores("và") == ["va"]


def test_at_most_six_skills_are_read_from_one_answer_and_each_once() -> None:
    names = ("cam", "chanh", "xoài", "nhãn", "mít", "bưởi", "dừa")
    made = matcher(*(SkillWords(name, f"Trồng {name}", f"Growing {name}", "a") for name in names))
    assert made.find(", ".join(f"trồng {name}" for name in names)).codes == names[:6]
    assert made.find("trồng cam, trồng cam và trồng chanh").codes == ("cam", "chanh")


def test_a_list_is_taken_apart_at_its_commas_and_joiners() -> None:
    parts = matcher()._parts
    assert parts("bán hàng và dữ liệu, AI") == ["bán hàng", "dữ liệu", "AI"]
    assert parts("bán hàng") == ["bán hàng"]
    assert parts("và bán hàng") == ["", "bán hàng"]
    found = matcher().find("dữ liệu rất hay, selling")
    assert found.codes == ("data", "sell")


def test_a_typo_is_forgiven_alone_or_in_a_part_of_a_list_and_not_beside_what_is_found() -> None:
    assert matcher().find("kỹ năng sellin") == WordingMatch(("sell",), known=True)
    assert matcher().find("Quản trị nhân sựu").codes == ("hr",)
    assert matcher().find("gì đó, sellin") == WordingMatch(("sell",), known=True)
    assert matcher().find("phân tích dữ liêu").codes == ("data.analysis",)


def test_the_last_to_name_a_wording_owns_it_and_an_empty_one_is_nobodys() -> None:
    made = matcher(SkillWords("a", "Bán hàng", "", "x"), SkillWords("b", "Nghề bán", "bán hàng", "x"))
    assert made.owner_of("BAN HANG!") == "b"
    assert made.owner_of("mua hàng") == ""
    assert made.codes == {"a", "b"}
    assert SkillWords("a", "Một", "", "x", ("Hai",), ("Ba",)).wordings == ("Một", "Hai", "Ba")


def test_guesses_are_for_the_core_and_as_many_as_are_asked() -> None:
    assert matcher().guesses("muốn học dử liệuu")[:1] == ("data",)
    assert len(matcher().guesses("phân tích dử liệu bán hàng", 1)) == 1
    assert matcher().guesses("?!") == ()


def test_a_list_without_any_words_around_works() -> None:
    bare = matcher(lexicon=SkillLexicon())
    assert bare.find("bán hàng") == WordingMatch(("sell",), known=True)
    assert bare.find("kỹ năng bán hàng").codes == ("sell",)
    assert bare.find("ban nhân sự").codes == ("hr",)


def test_what_is_certain_comes_before_what_is_guessed() -> None:
    assert matcher().find("sellin, team").codes == ("hr", "sell")


def test_a_whole_wording_of_several_words_is_found_though_its_first_word_alone_means_something_else() -> None:
    made = matcher(SkillWords("health", "Sức khỏe", "", "a", whole=("Y tế",)))
    assert made.find("muốn học y tế").codes == ("health",)
    made = matcher(SkillWords("nests", "Ổ", "", "a"), SkillWords("cars", "Xe hơi", "", "b", whole=("Ô tô",)))
    assert made.find("muốn học ô tô").codes == ("cars",)
