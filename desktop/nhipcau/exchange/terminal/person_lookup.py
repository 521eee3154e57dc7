"""Who is meant by a name, an e-mail address or a code that somebody typed."""

from collections.abc import Sequence
from difflib import get_close_matches

from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.criteria import name_keys
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput


def people_named(people: Sequence[Candidate], text: str) -> list[Candidate]:
    """Return everybody whom the text may mean: whole name, e-mail, code or the name they go by."""
    key = answer_key(text)
    return [person for person in people if key in name_keys(person)] if key else []


def two_named(people: PairingInput, text: str) -> tuple[Candidate, Candidate]:
    """Return the mentee and the mentor that `A=B` means, in whichever order they are written."""
    left, sign, right = text.partition("=")
    if not sign:
        raise Rejected(Problem("terminal.problem.two_people", "", {"text": text}))
    one, other = _found(people, left), _found(people, right)
    for mentees, mentors in ((one, other), (other, one)):
        found = [(a, b) for a in mentees if a.is_mentee for b in mentors if b.is_mentor and a is not b]
        if len(found) == 1:
            return found[0]
        if found:
            doubtful = left if len({a.participant_id for a, _ in found}) > 1 else right
            raise Rejected(Problem("terminal.problem.several_named", "", {"name": doubtful.strip()}))
    raise Rejected(Problem("terminal.problem.no_roles", "", {"one": left.strip(), "other": right.strip()}))


def _found(people: PairingInput, text: str) -> list[Candidate]:
    found = people_named(people.candidates, text)
    if found:
        return found
    keys = {key: person.name for person in people.candidates for key in name_keys(person)}
    near = get_close_matches(answer_key(text), keys, n=1)
    if near:
        values = {"name": text.strip(), "near": keys[near[0]]}
        raise Rejected(Problem("terminal.problem.nobody_near", "", values))
    raise Rejected(Problem("terminal.problem.nobody_named", "", {"name": text.strip()}))
