"""The pages on which staff, the City, mediators and auditors work on the demo's cases: accessible, in both widths."""

from contextlib import contextmanager

import pytest

from portal.common.roles import Role
from tests.e2e import axe
from tests.e2e.browser import DESKTOP, PHONE, visitor

FIRST_CASE = ".queue-table tbody a"
# What each role opens; an address that begins with a selector is the first link that it finds on the page before.
PAGES = {
    Role.LEAD: (
        "/admin/",
        "/admin/cases/?tab=all",
        FIRST_CASE,
        "/admin/cases/calendar/",
        "/admin/cases/calendar/agenda/",
        "/admin/mediators/",
        "/admin/mediators/new/",
        "/admin/places/",
        "/admin/interpreters/add/",
        "/admin/rules/",
        "/admin/rules/consent_days/",
        "/admin/operations/",
    ),
    Role.LIAISON: ("/admin/city/", "main a[href^='/admin/city/']", "/admin/requests/refer/"),
    Role.MEDIATOR: ("/admin/mediations/", "main a[href^='/admin/mediations/']", "/admin/sessions/"),
    Role.AUDITOR: ("/admin/audit/", "/admin/audit/cases/"),
}
OF_A_CASE = ("", *(f"{page}/" for page in (
    "screening", "consent", "mediators", "sessions", "outcome", "letters", "messages", "party/community"
)))  # fmt: skip
# One case in each of these states shows most of what its pages can show.
STATES = ("screening", "consent", "mediator_assign", "premediation", "scheduled", "session_held", "follow_up", "closed")


@contextmanager
def someone(browser, portal, member):
    with visitor(browser, portal, scripts=True, size=DESKTOP, storage_state=member.signed_in) as person:
        yield person
        assert person.strangers() == []


def open_next(person, address):
    """Opens an address, or the link that a selector finds here."""
    if address.startswith("/"):
        person.open(address)
        return
    link = person.page.locator(address).first
    person.open(link.get_attribute("href"))


def faults_of(person):
    """What axe finds on the page that is open, at a desk and on a phone."""
    found = axe.violations(person.page)
    person.page.set_viewport_size(PHONE)
    found += axe.violations(person.page)
    person.page.set_viewport_size(DESKTOP)
    return found


@pytest.mark.parametrize("role", PAGES)
def test_the_pages_of_each_role_are_accessible(browser, portal, members, role):
    with someone(browser, portal, members(role)) as person:
        found = {}
        for address in PAGES[role]:
            open_next(person, address)
            found[address] = faults_of(person)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_the_pages_of_a_case_are_accessible_in_every_state(browser, portal, administrator):
    with someone(browser, portal, administrator) as person:
        found = {}
        for state in STATES:
            person.open(f"/admin/cases/?tab=all&state={state}")
            case = person.page.locator(FIRST_CASE).first.get_attribute("href").partition("?")[0]
            for part in OF_A_CASE if state in ("screening", "scheduled", "follow_up") else OF_A_CASE[:1]:
                person.open(case + part)
                found[state, part] = faults_of(person)
    assert {place: faults for place, faults in found.items() if faults} == {}
