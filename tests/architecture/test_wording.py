"""What a machine can hold of how we write: terms, spelling, quotes, numbers, plurals, one name for one field.

The rules are in `desktop/README.md`, under Words.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
TERMS: Final = {
    "vi": {
        "e-mail": "email", "ban tổ chức": "Ban điều phối", "nhóm điều phối": "Ban điều phối",
        "điều phối viên": "người điều phối", "ghép cặp": "ghép đôi", "sổ excel": "tệp Excel",
        "cách gặp": "hình thức gặp", "tỉ lệ": "tỷ lệ", "trực hệ": "cùng tuyến báo cáo", "cái giá": "ảnh hưởng",
        "chứng minh": "đã kiểm tra hết", "nói chuyện": "trao đổi", "lành lặn": "không có lỗi",
    },
    "en": {
        "organiser": "programme team", "proved": "no better way exists", "people matched": "people paired",
        "not well": "unhappy", "evidence": "done",
    },
}  # fmt: skip
"""What we do not say, and what we say instead."""
OLD_TONES: Final = re.compile("(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\\W\\d_])")
SENT_OUT: Final = (
    "homecoming.for.", "homecoming.mail.", "homecoming.cover.", "surveys.cover.", "surveys.form.", "surveys.hint.",
    "surveys.mail.", "surveys.your_answer", "evaluation.form.", "questionnaire.explain.", "pairs.sheet.",
    "pairs.letter.", "pairs.agenda.", "pairs.confidence.", "mail.", "fields.",
)  # fmt: skip
"""Texts that other people than the coordinator read."""
TYPED: Final = frozenset({"terminal"})
"""Rooms whose texts quote what is typed into a shell."""
ONE_NAME: Final = (
    ("fields.session.topic", "sessions.column.topic"),
    ("fields.session.next_step", "sessions.column.next_step"),
    ("fields.goal.progress", "sessions.column.progress"),
    ("fields.pair.state", "homecoming.plan.state", "lists.column.state", "pairs.sheet.column.state"),
    ("homecoming.field.mentor_email", "lists.column.mentor_email", "pairs.sheet.column.mentor_email"),
    ("homecoming.field.mentee_email", "lists.column.mentee_email", "pairs.sheet.column.mentee_email"),
    ("homecoming.fit.good", "repair.answer.good"),
    ("homecoming.fit.not_good", "repair.answer.not_good"),
    ("common.cancel", "qt.Cancel"),
    ("method.step.2", "pairs.page.title"),
    ("aims.everyone", "terminal.aims.everyone"),
)
"""Labels of one thing in several places."""
PLURAL: Final = re.compile(
    r"\{n\} (?!(?:is|this|has|was|needs|waits|takes|stays|fits|anonymous)\b)(?:people|[a-z]+s)\b"
)


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _said(each)
    elif isinstance(value, list):
        for each in value:
            yield from _said(each)


@cache
def texts() -> dict[str, dict[str, Any]]:
    return {
        f"{path.stem}.{key}": entry
        for path in sorted((RESOURCES / "i18n").glob("*.json"))
        for key, entry in json.loads(path.read_text(encoding="utf-8")).items()
    }


def _asked(path: Path, value: Any) -> Iterator[tuple[str, str, str]]:
    """Return every text of a survey or the questionnaire, with its language."""
    if isinstance(value, list):
        for each in value:
            yield from _asked(path, each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("vi", "en"):
                yield from ((f"{path.stem}", key, said) for said in _said(each))
            else:
                yield from _asked(path, each)


@cache
def everything() -> tuple[tuple[str, str, str], ...]:
    """Return all we write, as (where, language, text); Qt's own texts are Qt's."""
    found = [
        (key, language, said)
        for key, entry in texts().items()
        if not key.startswith("qt.")
        for language in ("vi", "en")
        for said in _said(entry[language])
    ]
    for path in sorted(
        [*(RESOURCES / "surveys").glob("*.json"), *(RESOURCES / "questionnaire").glob("q*.json")]
    ):
        found += _asked(path, json.loads(path.read_text(encoding="utf-8")))
    for path in sorted((RESOURCES / "templates").glob("*.txt")):
        found.append((path.stem, path.stem.rpartition(".")[2], path.read_text(encoding="utf-8")))
    return tuple(found)


def _without_gaps(said: str) -> str:
    return re.sub(r"\{\w*\}", "{}", said)


def test_one_thing_is_called_by_one_word() -> None:
    wrong = [
        (where, term)
        for where, language, said in everything()
        for term in TERMS[language]
        if term in _without_gaps(said).casefold()
    ]
    assert not wrong


def test_the_programme_team_has_one_name() -> None:
    """It is a name, as Ban Giám đốc is."""
    assert not [
        where for where, language, said in everything() if language == "vi" and "ban điều phối" in said
    ]


def test_vietnamese_is_spelt_in_one_way() -> None:
    skills = (
        (path.stem, "vi", skill["vi"])
        for path in (RESOURCES / "skills").glob("*.json")
        for skill in json.loads(path.read_text(encoding="utf-8")).get("skills", {}).values()
    )
    wrong = [
        (where, found[0])
        for where, language, said in (*everything(), *skills)
        if language == "vi" and (found := OLD_TONES.search(said))
    ]
    assert not wrong


def test_english_says_e_mail() -> None:
    assert not [
        (where, said)
        for where, language, said in everything()
        if language == "en" and re.search(r"\bemail", _without_gaps(said), re.IGNORECASE) and "--" not in said
    ]


def test_a_percent_sign_stands_at_its_number() -> None:
    assert not [(where, said) for where, _, said in everything() if re.search(r"[\d}] %", said)]


def test_quotes_are_curved() -> None:
    wrong = [
        (where, said)
        for where, _, said in everything()
        if where.partition(".")[0] not in TYPED and re.search(r"\"|\w'\w|\ws' ", said)
    ]
    assert not wrong


def test_what_goes_out_does_not_say_ban() -> None:
    """Directors read it: anh/chị. Only the coordinator, inside the program, is *bạn*."""
    wrong = [
        (where, said)
        for where, language, said in everything()
        if language == "vi"
        and (where.startswith(SENT_OUT) or "." not in where or where not in texts())
        and re.search(r"\bbạn\b", said, re.IGNORECASE)
    ]
    assert not wrong


def test_a_copy_is_made_by_one_verb() -> None:
    assert not [
        where
        for where, language, said in everything()
        if language == "vi" and re.match("(?:Chép|Đã chép)\\b", said)
    ]


def test_a_number_in_english_has_its_singular() -> None:
    plain = [
        key for key, entry in texts().items() if isinstance(entry["en"], str) and PLURAL.search(entry["en"])
    ]
    single = [
        key
        for key, entry in texts().items()
        if isinstance(entry["en"], dict) and PLURAL.search(entry["en"].get("one", ""))
    ]
    assert not plain
    assert not single


@pytest.mark.parametrize("keys", ONE_NAME, ids=lambda keys: keys[0])
def test_a_field_has_one_label_wherever_it_stands(keys: tuple[str, ...]) -> None:
    first, *others = (texts()[key] for key in keys)
    for other in others:
        assert other["vi"] == first["vi"]
        if "qt." not in str(keys):
            assert other["en"] == first["en"]


@pytest.mark.parametrize(
    "path", sorted((RESOURCES / "templates").glob("*.vi.txt")), ids=lambda path: path.stem
)
def test_a_letter_begins_as_courtesy_has_it(path: Path) -> None:
    subject, greeting, *_ = path.read_text(encoding="utf-8").split("\n\n")
    assert subject
    voice = path.stem.split(".")[-2]
    assert greeting.startswith({"formal": "Kính gửi ", "friendly": "Chào "}[voice])
    assert texts()[f"mail.closing.{voice}"]["vi"] == {"formal": "Trân trọng,", "friendly": "Thân mến,"}[voice]


def test_after_the_greeting_a_letter_begins_with_a_capital() -> None:
    bodies = [
        said
        for _, language, said in everything()
        if language == "en" and said.lstrip().startswith(("Dear {", "Hello {"))
    ]
    assert bodies
    for said in bodies:
        if "\n\n" in said:
            begun = said.split("\n\n", 1)[1].lstrip()
            assert not begun[0].islower(), said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_feelings_and_usefulness_have_one_scale_each(language: str) -> None:
    scales = {
        name: [texts()[f"sessions.{name}.{point}"][language].partition(" – ")[2] for point in range(1, 6)]
        for name in ("feeling", "rating")
    }
    asked = [
        (question.get("means"), [option.casefold() for option in question["options"][language]])
        for path in (RESOURCES / "surveys").glob("*.json")
        for question in json.loads(path.read_text(encoding="utf-8"))["questions"]
        if "options" in question
    ]
    felt = [options for means, options in asked if means == "feeling"]
    useful = [options for _, options in asked if scales["rating"][-1] in options]
    assert len(felt) == 3
    assert felt == [scales["feeling"]] * len(felt)
    assert useful == [scales["rating"]]


def test_what_an_answer_was_called_once_is_no_other_answer_now() -> None:
    former: dict[str, list[str]] = json.loads(
        (RESOURCES / "import" / "former_answers.json").read_text(encoding="utf-8")
    )
    for key, wordings in former.items():
        group = key.rpartition(".")[0]
        others = [
            entry for other, entry in texts().items() if other.rpartition(".")[0] == group and other != key
        ]
        now = {said for entry in others for said in _said(entry)}
        assert now.isdisjoint(wordings), key
        assert set(_said(texts()[key])).isdisjoint(wordings), key
