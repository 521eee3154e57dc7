"""What a plan says, in words, for the page, the workbook, the letter and the terminal alike."""

from collections.abc import Mapping, Sequence
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import Words
from nhipcau.database.audience import may_read
from nhipcau.pairing.explanation.reason_audience import TOPICS_READ
from nhipcau.pairing.explanation.results import FitChange, Plan, ProposedPair, Totals, Unpaired, WhyNot
from nhipcau.pairing.explanation.salutation import call, short_name
from nhipcau.pairing.explanation.topic_names import in_readers_words, topic_name
from nhipcau.pairing.models import Aim
from nhipcau.pairing.settings.pairing_input import Candidate, CriterionSetting, PairingInput, Phrase

_TELLING: Final = 500
"""Tenths of a percent: a total that is only known to be less than half of what could be says nothing."""


def percent(hundredths: int) -> str:
    """Return a fit as people say it: 8743 is 87%."""
    return f"{(hundredths + 50) // 100}%"


def exact(hundredths: int, words: Words) -> str:
    """Return points that add up when added by hand: 8743 is 87.43, or 87,43 in Vietnamese."""
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{whole}{',' if words.language == 'vi' else '.'}{rest:02d}"


def points(hundredths: int, words: Words) -> str:
    """Return what a change of the total comes to, in whole points: 1250 is 13 points."""
    whole = (abs(hundredths) + 50) // 100
    return words("pairs.say.points", n=whole) if whole or not hundredths else words("pairs.say.under_a_point")


def whole_points(parts: Sequence[int]) -> list[int]:
    """Return the parts of a sum in whole points that add up to it: those with the largest rests are rounded up."""
    whole = [part // 100 for part in parts]
    missing = (sum(parts) + 50) // 100 - sum(whole)
    for place in sorted(range(len(parts)), key=lambda place: -(parts[place] % 100))[:missing]:
        whole[place] += 1
    return whole


def said(phrases: Sequence[Phrase], words: Words) -> list[str]:
    """Return each phrase as a sentence that begins with a capital, without repeats."""
    return list(dict.fromkeys(capital(phrase.text(words)) for phrase in phrases))


def told(reasons: Sequence[Phrase], people: PairingInput, pair: ProposedPair, words: Words) -> list[str]:
    """Return each reason as a sentence that says by name who can do what for whom, without repeats."""
    return list(map(capital, clauses(reasons, people, pair, words)))


def clauses(reasons: Sequence[Phrase], people: PairingInput, pair: ProposedPair, words: Words) -> list[str]:
    """Return each reason as it stands within a sentence."""
    mentor, mentee = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
    guide, learner = (
        call(words, one.name, one.preferred_name, one.gender, one.salutation) for one in (mentor, mentee)
    )
    alike = guide == learner
    names = {"guide": mentor.name if alike else guide, "learner": mentee.name if alike else learner}
    return list(
        dict.fromkeys(_clause(in_readers_words(one, people, words.language), names, words) for one in reasons)
    )


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def headline(plan: Plan, words: Words, mentees: int) -> str:
    """Return the plan in one line: how many of whom are paired."""
    return words("pairs.say.headline", n=len({pair.mentee_id for pair in plan.pairs}), mentees=mentees)


def fits(plan: Plan, words: Words) -> str:
    """Return how well the two of a pair suit each other, and of which pairs that is said."""
    totals = plan.totals
    standing = [pair.fit for pair in plan.pairs if pair.confirmed]
    mean, worst = percent(totals.mean), percent(totals.worst)
    if not standing:
        return words("pairs.sheet.fits", mean=mean, worst=worst)
    together = round((sum(standing) + totals.total) / (len(standing) + totals.matched))
    if not totals.matched:
        return words("pairs.sheet.fits_standing", n=len(standing), mean=percent(together))
    key = "pairs.sheet.fits_one" if totals.matched == 1 else "pairs.sheet.fits_new"
    new = words(key, n=totals.matched, mean=mean, worst=worst)
    return f"{new}. {words('pairs.sheet.fits_all', n=len(standing), mean=percent(together))}"


def proof(totals: Totals, words: Words, aim: Aim = "everyone") -> str:
    """Return what is certain about the plan, without mathematics, in the terms of what was asked.

    What is not certain is said aim by aim: people, the other counts, the weakest pair, the total.
    """
    if totals.proved and not totals.people_gap:
        return words(f"aims.proved.{aim}")
    told = []
    if aim != "total":
        more = totals.people_gap
        told.append(words("aims.people_gap", n=more) if more else words("aims.sure.people"))
    if totals.counts_gap:
        told.append(words("aims.unsure.counts"))
    if totals.floor_gap:
        # Rounded up: "at most" must stay true.
        told.append(words("aims.floor_gap", best=f"{-(-(totals.floor + totals.floor_gap) // 100)}%"))
    # In tenths of a percent of the best there could be, rounded up too.
    tenths = -(-1000 * totals.gap // max(totals.total + totals.gap, 1))
    telling = 0 < tenths <= _TELLING
    if telling:
        shown = f"{tenths / 10:.1f}".replace(".", "," if words.language == "vi" else ".")
        told.append(words("pairs.say.gap", percent=shown))
    if not totals.counted:
        told.append(words("pairs.say.unproved"))
    elif not telling:
        told.append(words("pairs.say.counted"))
    return " ".join(told)


_CLAUSES: Final = frozenset(
    (
        "goals_strengths", "strengths_goals", "interests", "same_place", "same_department",
        "different_department", "learning_style", "availability", "mentee_wishes", "mentor_wishes", "level_gap",
        "level_same", "question_common", "graded", "technology_passion", "technology_passion_topics",
        "communication", "communication_topics", "openness", "leader_online", "leader_time",
    )
)  # fmt: skip
"""Reasons that have a wording to stand within a sentence."""


def why(pair: ProposedPair, words: Words, people: PairingInput | None = None) -> str:
    """Return what matters most for the two as one sentence; nothing when nothing is known to speak for them.

    With `people` they are called by their names.
    """
    names = {"guide": words("pairing.why.guide"), "learner": words("pairing.why.learner")}
    if people is not None:
        names = _called(people.candidate(pair.mentor_id), people.candidate(pair.mentee_id), words)
    reasons = pair.reasons
    if people is not None:
        reasons = tuple(in_readers_words(one, people, words.language) for one in reasons)
    clauses = [_clause(reason, names, words) for reason in reasons]
    if not clauses:
        return ""
    text = ", ".join(clauses[:-1])
    text = words("pairing.why.last", before=text, last=clauses[-1]) if text else clauses[-1]
    return capital(text) + "."


def _called(mentor: Candidate, mentee: Candidate, words: Words) -> dict[str, str]:
    guide, learner = (
        call(words, one.name, one.preferred_name, one.gender, one.salutation)
        if one.gender or one.salutation
        else short_name(one.name, one.preferred_name)
        for one in (mentor, mentee)
    )
    if guide == learner:
        guide, learner = mentor.name, mentee.name
    return {"guide": guide, "learner": learner}


def _clause(reason: Phrase, names: Mapping[str, str], words: Words) -> str:
    name = reason.code.rpartition(".")[2]
    if name in _CLAUSES:
        return Phrase(f"pairing.why.{name}", {**names, **reason.values}).text(words)
    text = reason.text(words)
    return text[:1].lower() + text[1:]


def why_not_lines(found: WhyNot, plan: Plan, people: PairingInput, words: Words) -> list[str]:
    """Return why two are not a pair: the rules, what the plan would lose, and who would."""
    price = found.price
    if price.current:
        return [words("pairing.why_not.paired")]
    lines = [capital(words("pairing.why_not.rule", rule=rule.text(words))) for rule in found.rules]
    if price.unmatched > 0:
        lines.append(words("pairing.why_not.unmatched", n=price.unmatched))
    elif price.unmatched < 0:
        lines.append(words("pairing.why_not.matched", n=-price.unmatched))
    if price.cost:
        key = "pairing.why_not.cost" if price.cost > 0 else "pairing.why_not.gain"
        lines.append(words(key, points=points(price.cost, words)))
    else:
        lines.append(words("pairing.why_not.same"))
    if price.worst < plan.totals.worst:
        before, after = percent(plan.totals.worst), percent(price.worst)
        lines.append(words("pairing.why_not.worst", before=before, after=after))
    return lines + [line for change in found.changes for line in _loss(change, people, words)]


def _loss(change: FitChange, people: PairingInput, words: Words) -> list[str]:
    name = people.candidate(change.mentee_id).name
    if change.before is None or (change.after or 0) >= change.before:
        return []
    if change.after is None:
        return [words("pairing.why_not.loses", name=name)]
    return [
        words("pairing.why_not.falls", name=name, before=percent(change.before), after=percent(change.after))
    ]


def changes(unpaired: Unpaired, words: Words) -> list[str]:
    """Return what would give this person a partner."""
    return said(unpaired.changes, words)


def rule_lines(unpaired: Unpaired, people: PairingInput, words: Words) -> list[str]:
    """Return what each rule keeps away, with the nearest mentors by name."""
    lines = []
    for count in unpaired.rules:
        line = words("pairs.say.rule", n=count.mentors, rule=count.label.text(words))
        if count.nearest:
            names = ", ".join(people.candidate(mentor_id).name for mentor_id in count.nearest)
            line += " " + words("pairs.say.nearest", names=names)
        lines.append(capital(line))
    return lines


def criteria_line(settings: Sequence[tuple[CriterionSetting, str]], words: Words) -> str:
    """Return the criteria that counted, heaviest first: `Goals and strengths (high), ...`."""
    order = {"must": 0, "high": 1, "medium": 2, "low": 3}
    used = sorted((s for s in settings if s[0].weight != "off"), key=lambda s: order[s[0].weight])
    return ", ".join(
        f"{label} ({words(f'pairs.weight.{setting.weight}').lower()})" for setting, label in used
    )


def shared_topics(mentor: Candidate, mentee: Candidate) -> list[str]:
    """Return what the mentee wants to learn, what the mentor knows best first; at most three."""
    known = {fold(topic.name): topic.amount for topic in mentor.strengths}
    goals = sorted(mentee.goals, key=lambda goal: (-min(known.get(fold(goal.name), 0), 1), -goal.amount))
    both = [goal.name for goal in goals if fold(goal.name) in known]
    return (both or [goal.name for goal in goals])[:3]


def agenda(people: PairingInput, mentor: Candidate, mentee: Candidate, words: Words) -> list[str]:
    """Return a first conversation for these two; both read it."""
    mutual = people.settings.rules.mutual
    topics = shared_topics(mentor, mentee)
    if mutual:
        topics = list(dict.fromkeys([*topics, *shared_topics(mentee, mentor)]))
    if not may_read("partner", *TOPICS_READ):
        topics = []
    topics = list(dict.fromkeys(topic_name(one, people, words.language) for one in topics))
    kind = "peer" if mutual else "reverse" if people.reverse else "traditional"
    third = words("pairs.agenda.topics", topics=", ".join(topics)) if topics else words("pairs.agenda.goals")
    return [
        words("pairs.agenda.meet"),
        words(f"pairs.agenda.{kind}.expect"),
        third,
        words("pairs.agenda.agree"),
        words("pairs.agenda.next"),
    ]


def group_agenda(words: Words) -> list[str]:
    """Return a first conversation for a mentor and a group."""
    lines = ("meet", "group.expect", "group.goals", "group.agree", "next")
    return [words(f"pairs.agenda.{line}") for line in lines]


def confidence(words: Words) -> list[str]:
    """Return what a reverse pair agrees on before anything else."""
    return [words(f"pairs.confidence.{line}") for line in ("stays", "rank", "report")]


def state_of(pair: ProposedPair, words: Words) -> str:
    if pair.confirmed:
        return words("pairs.state.confirmed")
    return words("pairs.state.locked" if pair.locked else "pairs.state.proposed")
