"""Which own questions are proposed to be quoted: what colleagues tell each other anyway, and nothing else."""

import pytest

from nhipcau.pairing.settings.quotable_questions import is_harmless

HARMLESS = (
    "Phòng ban", "Bạn thuộc bộ phận nào?", "Đơn vị công tác", "Bạn làm việc ở thành phố nào?", "Nơi làm việc",
    "Kỹ năng bạn tự tin nhất", "Bạn dùng thành thạo công cụ nào?", "Sở thích của bạn", "Cuối tuần bạn thường làm gì?",
    "Môn thể thao bạn yêu thích", "Phong cách làm việc của bạn", "Bạn thích trò chuyện thế nào?",
    "Bạn thích học theo cách nào?", "Ngôn ngữ bạn dùng được", "Bạn say mê công nghệ đến mức nào?",
    "Bạn quan tâm lĩnh vực nào?", "Bạn tự đánh giá khả năng truyền đạt dễ hiểu của mình", "Số năm kinh nghiệm",
    "Department", "Which office do you work in?", "What are your hobbies?", "Your favourite book",
    "How do you like to learn?", "Which languages do you speak?", "Your working style", "What skills can you share?",
    "How passionate about technology are you?", "Profession", "What do you enjoy at weekends?", "Your city",
)  # fmt: skip
OTHERS = (
    "Bạn có từng bị trầm cảm hay lo âu không?", "Bạn theo đạo nào?", "Which pronouns do you use?",
    "Are you neurodivergent (ADHD, autism)?", "Thu nhập hằng tháng của bạn", "Bạn có con chưa?",
    "Bạn đã từng bị kỷ luật chưa?", "Số CCCD", "Have you ever been convicted?", "Are you a single parent?",
    "Tình trạng hôn nhân", "Tôn giáo", "Dân tộc", "Bạn có khuyết tật không?", "What is your visa status?",
    "Ngôn ngữ mẹ đẻ của bạn", "What is your native language?", "Điểm yếu của bạn trong kỹ năng giao tiếp",
    "Bạn gặp khó khăn gì với phòng ban của mình?", "Có đồng nghiệp nào trong phòng ban bạn muốn tránh?",
    "Why do you want to leave your department?",
    "What do you think of your office?", "Do you trust your team?", "Do you drink at weekends?",
    "Bạn mong chương trình giúp điều gì nhất?", "What worries you most?", "Bạn là ai?", "", "?",
    "Sức khoẻ của bạn ở nơi làm việc", "Bạn quan tâm đến chính trị không?", "Your interests in a religious group",
)  # fmt: skip


@pytest.mark.parametrize("wording", HARMLESS)
def test_what_colleagues_tell_each_other_is_proposed(wording: str) -> None:
    assert is_harmless(wording)


@pytest.mark.parametrize("wording", OTHERS)
def test_anything_else_is_not(wording: str) -> None:
    assert not is_harmless(wording)


def test_a_line_of_a_grid_is_judged_with_the_question_above_it() -> None:
    assert is_harmless("Excel", "Bạn thành thạo các công cụ sau đến mức nào?")
    assert not is_harmless("Excel", "Bạn gặp khó khăn với các công cụ sau đến mức nào?")
    assert not is_harmless("Phòng ban", "Điều gì làm bạn căng thẳng?")


def test_free_text_may_hold_anything() -> None:
    assert not is_harmless("Sở thích của bạn", kind="text")
