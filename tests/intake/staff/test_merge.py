"""Two people on one case: the second sees both, nothing is lost, nothing is overwritten silently."""

import re
from html import unescape

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState
from intake.models import Case, ContactAttempt, Party
from intake.services.people import workers
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

INPUT = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


def hidden_of(page):
    """What the form of the merge page sends when its button is pressed."""
    data = {}
    for name, value in INPUT.findall(page.content.decode()):
        data.setdefault(name, []).append(unescape(value))
    return data


def filled_in(page):
    """What a browser sends for the form of a change page: all values as they stand."""
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        values = value if isinstance(value, list) else ["" if value is None else str(value)]
        data[bound.html_name] = values
        if bound.field.show_hidden_initial:
            data[bound.html_initial_name] = list(values)
    return data


@pytest.mark.proves("G17")
class MergeTests(TestCase):
    def setUp(self):
        self.case = a_case(answers={"address": "1 Elm\nPasadena", "access": ["breaks"], "avoid": "Mornings"})
        self.first, self.second = signed_in(person(Role.ADMINISTRATOR)), signed_in(person(Role.LEAD))

    def address(self, where):
        return f"/admin/cases/{self.case.pk}/{where}/"

    def party(self):
        return Party.objects.get(case=self.case, has_asked=True)

    def both_edit(self, first, second, where="party/community"):
        """Both open the form; the first saves, then the second. Gives the second's answer."""
        forms = [filled_in(browser.get(self.address(where))) for browser in (self.first, self.second)]
        saved = self.first.post(self.address(where), forms[0] | first)
        self.assertEqual(saved.status_code, 302, saved)
        return self.second.post(self.address(where), forms[1] | second)

    def test_the_second_sees_both_and_nothing_is_written_yet(self):
        page = self.both_edit({"name": "Rosa V."}, {"name": "Rosa Villanueva Ruiz"})
        self.assertEqual(page.status_code, 409)
        self.assertContains(page, "Somebody else changed this case", status_code=409)
        for words in ("Rosa V.", "Rosa Villanueva Ruiz", "Put mine on top", "Leave it as it stands"):
            self.assertContains(page, words, status_code=409)
        self.assertEqual(self.party().name, "Rosa V.")

    def test_putting_mine_on_top_keeps_what_the_other_changed_elsewhere(self):
        page = self.both_edit(
            {"phone": "626 555 0100", "access": ["breaks", "captions"]},
            {"name": "Rosa Ruiz", "avoid": "Nights\r\nSundays"},
        )
        answer = self.second.post(self.address("party/community"), hidden_of(page))
        self.assertRedirects(answer, self.address("").rstrip("/") + "/", fetch_redirect_response=False)
        party = self.party()
        self.assertEqual((party.name, party.contact["phone"]), ("Rosa Ruiz", "+16265550100"))
        self.assertEqual(party.contact["address"], "1 Elm\nPasadena")
        self.assertEqual(party.needs["access"], ["breaks", "captions"])
        self.assertEqual(party.safe_contact["avoid"], "Nights\nSundays")

    def test_where_both_changed_the_same_the_button_decides(self):
        page = self.both_edit({"avoid": "After six"}, {"avoid": "Before noon"})
        self.second.post(self.address("party/community"), hidden_of(page))
        self.assertEqual(self.party().safe_contact["avoid"], "Before noon")

    def test_a_third_change_in_between_shows_the_merge_page_again(self):
        page = self.both_edit({"name": "Rosa V."}, {"avoid": "Before noon"})
        third = filled_in(self.first.get(self.address("party/community")))
        self.first.post(self.address("party/community"), third | {"spoken": "hy"})
        again = self.second.post(self.address("party/community"), hidden_of(page))
        self.assertEqual(again.status_code, 409)
        self.second.post(self.address("party/community"), hidden_of(again))
        party = self.party()
        self.assertEqual((party.name, party.needs["spoken"]), ("Rosa V.", "hy"))
        self.assertEqual(party.safe_contact["avoid"], "Before noon")

    def test_saving_without_a_change_writes_nothing(self):
        form = filled_in(self.first.get(self.address("party/community")))
        before = self.party().contact, Case.objects.get().version
        self.assertEqual(self.first.post(self.address("party/community"), form).status_code, 302)
        self.assertEqual((self.party().contact, Case.objects.get().version), before)

    def test_a_change_is_audited_by_names_of_fields_and_no_values(self):
        form = filled_in(self.first.get(self.address("party/community")))
        self.first.post(self.address("party/community"), form | {"name": "Rosa Q.", "phone": "626 555 0199"})
        (entry,) = AuditEvent.objects.filter(verb="change", object_id=str(self.party().pk))
        self.assertEqual(entry.fields, ["contact", "name", "phone"])

    def test_a_move_after_somebody_elses_shows_where_the_case_stands_now(self):
        opened = self.case.version
        for browser, name in ((self.first, "screen"), (self.second, "put_on_hold")):
            page = browser.post(self.address(f"move/{name}"), {"opened": opened, "reason": "leave"})
        self.assertEqual(page.status_code, 409)
        self.assertContains(page, "Screening", status_code=409)
        self.assertContains(page, "Put on hold", status_code=409)
        self.assertContains(page, "Medical or other leave", status_code=409)
        self.assertEqual(Case.objects.get().state, CaseState.SCREENING)
        self.second.post(self.address("move/put_on_hold"), hidden_of(page))
        self.assertEqual(Case.objects.get().state, CaseState.ON_HOLD)

    def test_a_try_that_was_typed_is_not_lost(self):
        when = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
        typed = {"opened": self.case.version, "side": "community", "at": when, "channel": "email", "result": "sent"}
        self.first.post(self.address("move/screen"), {"opened": self.case.version})
        page = self.second.post(self.address("change/attempt"), typed)
        self.assertContains(page, "Sent, no reply yet", status_code=409)
        self.second.post(self.address("change/attempt"), hidden_of(page))
        attempt = ContactAttempt.objects.get()
        self.assertEqual(timezone.localtime(attempt.at).strftime("%Y-%m-%dT%H:%M"), when)

    def test_an_owner_that_somebody_else_chose_stands_until_mine_is_put_on_top(self):
        owners = [str(user.pk) for user in workers()]
        page = self.both_edit({"owner": owners[0]}, {"owner": owners[1]}, "change/owner")
        self.assertEqual(str(Case.objects.get().owner_id), owners[0])
        self.second.post(self.address("change/owner"), hidden_of(page))
        self.assertEqual(str(Case.objects.get().owner_id), owners[1])
