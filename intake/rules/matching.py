"""Which mediators fit a case: a ranked suggestion that says in words why, for each. A person decides.

Nobody is hidden: whoever can't be asked stands at the end, with the reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

MOST_MEDIATORS = 2
"""A case has one mediator, or two who work together (DOMAIN section 8)."""
NEEDED_TOPICS = ("confidentiality", "police")
ANY_TIME = "varies"
"""The answer "it changes from week to week" to the question about times: it rules out nothing."""
LANGUAGE_POINTS, TIME_POINTS, TOPIC_POINTS = 4, 2, 1


@dataclass(frozen=True)
class Wanted:
    """What a case asks for: the languages that each side speaks and the times that suit it, by the label of the side
    (none known: empty), and topics of training besides those that every case needs."""

    languages: Mapping[str, str]
    times: Mapping[str, frozenset[str]] = field(default_factory=dict)
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """One mediator as far as choosing needs. `met` and `conflict` say in words whom of this case they met lately and
    what they declared; both are empty for most."""

    key: str
    name: str
    languages: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    training_hours: int = 0
    capacity: int = 2
    load: int = 0
    is_active: bool = True
    met: str = ""
    conflict: str = ""


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a mediator, or against; `bars` when it rules them out."""

    words: str
    is_good: bool
    bars: bool = False


@dataclass(frozen=True)
class Match:
    """A mediator with points and the reasons for them."""

    candidate: Candidate
    points: int
    reasons: tuple[Reason, ...]

    @property
    def is_suggested(self) -> bool:
        """Whether nothing rules them out."""
        return not any(reason.bars for reason in self.reasons)


def ranked(
    candidates: Iterable[Candidate],
    wanted: Wanted,
    languages: Mapping[str, str],
    times: Mapping[str, str],
    topics: Mapping[str, str],
) -> list[Match]:
    """All candidates, the best first: those who can be asked before the others, then by points, load and name. The
    three mappings give the words for codes."""
    matches = [_match(candidate, wanted, languages, times, topics) for candidate in candidates]
    return sorted(
        matches,
        key=lambda each: (not each.is_suggested, -each.points, each.candidate.load, each.candidate.name),
    )


def why_not_asked(candidate: Candidate) -> str:
    """Why this mediator can't be asked for any case now; empty for one who can."""
    if not candidate.is_active:
        return "Does not take cases now. Set them active on the roster first."
    if candidate.load >= candidate.capacity:
        return f"Has {candidate.load} of {candidate.capacity} cases. Wait until one ends, or raise the number."
    return candidate.conflict


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise ValueError(day)


def _match(
    candidate: Candidate,
    wanted: Wanted,
    languages: Mapping[str, str],
    times: Mapping[str, str],
    topics: Mapping[str, str],
) -> Match:
    spoken = {side: code in candidate.languages for side, code in wanted.languages.items()}
    common = {side: wished & candidate.times for side, wished in wanted.times.items()}
    needed = dict.fromkeys((*NEEDED_TOPICS, *wanted.topics))
    missing = [topic for topic in needed if topic not in candidate.topics]
    reasons = [
        *(_about_language(side, languages.get(code, code), spoken[side]) for side, code in wanted.languages.items()),
        *(_about_times(side, wished, common[side], times) for side, wished in wanted.times.items() if wished),
        _about_training(candidate, missing, topics),
        *_about_limits(candidate),
    ]
    suits = sum(bool(common[side]) or ANY_TIME in wished for side, wished in wanted.times.items() if wished)
    points = LANGUAGE_POINTS * sum(spoken.values()) + TIME_POINTS * suits + TOPIC_POINTS * (len(needed) - len(missing))
    return Match(candidate, points, tuple(reasons))


def _about_language(side: str, language: str, is_spoken: bool) -> Reason:
    if is_spoken:
        return Reason(f"Speaks {language}, as the {side} does.", is_good=True)
    return Reason(f"Does not speak {language}: the {side} needs an interpreter.", is_good=False)


def _about_times(side: str, wished: frozenset[str], common: frozenset[str], times: Mapping[str, str]) -> Reason:
    if common:
        listed = ", ".join(words.lower() for key, words in times.items() if key in common)
        return Reason(f"Has time when the {side} has: {listed}.", is_good=True)
    if ANY_TIME in wished:
        return Reason(f"The times of the {side} change from week to week.", is_good=True)
    return Reason(f"Has no time of the week in common with the {side}.", is_good=False)


def _about_training(candidate: Candidate, missing: list[str], topics: Mapping[str, str]) -> Reason:
    hours = f"{candidate.training_hours} hours of training"
    if missing:
        listed = ", ".join(topics.get(topic, topic).lower() for topic in missing)
        return Reason(f"{hours}, without: {listed}.", is_good=False)
    return Reason(f"{hours}, with all topics that this case needs.", is_good=True)


def _about_limits(candidate: Candidate) -> list[Reason]:
    found = []
    if why := why_not_asked(candidate):
        found.append(Reason(why, is_good=False, bars=True))
    else:
        found.append(Reason(f"Has {candidate.load} of {candidate.capacity} cases.", is_good=True))
    if candidate.met:
        found.append(Reason(candidate.met, is_good=False, bars=True))
    return found
