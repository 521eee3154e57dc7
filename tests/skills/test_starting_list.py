"""The starting list: enough skills, in both languages, and no wording that stands for two."""

import json
from collections import defaultdict
from pathlib import Path

from nhipcau.common.names.vietnamese import nfc
from nhipcau.common.paths import resource
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.skills.starting_list import AREAS, starting_skills
from nhipcau.skills.wording_tokens import wording_key

FOR_REVERSE_PROGRAMMES = {
    "ai", "ai.generative", "social_media", "social_media.tiktok", "short_video", "generations.gen_z", "digital_tools",
    "cyber_security.personal", "automation", "remote_work", "personal_brand", "young_consumers", "foresight",
}  # fmt: skip
FOR_TRADITIONAL_PROGRAMMES = {
    "leadership", "people_management", "coaching", "presenting", "negotiation", "strategic_thinking", "finance",
    "sales", "marketing", "customer_service", "project_management", "product_management", "human_resources",
    "operations", "supply_chain", "quality", "law", "data_analysis", "programming", "cloud", "ux_design",
    "career_development", "wellbeing", "time_management", "diversity", "innovation", "entrepreneurship",
    "language.english", "language.japanese", "language.korean", "language.chinese",
}  # fmt: skip


def test_there_are_skills_enough_for_both_kinds_of_programme() -> None:
    codes = {skill.code for skill in starting_skills()}
    assert len(codes) >= 180
    assert codes >= FOR_REVERSE_PROGRAMMES | FOR_TRADITIONAL_PROGRAMMES


def test_no_two_skills_share_a_wording() -> None:
    owners = defaultdict(set)
    for skill in starting_skills():
        for wording in skill.wordings:
            owners[wording_key(wording)].add(skill.code)
    assert {key: codes for key, codes in owners.items() if len(codes) > 1 or not key} == {}


def test_every_skill_has_a_code_of_its_own_two_names_and_other_wordings() -> None:
    skills = starting_skills()
    assert len({skill.code for skill in skills}) == len(skills)
    assert all(skill.name_vi and skill.name_en and len(skill.wordings) >= 3 for skill in skills)
    assert all(nfc(wording) == wording.strip() for skill in skills for wording in skill.wordings)


def test_a_skill_that_is_part_of_another_names_one_that_is_there() -> None:
    roots = {skill.code for skill in starting_skills()} | {"language"}
    assert {s.code for s in starting_skills() if s.code.rpartition(".")[0] not in roots | {""}} == set()


def test_every_file_is_an_area_with_a_name_in_both_languages() -> None:
    files = {path.stem for path in Path(resource("skills")).glob("*.json")} - {"words"}
    assert files == set(AREAS)
    for language in LANGUAGES:
        assert all(Words(language)(f"skills.area.{area}") for area in AREAS)


def test_the_files_are_plain_data() -> None:
    for area in AREAS:
        loaded = json.loads(resource("skills", f"{area}.json").read_text(encoding="utf-8"))
        assert set(loaded) == {"skills"}
        for skill in loaded["skills"].values():
            assert {"vi", "en", "also"} <= set(skill) <= {"vi", "en", "also", "whole"}
