"""What a plan says, in words, for the page, the workbook, the letter and the terminal alike."""

from collections.abc import Sequence

from nhipcau.common.vietnamese import fold
from nhipcau.common.words import Words
from nhipcau.pairing.models import Aim
from nhipcau.pairing.profiles import Candidate, CriterionSetting, PairingInput, Phrase
from nhipcau.pairing.results import Part, Plan, ProposedPair, Totals, Unpaired


def percent(hundredths: int) -> str:
    """Return a fit as people say it: 8743 is 87%."""
    return f"{(hundredths + 50) // 100}%"


def exact(hundredths: int, words: Words) -> str:
    """Return points that add up when added by hand: 8743 is 87.43, or 87,43 in Vietnamese."""
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{whole}{',' if words.language == 'vi' else '.'}{rest:02d}"


def said(phrases: Sequence[Phrase], words: Words) -> list[str]:
    """Return each phrase as a sentence that begins with a capital, without repeats."""
    return list(dict.fromkeys(capital(phrase.text(words)) for phrase in phrases))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def headline(plan: Plan, words: Words, mentees: int) -> str:
    """Return the plan in one line: how many of whom are paired."""
    return words("pairs.say.headline", n=len({pair.mentee_id for pair in plan.pairs}), mentees=mentees)


def proof(totals: Totals, words: Words, aim: Aim = "everyone") -> str:
    """Return what is certain about the plan, without mathematics, in the terms of what was asked."""
    if totals.proved and not totals.people_gap:
        return words(f"aims.proved.{aim}")
    gap = 100 * totals.gap / max(totals.total, 1)
    shown = f"{gap:.1f}".replace(".", "," if words.language == "vi" else ".")
    return words("pairs.say.gap", percent=shown)


def part_line(part: Part, words: Words) -> str:
    """Return one criterion of a pair as a sentence: its name, and why."""
    label = capital(part.label.text(words))
    if part.detail is not None and "wording" in part.detail.values:
        return capital(part.detail.text(words))  # says what was asked as well
    if label.endswith("?"):
        label = f"“{label}”"
    if part.no_answer:
        return words("pairs.say.no_answer", label=label)
    return label if part.detail is None else f"{label}: {part.detail.text(words)}"


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
    """Return a first conversation for these two."""
    topics = shared_topics(mentor, mentee)
    kind = "reverse" if people.reverse else "traditional"
    third = words("pairs.agenda.topics", topics=", ".join(topics)) if topics else words("pairs.agenda.goals")
    return [
        words("pairs.agenda.meet"),
        words(f"pairs.agenda.{kind}.expect"),
        third,
        words("pairs.agenda.agree"),
        words("pairs.agenda.next"),
    ]


def confidence(words: Words) -> list[str]:
    """Return what a reverse pair agrees on before anything else."""
    return [words(f"pairs.confidence.{line}") for line in ("stays", "rank", "report")]


def state_of(pair: ProposedPair, words: Words) -> str:
    if pair.confirmed:
        return words("pairs.state.confirmed")
    return words("pairs.state.locked" if pair.locked else "pairs.state.proposed")
