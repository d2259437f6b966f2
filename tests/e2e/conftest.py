"""What every browser test gets: the running portal, Chromium, and visitors on a phone or at a desk."""

from functools import cache

import pytest
from playwright.sync_api import sync_playwright

from portal.common.roles import Role
from tests.e2e import server
from tests.e2e.browser import DESKTOP, PHONE, launch, visitor
from tests.e2e.space import codes_of
from tests.e2e.staff import Member, address_of, enrol


@pytest.fixture(scope="session")
def running():
    with server.portal() as running:
        yield running


@pytest.fixture(scope="session")
def portal(running):
    return running.base


@pytest.fixture(scope="session")
def space_codes(running):
    """The codes of sides in different places of their cases, by what they can do (tests/e2e/space_codes.py)."""
    return codes_of(running)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def resident(browser, portal):
    """Someone on a cheap phone whose browser runs no JavaScript."""
    with visitor(browser, portal, scripts=False, size=PHONE) as someone:
        yield someone
        assert someone.strangers() == []


@pytest.fixture
def coordinator(browser, portal):
    """Someone of the program's staff at a desk; Wagtail's screens need JavaScript."""
    with visitor(browser, portal, scripts=True, size=DESKTOP) as someone:
        yield someone
        assert someone.strangers() == []


@pytest.fixture(scope="session")
def members(browser, portal):
    """Someone of each role who has set up their authenticator app, which is done once: what they need to sign in."""

    @cache
    def member(role: Role) -> Member:
        with visitor(browser, portal, scripts=True, size=DESKTOP) as someone:
            return enrol(someone, address_of(role))

    return member


@pytest.fixture(scope="session")
def administrator(members):
    """A program administrator."""
    return members(Role.ADMINISTRATOR)


@pytest.fixture(scope="session")
def outreach_editor(members):
    """An outreach editor."""
    return members(Role.EDITOR)


@pytest.fixture(scope="session")
def outreach_reviewer(members):
    """An outreach reviewer."""
    return members(Role.REVIEWER)
