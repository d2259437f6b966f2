"""The queue: its lists and filters, the search, giving cases to people, going through a list."""

from datetime import timedelta
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.constants import DutyKind, Path, Side
from intake.models import Case, ContactTrace, Party
from intake.services.duties import end_duties, open_duty
from intake.services.lifecycle import move_case
from intake.services.needs import show_needs
from intake.services.trace import leave_name_traces, similar_to
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case

QUEUE = "/admin/cases/"
MOST_QUERIES = 8
"""P6: session, user, two for rights, the shell's four, rows with their count, owners with one's own lists."""


class QueueTests(TestCase):
    def setUp(self):
        self.coordinator = person(Role.ADMINISTRATOR, last_name="Invented")
        self.browser = signed_in(self.coordinator)

    def rows(self, query="", address=QUEUE):
        html = BeautifulSoup(self.browser.get(f"{address}?{query}").content, "html.parser")
        return {row.a.text.strip(): row for row in html.select(".queue-table tbody tr")}

    def finds(self, query, *cases):
        self.assertEqual(set(self.rows(query)), {case.referral.reference for case in cases}, query)

    def search(self, text):
        answer = self.browser.post(f"{QUEUE}search/", {"text": text, "query": "tab=mine&state=closed"})
        self.assertEqual(answer.status_code, 302)
        return answer["Location"]

    def searched(self, text, *cases):
        self.finds(self.search(text).partition("?")[2], *cases)


class ListTests(QueueTests):
    def test_a_row_says_everything_in_words(self):
        case = a_case(
            answers={"spoken": "ko", "interpreter": "yes", "access": ["captions"], "under_18": "yes"},
            doubts=("trap",),
        )
        Case.objects.update(owner=self.coordinator, state_since=timezone.now() - timedelta(days=12))
        row = self.rows()[case.referral.reference].text
        for words in (
            "Received",
            "Check first",
            "Call before deciding",
            "First contact by a person",
            "12 days",
            "Spanish",
            "speaks Korean",
            "interpreter",
            "access needs",
            "Administrator Invented",
        ):
            self.assertIn(words, row)
        self.assertNotIn("captions", row)

    def test_amber_and_red_are_words_too(self):
        late, soon, calm = a_case(), a_case(), a_case()
        today = timezone.localdate()
        for case, days in ((late, -1), (soon, 0), (calm, 30)):
            end_duties(case, DutyKind.FIRST_CONTACT)
            open_duty(case, DutyKind.SCREEN, today + timedelta(days=days))
        rows = self.rows()
        self.assertEqual(list(rows), [each.referral.reference for each in (late, soon, calm)])
        self.assertEqual(rows[late.referral.reference].select_one(".due-red").text, "Overdue")
        self.assertEqual(rows[soon.referral.reference].select_one(".due-amber").text, "Due soon")
        self.assertEqual(rows[calm.referral.reference].select(".due"), [])
        self.finds("urgency=red", late)
        self.finds("urgency=amber", soon)
        self.finds("tab=overdue", late)

    def test_mine_is_what_i_still_have_to_do_with(self):
        mine, ended, other = a_case(), a_case(), a_case()
        Case.objects.filter(pk__in=[mine.pk, ended.pk]).update(owner=self.coordinator)
        move_case(ended.pk, "withdraw", user=self.coordinator)
        self.finds("tab=mine", mine)
        self.finds("", mine, ended, other)
        self.finds("state=open", mine, other)
        self.finds("state=ended", ended)
        self.finds("owner=me", mine, ended)
        self.finds(f"owner={self.coordinator.pk}", mine, ended)
        self.finds("owner=nobody", other)

    def test_waiting_on_others_is_what_a_side_or_the_city_owes(self):
        ours, city, side = a_case(), a_case(), a_case()
        Case.objects.filter(pk=city.pk).update(next_duty=DutyKind.CITY_DECISION)
        Case.objects.filter(pk=side.pk).update(next_duty=DutyKind.CONSENT_BY)
        self.finds("tab=waiting", city, side)
        rows = self.rows()
        self.assertIn("waiting on the City", rows[city.referral.reference].text)
        self.assertIn("waiting on a side", rows[side.referral.reference].text)
        self.assertNotIn("waiting", rows[ours.referral.reference].text)

    def test_each_filter_narrows(self):
        spanish, internal = a_case(), a_case(path=Path.EMPLOYEE, language="en", doubts=("fast",))
        self.finds("language=es", spanish)
        self.finds("kind=internal", internal)
        self.finds("doubts=true", internal)
        self.finds("duty=first_contact", spanish, internal)
        self.finds("duty=screen")
        self.finds("state=received", spanish, internal)
        self.finds("language=es&kind=internal")

    def test_the_days_of_receiving_are_local_and_both_belong(self):
        case = a_case()
        day = timezone.localdate(case.received_at)
        self.finds(f"received_from={day}&received_to={day}", case)
        self.finds(f"received_from={day + timedelta(days=1)}")
        self.finds(f"received_to={day - timedelta(days=1)}")
        self.finds("received_to=9999-12-31", case)

    def test_orders_put_the_oldest_or_the_newest_first(self):
        first, second = a_case(), a_case()
        references = [first.referral.reference, second.referral.reference]
        self.assertEqual(list(self.rows("order=oldest")), references)
        self.assertEqual(list(self.rows("order=newest")), references[::-1])

    def test_the_list_alone_is_a_fragment(self):
        case = a_case()
        self.assertIn(case.referral.reference, self.rows(address=f"{QUEUE}results/"))
        self.assertNotContains(self.browser.get(f"{QUEUE}results/"), "<html")

    def test_of_a_long_list_there_are_pages(self):
        with mock.patch("intake.staff.queue.ROWS_PER_PAGE", 2):
            cases = [a_case() for _ in range(5)]
            found = [set(self.rows(f"p={number}")) for number in (1, 2, 3)]
            self.assertEqual([len(page) for page in found], [2, 2, 1])
            self.assertEqual(set.union(*found), {case.referral.reference for case in cases})
            self.assertEqual(set(self.rows("p=9")), found[0])
            self.assertContains(self.browser.get(QUEUE), "5 cases")
            self.assertContains(self.browser.get(f"{QUEUE}?p=2"), "Page 2 of 3")

    def test_counting_stops(self):
        with mock.patch("intake.staff.queue.MOST_COUNTED", 2):
            [a_case() for _ in range(4)]
            self.assertContains(self.browser.get(QUEUE), "More than 2 cases")

    @pytest.mark.proves("P6")
    def test_it_asks_the_same_of_the_database_for_2_and_for_20_and_opens_nothing_sealed(self):
        self.browser.post(f"{QUEUE}lists/save/", {"name": "Open ones", "query": "state=open"})
        counts = []
        for more in (2, 18):
            [a_case() for _ in range(more)]
            self.browser.get(QUEUE)
            with CaptureQueriesContext(connection) as asked:
                self.browser.get(QUEUE)
            counts.append(len(asked))
            self.assertNotIn("intake_party", str(asked.captured_queries))
            self.assertNotIn('"contact"', str(asked.captured_queries))
        self.assertEqual(counts, [MOST_QUERIES, MOST_QUERIES])

    def test_the_home_page_of_administrators_leads_there_and_that_of_others_does_not(self):
        case = a_case()
        self.assertContains(self.browser.get("/admin/"), case.referral.reference)
        self.assertNotContains(signed_in(person(Role.MEDIATOR)).get("/admin/"), case.referral.reference)


class SearchTests(QueueTests):
    def test_the_beginning_of_a_reference_finds_it(self):
        case, other = a_case(), a_case()
        reference = case.referral.reference
        self.searched(reference, case)
        self.searched(reference.lower().replace("-", " "), case)
        shared = next(length for length in range(9) if reference[:length] != other.referral.reference[:length])
        self.finds(f"reference={reference[: max(shared, 6)]}", case)

    def test_a_person_is_found_by_name_phone_and_email(self):
        rosa = a_case()
        other = a_case(answers={"name": "Núñez, José", "phone": "+16265550199", "email": "jose@example.org"})
        for text in ("Rosa Villanueva", "villanueva", " ROSA ", "(626) 555-0142", "Rosa@Example.org"):
            self.searched(text, rosa)
        for text in ("Nunez", "jose nunez", "josenunez@", "626 555 0199"):
            self.searched(text, *([] if "@" in text else [other]))
        for text in ("Rosa Nunez", "Ros", "+16265550100", "..."):
            self.searched(text)

    def test_a_name_is_found_however_it_is_parted(self):
        case = a_case(answers={"name": "Van Nguyen"})
        self.searched("Vannguyen", case)
        self.searched("Nguyen Van", case)
        self.searched("Van-Nguyen", case)

    def test_the_employee_is_found_too_and_a_name_recorded_later(self):
        case = a_case(answers={"employee_name": "T. Okonkwo"})
        self.searched("Okonkwo", case)
        party = Party.objects.get(case=case, side=Side.EMPLOYEE)
        party.name = "Temperance Okonkwo"
        party.save()
        for _ in range(2):
            leave_name_traces(party)
        self.searched("Temperance", case)
        digests = list(ContactTrace.objects.filter(referral=case.referral).values_list("kind", "digest"))
        self.assertEqual(len(digests), len(set(digests)))

    def test_no_address_holds_what_was_typed_and_the_look_is_recorded_without_it(self):
        a_case()
        for text, kind in (("Rosa", "name"), ("rosa@example.org", "email"), ("6265550142", "phone")):
            location = self.search(text)
            self.assertNotIn(text.lower(), location.lower())
            event = AuditEvent.objects.filter(verb="list").latest("pk")
            self.assertEqual((event.actor_id, event.fields), (self.coordinator.pk, [f"search.{kind}"]))

    def test_an_empty_search_leads_back_to_the_list(self):
        self.assertEqual(self.search("  "), f"{QUEUE}?tab=mine&state=closed")

    def test_opening_the_address_of_the_search_leads_to_the_list_and_looks_for_nothing(self):
        answer = self.browser.get(f"{QUEUE}search/?text=Rosa")
        self.assertEqual((answer.status_code, answer["Location"]), (302, QUEUE))
        self.assertFalse(AuditEvent.objects.filter(verb="list").exists())

    def test_common_first_names_are_no_hint_that_requests_belong_together(self):
        a_case()
        self.assertEqual(similar_to({"name": "Rosa Villanueva"}), [])
        self.assertEqual(len(similar_to({"email": "rosa@example.org"})), 1)


class NeedsTests(TestCase):
    def test_what_is_recorded_later_shows(self):
        case = a_case(answers={"interpreter": "no"})
        self.assertFalse(case.wants_interpreter)
        other = Party.objects.get(case=case, has_asked=False)
        other.needs = {"interpreter": "yes", "spoken": "vi"}
        other.save()
        show_needs(case)
        case.refresh_from_db()
        self.assertEqual((case.spoken, case.wants_interpreter, case.wants_access), ("es", True, False))


class NeighbourTests(QueueTests):
    def links(self, address):
        html = BeautifulSoup(self.browser.get(address).content, "html.parser")
        return {link.get("rel", ["list"])[0]: link["href"] for link in html.select(".queue-neighbours a")}

    def setUp(self):
        super().setUp()
        self.cases = [a_case() for _ in range(3)]
        self.order = list(self.rows("state=received"))
        self.addresses = [row.a["href"] for row in self.rows("state=received").values()]

    def test_a_list_is_gone_through_in_its_order(self):
        first = self.links(self.addresses[0])
        self.assertEqual(first, {"list": f"{QUEUE}?state=received", "next": self.addresses[1]})
        middle = self.links(self.addresses[1])
        self.assertEqual((middle["prev"], middle["next"]), (self.addresses[0], self.addresses[2]))
        self.assertNotIn("next", self.links(self.addresses[2]))

    def test_a_case_that_left_the_list_is_followed_by_the_one_in_its_place(self):
        gone = Case.objects.get(referral__reference=self.order[1])
        move_case(gone.pk, "screen", user=self.coordinator)
        links = self.links(self.addresses[1])
        self.assertIn(self.addresses[0], links["prev"])
        self.assertIn(self.addresses[2].partition("?")[0], links["next"])

    def test_a_case_from_elsewhere_has_no_neighbours(self):
        for query in ("", "?row=x", "?row=-1", "?row=99999999999999999999"):
            self.assertEqual(self.links(f"{QUEUE}{self.cases[0].pk}/{query}"), {})
