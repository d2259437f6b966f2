"""The first walk, as a resident and the program's coordinator meet it: from the bare address to the case on screen."""

import pytest

from portal.common.demo_accounts import DEMO_ACCOUNTS
from portal.common.roles import Role
from tests.e2e.referral import ACCOUNT, ANSWERS, NAME, STEPS, answer, press_continue, step_of, walk
from tests.e2e.staff import enrol, sign_in

COORDINATOR = next(account.email for account in DEMO_ACCOUNTS if account.role is Role.ADMINISTRATOR)


@pytest.mark.proves("UX-11", "UX-22", "G12")
def test_a_resident_asks_in_spanish_on_a_phone_without_scripts_and_the_coordinator_sees_the_case(resident, coordinator):
    app = enrol(coordinator, COORDINATOR)
    coordinator.context.clear_cookies()

    resident.open("/")
    assert resident.address == "/en/"
    resident.page.locator(".languages-toggle").click()
    resident.page.get_by_role("link", name="Español").click()
    assert resident.address == "/es/"
    resident.page.locator("a[href='/es/request/']").first.click()
    resident.page.locator("a[href='/es/referral/new/']").first.click()
    for step in STEPS:
        assert step_of(resident) == step
        answer(resident, ANSWERS[step])
        press_continue(resident)
    assert step_of(resident) == "receipt"
    reference = resident.page.locator(".receipt-reference").inner_text().strip()
    assert reference

    sign_in(coordinator, COORDINATOR, app)
    coordinator.open("/admin/cases/")
    coordinator.page.get_by_role("link", name=reference).first.click()
    assert coordinator.page.get_by_text(NAME).first.is_visible()
    assert coordinator.page.get_by_text(ACCOUNT).first.is_visible()
    assert resident.complaints == coordinator.complaints == []


@pytest.mark.proves("UX-09", "UX-38")
def test_the_browsers_own_back_button_shows_what_was_answered_and_never_sends_twice(resident):
    pages = walk(resident, "en")
    for page in pages:
        if page == "contact":
            resident.page.go_back()
            assert step_of(resident) == "name"
            assert resident.page.locator("[name=name]").input_value() == NAME
            resident.page.go_forward()
    sent = resident.address
    resident.page.go_back()
    resident.page.reload()
    assert resident.address == sent
