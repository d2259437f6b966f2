"""The ways to an edition beside a personal link, for staff: open links, a device of the program, replies in doubt."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from intake.models import OpenSurveyLink, SurveyResponse
from intake.services.survey_edition import close_edition
from intake.services.survey_response import keep_response
from portal.common.audit import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.surveys import an_edition, an_open_link


class WaysTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff = person(Role.ADMINISTRATOR)
        cls.edition = an_edition(user=cls.staff)
        cls.ways = f"/admin/surveys/editions/{cls.edition.pk}/ways/"
        cls.chosen = {
            "audience": "community",
            "mode": "open",
            "label": "Open day at the library",
            "valid_until": (timezone.localdate() + timedelta(days=3)).isoformat(),
        }

    def setUp(self):
        self.browser = signed_in(self.staff)

    def test_staff_make_an_open_link_with_a_code_to_scan_in_each_language(self):
        page = self.browser.post(f"{self.ways}new/", self.chosen, follow=True)
        link = OpenSurveyLink.objects.get()
        self.assertContains(page, f"http://testserver/en/survey/open/{link.token}/")
        self.assertContains(page, 'class="qr"')
        self.assertContains(self.browser.get(self.ways), "Open day at the library")
        self.assertNotIn(link.token, str(list(AuditEvent.objects.values())))

    def test_a_link_that_names_a_case_or_lasts_for_ever_is_refused_and_keeps_what_was_typed(self):
        wrong = [{"label": label} for label in ("7KQM-4WXR", "Talk of 7kqm 4wxr", "a\0b", "x" * 81)]
        wrong += [{"valid_until": day} for day in ("2020-01-01", "9999-12-31", "soon")]
        wrong += [{"audience": "visitor"}, {"mode": "paper"}]
        for each in wrong:
            with self.subTest(each):
                page = self.browser.post(f"{self.ways}new/", {**self.chosen, **each})
                self.assertContains(page, "error-summary")
                self.assertContains(
                    page, "Open day at the library" if "label" not in each else self.chosen["valid_until"]
                )
        self.assertFalse(OpenSurveyLink.objects.exists())

    def test_a_stopped_link_opens_nothing(self):
        link = an_open_link(self.edition)
        self.browser.post(f"{self.ways}{link.pk}/stop/")
        self.assertEqual(self.client.get(f"/en/survey/open/{link.token}/").status_code, 404)
        self.assertEqual(self.browser.post(f"{self.ways}{uuid4()}/stop/").status_code, 404)

    def test_handing_over_a_device_signs_the_person_out_and_opens_the_clean_start(self):
        link = an_open_link(self.edition, ReplyMode.ON_SITE)
        start = self.browser.post(f"{self.ways}{link.pk}/here/")
        self.assertRedirects(start, f"/en/survey/open/{link.token}/")
        self.assertEqual(self.browser.get(self.ways).status_code, 302)

    def test_a_link_for_phones_hands_over_no_device(self):
        link = an_open_link(self.edition)
        self.assertEqual(self.browser.post(f"{self.ways}{link.pk}/here/").status_code, 404)
        self.assertEqual(self.browser.get(self.ways).status_code, 200)

    def test_a_closed_edition_makes_no_links(self):
        close_edition(self.edition.pk, self.staff)
        self.assertEqual(self.browser.get(f"{self.ways}new/").status_code, 404)
        self.assertContains(self.browser.get(self.ways), "It is closed")

    def test_twenty_links_take_as_many_queries_as_two(self):
        found = []
        for number in (2, 18):
            for _ in range(number):
                an_open_link(self.edition)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.browser.get(self.ways)
            found.append(len(queries))
        self.assertEqual(found[0], found[1])

    def test_translators_and_others_come_to_none_of_it(self):
        for role in (Role.TRANSLATOR, Role.MEDIATOR, Role.LIAISON):
            self.assertRedirects(signed_in(person(role)).get(self.ways), "/admin/")
        self.assertEqual(Client().get(self.ways).status_code, 302)


class DoubtsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff = person(Role.ADMINISTRATOR)
        cls.edition = an_edition(user=cls.staff)
        for is_doubted in (True, False, True):
            keep_response(
                cls.edition, Audience.COMMUNITY, {"heard": "1"}, language="en", mode=ReplyMode.OPEN,
                is_doubted=is_doubted,
            )  # fmt: skip
        cls.address = f"/admin/surveys/editions/{cls.edition.pk}/doubts/"

    def settle(self, **sent):
        return signed_in(self.staff).post(self.address, sent, follow=True)

    def test_replies_in_doubt_are_counted_all_at_once_and_nothing_shows_which_they_were(self):
        self.assertContains(self.settle(do="count", seen="2"), "The replies count now.")
        self.assertFalse(SurveyResponse.objects.filter(is_doubted=True).exists())
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, xmin::text FROM {SurveyResponse._meta.db_table} ORDER BY ctid")
            rows = cursor.fetchall()
        self.assertEqual(rows, sorted(rows))
        self.assertEqual(len({xmin for _, xmin in rows}), 1)

    def test_or_deleted(self):
        self.assertContains(self.settle(do="delete", seen="2"), "The replies are deleted.")
        self.assertEqual(SurveyResponse.objects.count(), 1)

    def test_nothing_is_settled_that_the_person_did_not_see_or_say(self):
        for sent in ({"do": "delete", "seen": "1"}, {"do": "delete"}, {"do": "count", "seen": "x"}, {"seen": "2"}):
            self.settle(**sent)
        self.assertEqual(SurveyResponse.objects.filter(is_doubted=True).count(), 2)
