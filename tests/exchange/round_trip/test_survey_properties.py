"""Whatever a survey asks and people answer goes out into workbooks and comes home as it was."""

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select
from tests.exchange.round_trip.test_properties import news, organisation
from tests.support.organisations import TOUGH, Made, days, names, organisations, texts
from tests.support.whole_workbook import send

from nhipcau.common.errors import Unavailable
from nhipcau.common.names.vietnamese import clean, fold
from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.exchange.round_trip.returned.row_matching import CellProblem
from nhipcau.exchange.round_trip.returned_batch import open_batch, take_in
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import Participant
from nhipcau.surveys.models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse, SurveyWave
from nhipcau.workbook.writer.safe_text import held_text

few = settings(
    max_examples=int(os.environ.get("NHIPCAU_EXAMPLES", "6")), deadline=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
languages = st.sampled_from(LANGUAGES)
_labels = (st.sampled_from(TOUGH) | names).map(clean).filter(bool)
_answers: dict[str, Callable[[int], st.SearchStrategy[Any]]] = {
    "scale": lambda _: st.integers(1, 5),
    "one_choice": lambda count: st.integers(0, count - 1),
    "several": lambda count: st.lists(st.integers(0, count - 1), min_size=1, unique=True).map(sorted),
    "text": lambda _: texts.map(clean).filter(bool),
}


@st.composite
def questions(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Made:
    kind = draw(st.sampled_from(sorted(_answers)))
    count = 5 if kind == "scale" else draw(st.integers(2, 4))
    several = st.lists(_labels, min_size=count, max_size=count, unique_by=fold)
    options = several if kind in ("one_choice", "several") else st.just([]) | several
    return {
        "kind": kind,
        "wording_vi": draw(_labels | st.just("Câu hỏi " * 60)),
        "wording_en": draw(st.just("") | _labels),
        "options_vi": [] if kind == "text" else draw(options),
        "options_en": [],
        "audience": draw(st.sampled_from(["", "", "mentor", "mentee"])),
        "answers": draw(st.lists(st.none() | _answers[kind](count), min_size=8, max_size=8)),
    }


waves = st.fixed_dictionaries(
    {
        "names": st.tuples(_labels, st.just("") | _labels), "name": _labels, "opens_on": days,
        "questions": st.lists(questions(), min_size=1, max_size=5),
        "asked": st.lists(
            st.tuples(st.integers(0, 5), st.none() | st.integers(0, 2), st.sampled_from(["mentor", "mentee"])),
            min_size=1, max_size=6,
        ),
    }
)  # fmt: skip


def write_wave(database: Database, programme_id: int, made: Made) -> int:
    """Write a wave straight to the tables; return its id."""
    with database.step("programmes.step.add") as db:
        survey = Survey(programme_id=programme_id, name_vi=made["names"][0], name_en=made["names"][1])
        db.add(survey)
        db.flush()
        assert survey.id is not None
        wave = SurveyWave(survey_id=survey.id, name=made["name"], opens_on=made["opens_on"])
        drafts = [{**draft, "position": place} for place, draft in enumerate(made["questions"])]
        given = [draft.pop("answers") for draft in drafts]
        asked = [SurveyQuestion(survey_id=survey.id, **draft) for draft in drafts]
        db.add_all([wave, *asked])
        db.flush()
        assert wave.id is not None
        people = db.exec(select(Participant.id).where(Participant.programme_id == programme_id)).all()
        pairs = db.exec(select(Pair.id).where(Pair.programme_id == programme_id)).all()
        met: set[tuple[object, object]] = set()
        for number, (person, pair, role) in enumerate(made["asked"]):
            who = (
                people[person % len(people)],
                pairs[pair % len(pairs)] if pair is not None and pairs else None,
            )
            if who in met:
                continue
            met.add(who)
            response = SurveyResponse(wave_id=wave.id, participant_id=who[0], pair_id=who[1], role=role)
            db.add(response)
            db.flush()
            for question, answers in zip(asked, given, strict=True):
                if answers[number] is not None and question.audience in ("", role):
                    response.answered_on = date(2026, 3, 1)
                    assert response.id is not None
                    assert question.id is not None
                    db.add(
                        SurveyAnswer(response_id=response.id, question_id=question.id, value=answers[number])
                    )
        return wave.id


@pytest.mark.slow
@given(made=organisations(), asked=st.lists(waves, min_size=1, max_size=2), language=languages)
@few
def test_a_programme_with_surveys_that_nobody_touched_brings_nothing_new(
    made: Made, asked: list[Made], language: Language
) -> None:
    with organisation(made) as (database, programme_id, folder):
        for one in asked:
            write_wave(database, programme_id, one)
        path = send(database, programme_id, "Mùa xuân", folder / "a.xlsx", language)
        batch = open_batch(database, programme_id, [path])
        assert news(batch) == []
        assert batch.nothing_new
        assert sum(one.kind.code.startswith("survey:") for one in batch.plans[0].kinds) == len(asked)


@pytest.mark.slow
@given(made=organisations(), asked=waves, language=languages)
@few
def test_forms_that_nobody_touched_bring_nothing_new(made: Made, asked: Made, language: Language) -> None:
    with organisation(made) as (database, programme_id, folder):
        wave_id = write_wave(database, programme_id, asked)
        with database.step("programmes.step.add") as db:
            for person in db.exec(select(Participant)):
                person.status = "enrolled"
        try:
            written = write_survey_workbooks(database, wave_id, folder, language, everybody=True)
        except Unavailable:  # nobody's role is asked anything
            return
        paths = sorted(written.folder.glob("*.xlsx"))
        assert len(paths) == written.count
        batch = open_batch(database, programme_id, paths)
        assert news(batch) == []
        assert all(len(plan.kinds) == 1 for plan in batch.plans)


@pytest.mark.slow
@given(made=organisations(), asked=waves, language=languages)
@few
def test_answers_that_come_back_into_an_empty_survey_are_the_same_answers(
    made: Made, asked: Made, language: Language
) -> None:
    """What is shown for an answer is read as that answer, and as no other."""
    with organisation(made) as (database, programme_id, folder):
        wave_id = write_wave(database, programme_id, asked)
        path = send(database, programme_id, "x", folder / "a.xlsx", language)
        before = given_in(database)
        forget(database)
        with database.step("programmes.step.add") as db:
            for sent in db.exec(select(SentWorkbook)):
                sent.content = {
                    **sent.content,
                    **{code: {} for code in sent.content if code.startswith("survey:")},
                }
        batch = open_batch(database, programme_id, [path])
        assert [one for one in news(batch) if isinstance(one, CellProblem)] == []
        outcome = take_in(database, batch, "-")
        assert outcome.refused == ()
        assert given_in(database) == before
        assert wave_id


def given_in(database: Database) -> list[tuple[int, int, str]]:
    with database.read() as db:
        return sorted(
            (row.response_id, row.question_id, _held(row.value)) for row in db.exec(select(SurveyAnswer))
        )


def _held(value: object) -> str:
    """Return an answer as far as a cell can hold it."""
    return clean(held_text(value)) if isinstance(value, str) else repr(value)


def forget(database: Database) -> None:
    """Empty a survey of its answers."""
    with database.step("programmes.step.add") as db:
        for row in db.exec(select(SurveyAnswer)):
            db.delete(row)
        for response in db.exec(select(SurveyResponse)):
            response.answered_on = None
