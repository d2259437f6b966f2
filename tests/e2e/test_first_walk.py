"""The first walk, as a resident and the program's coordinator meet it: from the bare address to the case on screen."""

import pytest

from tests.e2e.referral import ACCOUNT, ANSWERS, NAME, STEPS, answer, press_continue, step_of, walk
from tests.e2e.staff import sign_in


@pytest.mark.proves("UX-11", "G12")
def test_a_resident_asks_in_spanish_on_a_phone_without_scripts_and_staff_see_it(resident, coordinator, administrator):
    resident.open("/")
    assert resident.address == "/en/"
    resident.page.locator(".languages-button").click()
    resident.press(resident.page.get_by_role("link", name="Español"))
    assert resident.address == "/es/"
    resident.press(resident.page.locator("main a[href='/es/request/']").first)
    resident.press(resident.page.locator("a[href='/es/referral/new/']").first)
    for step in STEPS:
        assert step_of(resident) == step
        answer(resident, ANSWERS[step])
        press_continue(resident)
    assert step_of(resident) == "receipt"
    reference = resident.page.locator(".receipt-reference").first.inner_text().strip()
    assert reference

    sign_in(coordinator, administrator)
    coordinator.open("/admin/cases/")
    coordinator.press(coordinator.page.get_by_role("link", name=reference).first)
    assert coordinator.page.get_by_text(NAME).first.is_visible()
    assert coordinator.page.get_by_text(ACCOUNT).first.is_visible()
    assert resident.complaints == coordinator.complaints == []


@pytest.mark.proves("UX-09", "UX-38")
def test_the_browsers_own_back_button_shows_what_was_answered_and_never_sends_twice(resident):
    for page in walk(resident, "en"):
        if page == "contact":
            resident.page.go_back()
            assert step_of(resident) == "name"
            assert resident.page.locator("[name=name]").input_value() == NAME
            resident.page.go_forward()
    sent = resident.address
    resident.page.go_back()
    resident.page.reload()
    assert resident.address == sent


@pytest.mark.proves("UX-22", "P3")
def test_a_first_visit_is_light(browser, portal, resident):
    """Bytes that cross the network, as Chromium counts them: a page with all it needs, and a page of the request."""
    weights = {}
    for name in walk(resident, "hy"):
        sizes = [request.sizes() for request in resident.requests if request.response()]
        weights[name] = sum(size["responseBodySize"] for size in sizes)
        resident.requests.clear()
    assert weights["start"] <= 45_000
    assert {name: weight for name, weight in weights.items() if weight > 30_000 and name != "start"} == {}
