"""The pages on which staff sign in, and the cases: accessible and valid too."""

import pytest

from portal.common.demo_accounts import DEMO_PASSWORD
from tests.e2e import axe, vnu
from tests.e2e.referral import walk
from tests.e2e.server import manage
from tests.e2e.staff import begin_enrolment, give_code, give_password, sign_in


@pytest.fixture
def newcomer(running):
    """The address of someone who has never signed in, and whom no other test knows."""
    email = "newcomer@demo.example"
    manage(
        f"createsuperuser --noinput --email={email}",
        {**running.environment, "DJANGO_SUPERUSER_PASSWORD": DEMO_PASSWORD},
    )
    return email


def test_the_pages_for_signing_in_are_accessible_and_valid(coordinator, newcomer, tmp_path):
    found = {}

    def look(name):
        (tmp_path / f"{name}.html").write_text(coordinator.source)
        found[name] = axe.violations(coordinator.page)

    coordinator.open("/accounts/login/")
    look("sign-in")
    app = begin_enrolment(coordinator, newcomer)
    look("authenticator-app")
    give_code(coordinator, app)
    look("after-enrolment")
    coordinator.context.clear_cookies()
    give_password(coordinator, newcomer)
    look("second-factor")
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert vnu.faults(tmp_path) == []
    assert coordinator.complaints == []


def test_the_queue_and_the_case_are_accessible(resident, coordinator, administrator):
    for _ in walk(resident, "hy"):
        pass
    sign_in(coordinator, administrator)
    coordinator.open("/admin/cases/")
    queue = axe.violations(coordinator.page)
    coordinator.press(coordinator.page.locator(".queue-table tbody a").first)
    case = axe.violations(coordinator.page)
    assert (queue, case) == ([], [])
    assert coordinator.complaints == []
