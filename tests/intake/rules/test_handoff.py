"""Where to turn instead: something for every reason, the urgent first, no promises."""

import pytest

from intake.constants import IneligibleReason
from intake.rules.handoff import PLACES, Place, places_for


@pytest.mark.parametrize("reason", IneligibleReason)
def test_every_reason_has_places_and_ends_with_asking_us(reason):
    places = places_for(reason)
    assert len(places) >= 2
    assert places[-1] is Place.ASK_US
    assert len(set(places)) == len(places)


def test_serious_reasons_name_the_way_to_a_formal_complaint():
    for reason in ("force", "weapon", "crime", "sexual", "dishonesty", "discrimination", "retaliation"):
        assert Place.COMPLAINT in places_for(reason), reason
    for reason in ("force", "weapon", "sexual", "safety"):
        assert places_for(reason)[0] is Place.EMERGENCY, reason


def test_another_agency_is_not_sent_to_pasadenas_complaint_office():
    assert Place.COMPLAINT not in places_for(IneligibleReason.NOT_PPD)


def test_a_reason_that_nobody_knows_still_gets_an_answer():
    assert places_for("once") == (Place.ASK_US,)
    assert set(PLACES) == set(IneligibleReason)


def test_nothing_promises_what_others_decide():
    for place in Place:
        for word in ("will be", "guarantee", "discipline", "withdrawn", "erased"):
            assert word not in place.value
