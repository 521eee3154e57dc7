"""The criteria that hold, found without reading everybody, are those that are found by reading everybody."""

import os
import tempfile
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.support.database import new_database

from nhipcau.pairing.store.present_criteria import present_criteria
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.participants.models import Answer, Level, Participant, Person, Question
from nhipcau.programmes.models import Programme, ProgrammeKind

_NAMES: Final = ("An", "Bình", "Lê Chi", "")
_TOPICS: Final = ("Lãnh đạo", "AI", "Nói trước đám đông")
_WORDINGS: Final = ("An", "AI", "Bạn thích công nghệ đến mức nào?", "Tôn giáo của bạn", "Bạn giỏi gì?")
_SAID: Final = ("", "Tôi sẵn sàng", "học hỏi", "Open", "to learn", "cởi mở")
_KINDS: Final = ("traditional", "reverse", "peer", "group")


def _some(pool: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([one for one in pool if one]), max_size=2, unique=True)


def _graded(amount: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        st.fixed_dictionaries({"topic": st.sampled_from(_TOPICS), amount: st.integers(1, 4)}), max_size=2
    )


_people = st.lists(
    st.tuples(
        st.fixed_dictionaries({
            "full_name": st.sampled_from(_NAMES[:3]), "preferred_name": st.sampled_from(_NAMES),
            "place": st.sampled_from(("", "Hà Nội", "Huế")), "department": st.sampled_from(("", "AI", "Kế toán")),
            "level": st.sampled_from(("", "Thấp", "Cao")), "title": st.sampled_from(("", "AI")),
            "meeting_ways": _some(("online", "in_person")),
        }),
        st.fixed_dictionaries({
            "is_mentor": st.booleans(), "is_mentee": st.booleans(), "goals": _graded("importance"),
            "strengths": _graded("level"), "interests": _some(_TOPICS), "availability": _some(("mon-18", "tue-19")),
            "wishes": _some(_NAMES), "learning_style": st.sampled_from(("", "Đọc", "Làm")),
            "expectations": st.sampled_from(_SAID), "ideal_partner": st.sampled_from(_SAID),
            "status": st.sampled_from(("enrolled", "enrolled", "enrolled", "withdrawn")),
        }),
        st.lists(st.sampled_from((None, "", "A", "B", ["A"], ["A", "B"], 3, "An")), min_size=4, max_size=4),
    ),
    max_size=5,
)  # fmt: skip
_questions = st.lists(
    st.tuples(
        st.sampled_from(_WORDINGS),
        st.sampled_from(("one_choice", "several", "scale", "graded", "text")),
        st.sampled_from(("", "", "Bạn muốn ai?")),
    ),
    max_size=4,
)


@given(kind=st.sampled_from(_KINDS), people=_people, questions=_questions, ranked=st.booleans())
@settings(
    max_examples=int(os.environ.get("NHIPCAU_EXAMPLES", "6")), deadline=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
def test_criteria_are_proposed_alike_whether_or_not_everybody_is_read(
    kind: ProgrammeKind, people: list[Any], questions: list[Any], ranked: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder))
        with database.step("programmes.step.add") as db:
            programme = Programme(name="Mùa xuân", kind=kind)
            db.add_all([programme, Level(name="Thấp", rank=1), Level(name="Cao", rank=2 if ranked else None)])
            db.flush()
            programme_id = programme.id or 0
            asked = [
                Question(programme_id=programme_id, wording=wording, kind=how, grid=grid, options=["A", "B"])
                for wording, how, grid in questions
            ]
            db.add_all(asked)
            for who, profile, answers in people:
                person = Person(**who, sort_name=who["full_name"])
                db.add(person)
                db.flush()
                joined = Participant(programme_id=programme_id, person_id=person.id or 0, **profile)
                db.add(joined)
                db.flush()
                for question, value in zip(asked, answers, strict=False):
                    if value is not None:
                        db.add(
                            Answer(participant_id=joined.id or 0, question_id=question.id or 0, value=value)
                        )
        with database.read() as db:
            assert present_criteria(db, programme_id) == pairing_input(db, programme_id).settings.criteria
        database.close()
