"""What is being mended: output, kind of reader, field. The tests fail for a line that leaks no more: take it out."""

from typing import Final

KNOWN_LEAKS: Final = """
pair_workbooks person pair.note
pair_workbooks person person.assistant_name
pair_workbooks person person.assistant_email
pair_workbooks assistant (all of it)
pair_workbooks assistant person.assistant_name
pair_workbooks assistant person.assistant_email
pair_workbooks assistant pair.note
pair_workbooks assistant pair.confirmed_on
pair_workbooks assistant pair_goal.wording
pair_workbooks assistant pair_goal.due_on
pair_workbooks assistant mentoring_session.topic
pair_workbooks assistant mentoring_session.next_step
mentor_workbooks person pair.note
mentor_workbooks assistant (all of it)
mentor_workbooks assistant pair.note
mentor_workbooks assistant pair_goal.wording
mentor_workbooks assistant pair_goal.due_on
mentor_workbooks assistant mentoring_session.topic
mentor_workbooks assistant mentoring_session.next_step
mentee_workbooks person pair.note
mentee_workbooks assistant (all of it)
mentee_workbooks assistant pair.note
mentee_workbooks assistant pair_goal.wording
mentee_workbooks assistant pair_goal.due_on
mentee_workbooks assistant mentoring_session.topic
mentee_workbooks assistant mentoring_session.next_step
assistant_workbooks assistant pair.note
assistant_workbooks assistant pair_goal.wording
assistant_workbooks assistant pair_goal.due_on
assistant_workbooks assistant mentoring_session.topic
assistant_workbooks assistant mentoring_session.next_step
survey_forms person survey_answer.value
survey_forms assistant (all of it)
survey_forms assistant survey_answer.value
letters person answer.value
letters person person.assistant_name
letters person person.assistant_email
letters assistant (all of it)
letters assistant person.assistant_name
letters assistant person.assistant_email
letters assistant person.phone
letters assistant participant.goals
letters assistant answer.value
letters assistant answer.value:quotable
letter_text person answer.value
hand_outs person answer.value
"""
SHOWN_BY: Final = """
pair_workbooks pair.fit_answer
pair_workbooks mentoring_session.rating
mentor_workbooks pair.fit_answer
mentor_workbooks mentoring_session.rating
mentee_workbooks pair.fit_answer
mentee_workbooks mentoring_session.rating
assistant_workbooks pair.fit_answer
assistant_workbooks mentoring_session.rating
survey_forms survey_answer.value
letters participant.wishes
letters person.level
letter_text participant.wishes
letter_text person.level
hand_outs participant.wishes
hand_outs person.level
"""
"""Codes and numbers of the team's that make a difference to what others get: output, field."""


def listed(text: str) -> list[str]:
    return sorted(text.strip().splitlines())
