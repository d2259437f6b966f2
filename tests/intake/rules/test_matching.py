"""Which mediators fit: every reason in words, the order, and who is not suggested."""

from dataclasses import replace
from datetime import date

import pytest

from intake.rules.matching import Candidate, Wanted, months_before, ranked, why_not_asked

WANTED = Wanted(
    languages={"community member": "es", "police employee": "en"},
    times={"community member": frozenset({"weekend", "weekday_evening"})},
    topics=("interpreters",),
)
BEST = Candidate(
    key="best",
    name="Best",
    languages=frozenset({"es", "en"}),
    times=frozenset({"weekend"}),
    topics=frozenset({"confidentiality", "police", "interpreters"}),
    training_hours=50,
)
LANGUAGES = {"es": "Spanish", "en": "English"}
TIMES = {"weekend": "Weekends", "weekday_evening": "Weekday evenings"}
TOPICS = {"police": "Police context", "interpreters": "Working with interpreters"}


def order(*candidates, wanted=WANTED):
    return [match.candidate.key for match in ranked(candidates, wanted, LANGUAGES, TIMES, TOPICS)]


def words(candidate):
    [match] = ranked([candidate], WANTED, LANGUAGES, TIMES, TOPICS)
    return " ".join(reason.words for reason in match.reasons)


def test_every_reason_is_said_in_words():
    assert words(BEST) == (
        "Speaks Spanish, as the community member does. Speaks English, as the police employee does."
        " Has time when the community member has: weekends. 50 hours of training, with all topics that this case needs."
        " Has 0 of 2 cases."
    )
    weak = replace(BEST, languages=frozenset({"en"}), times=frozenset(), topics=frozenset({"confidentiality"}))
    assert "Does not speak Spanish: the community member needs an interpreter." in words(weak)
    assert "Has no time of the week in common with the community member." in words(weak)
    assert "without: police context, working with interpreters." in words(weak)


@pytest.mark.parametrize(
    "worse",
    [
        {"languages": frozenset({"en"})},
        {"times": frozenset({"weekday_morning"})},
        {"topics": frozenset({"confidentiality", "police"})},
        {"load": 1},
        {"name": "Later in the alphabet"},
    ],
)
def test_whoever_fits_worse_in_one_thing_comes_later(worse):
    assert order(replace(BEST, key="other", **worse), BEST) == ["best", "other"]


@pytest.mark.parametrize(
    "barred",
    [
        {"is_active": False},
        {"load": 2},
        {"met": "May have met a party lately: case X has the same name or contact."},
        {"conflict": "Declared that they can't be impartial here."},
    ],
)
def test_whoever_can_not_be_asked_stands_last_with_the_reason(barred):
    weak = Candidate(key="weak", name="Weak")
    matches = ranked([replace(BEST, **barred), weak], WANTED, LANGUAGES, TIMES, TOPICS)
    assert [match.candidate.key for match in matches] == ["weak", "best"]
    assert [match.is_suggested for match in matches] == [True, False]
    assert any(reason.bars and reason.words for reason in matches[1].reasons)


def test_a_language_weighs_more_than_a_time_and_a_topic_together():
    speaks = replace(BEST, key="speaks", times=frozenset(), topics=frozenset({"confidentiality", "police"}))
    assert order(replace(BEST, languages=frozenset({"en"})), speaks) == ["speaks", "best"]


def test_changing_times_rule_out_nobody():
    varies = replace(WANTED, times={"community member": frozenset({"varies"})})
    [match] = ranked([replace(BEST, times=frozenset())], varies, LANGUAGES, TIMES, TOPICS)
    assert "The times of the community member change from week to week." in [each.words for each in match.reasons]


def test_why_not_asked_is_empty_for_whoever_can_be():
    assert why_not_asked(BEST) == ""
    assert "2 of 2" in why_not_asked(replace(BEST, load=2))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 2), 12, date(2025, 3, 2)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_before(day, months, before):
    assert months_before(day, months) == before
