"""Anonymous waves: who is asked and how, which forms may come together, and what of it is shown from when on."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from tests.support import make
from tests.support.anonymous import (
    LEARNT,
    TAKEN,
    AnonymousSurvey,
    asked_anonymously,
    filled,
    people_of,
    secret,
    take,
)
from tests.support.database import assert_undoable, dump, new_database
from tests.support.sessions import confirmed_programme
from tests.support.waves import codes, open_ready

from nhipcau.common.errors import Rejected
from nhipcau.database import Database, open_file
from nhipcau.database.versions import compare, merge
from nhipcau.pairing.store.queries import pair_rows
from nhipcau.sessions.models import PulseAnswer
from nhipcau.surveys import queries, service
from nhipcau.surveys.anonymous_results import AnonymousResults, anonymous_results, common_questions
from nhipcau.surveys.anonymous_rules import LEAST_FORMS, grouped
from nhipcau.surveys.anonymous_waves import may_come_together, take_together
from nhipcau.surveys.survey_editing import Editing

GOOD = {"name": "Ẩn danh", "opens_on": TAKEN}


@pytest.fixture
def survey(database: Database) -> AnonymousSurvey:
    return asked_anonymously(database)


def results_of(database: Database, survey: AnonymousSurvey) -> AnonymousResults:
    with database.read() as db:
        found = anonymous_results(db, survey.wave_id, "vi")
    assert found is not None
    return found


def ids_of(database: Database, survey: AnonymousSurvey) -> list[int]:
    return [row.id for row in people_of(database, survey)]


# opening


def test_everybody_is_asked_once_and_about_no_pair(database: Database) -> None:
    programme_id = confirmed_programme(database)
    with database.step("evaluation.step.open", wave="A") as db:
        survey_id = service.add_survey(db, programme_id, "pulse")
        wave_id = service.open_wave(db, survey_id, GOOD, anonymous=True)
        asked = queries.responses(db, wave_id)
        named = service.open_wave(db, survey_id, GOOD)
        with_pairs = queries.responses(db, named)
    assert {row.pair_id for row in asked} == {None}
    people = [row.participant_id for row in asked]
    assert len(people) == len(set(people)) < len(with_pairs)
    assert set(people) == {row.participant_id for row in with_pairs}


def test_a_survey_with_questions_for_one_side_is_not_asked_of_both(database: Database) -> None:
    programme_id = confirmed_programme(database)
    with database.step("evaluation.step.open", wave="A") as db:
        survey_id = service.add_survey(db, programme_id, "midterm")
        with pytest.raises(Rejected) as refused:
            service.open_wave(db, survey_id, GOOD, anonymous=True)
        assert codes(refused) == ["anonymous_one_role"]
        one_side = service.open_wave(db, survey_id, GOOD, ("mentee",), anonymous=True)
        assert {row.role for row in queries.responses(db, one_side)} == {"mentee"}
        wave = queries.wave(db, one_side)
        assert wave is not None
        assert {one.audience for one in common_questions(db, wave)} == {"", "mentee"}
        service.add_question(db, survey_id, {"wording_vi": "Cho người cố vấn", "audience": "mentor"})
        assert {one.audience for one in common_questions(db, wave)} == {"", "mentee"}


def test_the_fit_and_fewer_than_five_people_are_not_asked_anonymously(database: Database) -> None:
    programme_id = make.programme(database)
    for number in range(LEAST_FORMS - 1):
        make.participant(database, programme_id, f"Lê Thị {number}", mentor=number % 2 == 0)
    with database.step("evaluation.step.open", wave="A") as db:
        survey_id = service.add_survey(db, programme_id, "own", {"name_vi": "Một"})
        service.add_question(db, survey_id, {"wording_vi": "Một"})
        with pytest.raises(Rejected) as refused:
            service.open_wave(db, survey_id, GOOD, anonymous=True)
    assert codes(refused) == ["anonymous_few_asked"]
    paired = confirmed_programme(database)
    with database.step("evaluation.step.open", wave="A") as db:
        fit = service.add_survey(db, paired, "fit")
        with pytest.raises(Rejected) as about_pairs:
            service.open_wave(db, fit, GOOD, anonymous=True)
    assert codes(about_pairs) == ["anonymous_fit"]


def test_no_later_edit_makes_a_question_that_only_one_side_is_asked(
    database: Database, survey: AnonymousSurvey
) -> None:
    with pytest.raises(Rejected) as added, database.step("evaluation.step.add_question") as db:
        service.add_question(db, survey.survey_id, {"wording_vi": "Riêng", "audience": "mentor"})
    with pytest.raises(Rejected) as amended, database.step("evaluation.step.amend_question") as db:
        service.amend_question(db, survey.questions[0], {"audience": "mentee"})
    assert codes(added) == codes(amended) == ["anonymous_for_all"]
    with database.step("evaluation.step.add_question") as db:
        service.add_question(db, survey.survey_id, {"wording_vi": "Chung"})
        service.amend_question(db, survey.questions[0], {"wording_vi": "Bạn hài lòng thế nào?"})


def test_anonymity_is_not_among_what_can_be_changed(database: Database, survey: AnonymousSurvey) -> None:
    with database.step("evaluation.step.amend") as db:
        service.amend_wave(db, survey.wave_id, {"name": "Khác", "anonymous": False})
        wave = queries.wave(db, survey.wave_id)
    assert wave is not None
    assert (wave.name, wave.anonymous) == ("Khác", True)


def test_newcomers_are_asked_once_as_well(database: Database, survey: AnonymousSurvey) -> None:
    make.participant(database, survey.programme_id, "Người Mới", mentor=True)
    with database.step("evaluation.step.newcomers") as db:
        assert service.ask_newcomers(db, survey.wave_id) == 1
        assert service.ask_newcomers(db, survey.wave_id) == 0
        assert len(queries.responses(db, survey.wave_id)) == 13


# answering


def test_nobodys_answers_are_written_alone(database: Database, survey: AnonymousSurvey) -> None:
    before = dump(database)
    first = ids_of(database, survey)[0]
    with pytest.raises(Rejected) as refused, database.step("evaluation.step.answer", name="A") as db:
        service.set_answers(db, first, {survey.questions[0]: 3}, TAKEN)
    assert codes(refused) == ["anonymous_alone"]
    assert dump(database) == before


@pytest.mark.parametrize("count", range(1, LEAST_FORMS))
def test_fewer_than_five_are_not_taken_in(database: Database, survey: AnonymousSurvey, count: int) -> None:
    before = dump(database)
    with pytest.raises(Rejected) as refused:
        take(database, survey, ids_of(database, survey)[:count])
    assert codes(refused) == ["anonymous_together"]
    assert dump(database) == before


def test_a_group_is_one_step_and_says_who_has_answered(database: Database, survey: AnonymousSurvey) -> None:
    people = ids_of(database, survey)
    assert_undoable(database, lambda it: take(it, survey, people[:5]))
    answered = {row.id for row in people_of(database, survey) if row.answered_on == TAKEN}
    assert answered == set(people[:5])
    assert {len(each) for each in stored(database).values()} == {5}
    with database.read() as db:
        assert queries.answers(db, survey.wave_id) == {}


def stored(database: Database) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in dump(database)["anonymous_answer"]:
        found.setdefault(int(str(row[3])), []).append(row[4])
    return found


def test_nobody_answers_twice_nor_changes_what_they_said(database: Database, survey: AnonymousSurvey) -> None:
    people = ids_of(database, survey)
    take(database, survey, people[:5])
    before = dump(database)
    with pytest.raises(Rejected) as refused:
        take(database, survey, people[4:12])
    assert codes(refused) == ["anonymous_once"]
    assert dump(database) == before


def test_an_empty_or_unreadable_form_is_refused_without_saying_which_question(
    database: Database, survey: AnonymousSurvey
) -> None:
    people = ids_of(database, survey)[:5]
    for wrong in ({}, {survey.questions[0]: 9}, {survey.questions[3]: "  "}, {99_999: 1}):
        forms = {one: filled(survey, one) for one in people} | {people[2]: wrong}
        with pytest.raises(Rejected) as refused, database.step("surveys.step.take_anonymous", n=5) as db:
            take_together(db, survey.wave_id, forms, TAKEN)
        assert [(one.code, one.field, dict(one.values)) for one in refused.value.problems] == [
            ("evaluation.problem.anonymous_unread", "", {})
        ]


def test_questions_that_were_answered_and_waves_that_were_stay(
    database: Database, survey: AnonymousSurvey
) -> None:
    take(database, survey, ids_of(database, survey)[:5])
    with pytest.raises(Rejected), database.step("evaluation.step.remove_question") as db:
        service.remove_question(db, survey.questions[0])
    with pytest.raises(Rejected), database.step("evaluation.step.amend_question") as db:
        service.amend_question(db, survey.questions[1], {"options_vi": ["Có", "Không"]})
    with pytest.raises(Rejected), database.step("evaluation.step.remove") as db:
        service.remove_wave(db, survey.wave_id)
    editing = Editing(database, survey.programme_id, "traditional", survey.survey_id)
    assert editing.answered() == frozenset(survey.questions)


def test_feelings_and_fit_never_reach_the_pair(database: Database) -> None:
    programme_id = confirmed_programme(database)
    with database.step("evaluation.step.open", wave="A") as db:
        survey_id = service.add_survey(db, programme_id, "own", {"name_vi": "Một"})
        feeling = service.add_question(
            db, survey_id, {"wording_vi": "Bạn thấy thế nào?", "kind": "scale", "means": "feeling"}
        )
        fit = service.add_question(
            db, survey_id,
            {"wording_vi": "Hợp không?", "kind": "one_choice", "means": "fit", "options_vi": ["a", "b", "c"]},
        )  # fmt: skip
        wave_id = service.open_wave(db, survey_id, GOOD, anonymous=True)
        asked = [row.id for row in queries.responses(db, wave_id)]
    before = dump(database)
    with database.step("surveys.step.take_anonymous", n=6) as db:
        take_together(db, wave_id, {one: {feeling: 1, fit: 2} for one in asked[:6]}, TAKEN)
        assert db.exec(select(PulseAnswer)).first() is None
        assert {row.fit_answer for row in pair_rows(db, programme_id)} == {""}
    after = dump(database)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"anonymous_answer", "survey_response"}


# what may be taken back and taken again


def test_a_group_that_was_taken_back_comes_again_only_whole(
    database: Database, survey: AnonymousSurvey
) -> None:
    people = ids_of(database, survey)
    take(database, survey, people[:6])
    database.undo()
    with database.read() as db:
        for count in (5, 7):
            found = may_come_together(db, survey.wave_id, people[:count])
            assert found.taken == frozenset(people[:6] if count == 7 else ())
        found = may_come_together(db, survey.wave_id, people[:5])
        assert found.apart == frozenset(people[:5])
        found = may_come_together(db, survey.wave_id, people[:7])
        assert found.too_few == frozenset(people[6:7])
    with pytest.raises(Rejected):
        take(database, survey, people[:7])
    take(database, survey, people[:6])
    assert len([row for row in people_of(database, survey) if row.answered_on]) == 6


def test_what_was_taken_back_is_remembered_when_the_step_is_closed_for_good(
    database: Database, survey: AnonymousSurvey
) -> None:
    people = ids_of(database, survey)
    take(database, survey, people[:6])
    database.undo()
    make.person(database, "Người Khác")
    assert database.next_redo() is None
    with database.read() as db:
        assert may_come_together(db, survey.wave_id, people[:5]).apart == frozenset(people[:5])


def test_whatever_is_taken_and_taken_back_no_two_groups_differ_by_fewer_than_five() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        everybody = list(range(chance.randint(5, 40)))
        earlier: list[frozenset[int]] = []
        for _ in range(8):
            ready = chance.sample(everybody, chance.randint(0, len(everybody)))
            if earlier and chance.random() < 0.5:
                ready += chance.choice(earlier)
            taken = grouped(ready, earlier).taken
            assert taken <= set(ready)
            if taken:
                earlier.append(taken)
        alike: dict[tuple[bool, ...], int] = {}
        for one in frozenset().union(*earlier):
            marks = tuple(one in group for group in earlier)
            alike[marks] = alike.get(marks, 0) + 1
        assert all(count >= LEAST_FORMS for count in alike.values()), seed


# results


def test_figures_come_with_the_fifth_answer_and_texts_with_the_tenth(
    database: Database, survey: AnonymousSurvey
) -> None:
    people = ids_of(database, survey)
    scale, choice, several, learnt, wish = survey.questions
    forms = {one: filled(survey, one) for one in people[:10]}
    del forms[people[3]][scale]
    del forms[people[7]][wish]
    first, second = dict(list(forms.items())[:5]), dict(list(forms.items())[5:])
    with database.step("surveys.step.take_anonymous", n=5) as db:
        take_together(db, survey.wave_id, first, TAKEN)
    shown = {one.question.id: one for one in results_of(database, survey).questions}
    assert {number: one.answered for number, one in shown.items()} == {
        scale: 4, choice: 5, several: 5, learnt: 5, wish: 5,
    }  # fmt: skip
    assert (shown[scale].figures, shown[scale].missing) == (None, 1)
    counted = shown[choice].figures
    assert counted is not None
    assert counted.answered == sum(counted.counts) == 5
    assert (shown[learnt].texts, shown[learnt].missing) == ((), 5)
    with database.step("surveys.step.take_anonymous", n=5) as db:
        take_together(db, survey.wave_id, second, TAKEN)
    shown = {one.question.id: one for one in results_of(database, survey).questions}
    assert shown[scale].figures is not None
    assert set(shown[learnt].texts) == {secret(one, LEARNT) for one in people[:10]}
    assert (shown[wish].texts, shown[wish].missing, shown[wish].answered) == ((), 1, 9)
    wave = results_of(database, survey).wave
    assert wave.asked == wave.answered + sum(row.answered_on is None for row in people_of(database, survey))


def test_texts_are_read_in_another_order_each_time(database: Database, survey: AnonymousSurvey) -> None:
    take(database, survey, ids_of(database, survey))
    orders = {results_of(database, survey).questions[3].texts for _ in range(20)}
    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_what_is_left_empty_has_a_row_but_is_no_answer(database: Database, survey: AnonymousSurvey) -> None:
    people = ids_of(database, survey)[:6]
    scale, *_ = survey.questions
    forms = {one: filled(survey, one) for one in people}
    del forms[people[0]][scale]
    with database.step("surveys.step.take_anonymous", n=6) as db:
        take_together(db, survey.wave_id, forms, TAKEN)
    assert {len(rows) for rows in stored(database).values()} == {6}
    assert results_of(database, survey).questions[0].answered == 5
    assert not database.find_flaws()


def test_a_question_that_is_added_later_is_answered_by_those_who_come_later(
    database: Database, survey: AnonymousSurvey
) -> None:
    people = ids_of(database, survey)
    take(database, survey, people[:6])
    with database.step("evaluation.step.add_question") as db:
        added = service.add_question(db, survey.survey_id, {"wording_vi": "Thêm", "kind": "scale"})
    forms = {one: filled(survey, one) | {added: 3} for one in people[6:]}
    with database.step("surveys.step.take_anonymous", n=6) as db:
        take_together(db, survey.wave_id, forms, TAKEN)
    found = results_of(database, survey)
    assert not found.doubtful
    assert [one.answered for one in found.questions] == [12, 12, 12, 12, 12, 6]


@pytest.mark.parametrize(("first", "second"), [(slice(0, 6), slice(5, 12)), (slice(0, 6), slice(6, 12))])
def test_two_copies_of_the_file_are_merged_and_what_counts_twice_is_not_shown(
    tmp_path: Path, first: slice, second: slice
) -> None:
    theirs = new_database(tmp_path)
    survey = asked_anonymously(theirs)
    theirs.close()
    mine = Path(shutil.copy(theirs.path, tmp_path / "mine.nhipcau"))
    people: list[int] = []
    for path, which in ((theirs.path, first), (mine, second)):
        copy = open_file(path, backups=False)
        people = ids_of(copy, survey)
        # Somebody left something empty: to count what was answered would not tell.
        forms = {one: filled(survey, one) for one in people[which]}
        for question in survey.questions:
            del forms[people[which][question % 5]][question]
        with copy.step("surveys.step.take_anonymous", n=len(forms)) as db:
            take_together(db, survey.wave_id, forms, TAKEN)
        copy.close()
    theirs = open_file(theirs.path, backups=False)
    merge(theirs, compare(theirs, mine))
    found = results_of(theirs, survey)
    assert found.wave.answered == 12
    twice = first.stop != second.start
    assert found.doubtful == twice
    assert all(
        (one.figures is None and not one.texts) == (twice or bool(one.missing)) for one in found.questions
    )
    theirs.undo()
    assert not results_of(theirs, survey).doubtful
    theirs.close()


def test_a_wave_with_names_has_no_anonymous_results(database: Database) -> None:
    wave_id = open_ready(database, confirmed_programme(database), "pulse")
    with database.read() as db:
        assert anonymous_results(db, wave_id, "vi") is None
        assert anonymous_results(db, 99_999, "vi") is None
