"""The door of a side's own space, and the session behind it."""

import re
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, TestCase
from django.utils import timezone

from intake.models import Draft, ParticipantCode
from intake.services import code as service
from portal.common.access_codes import AccessCode, new_access_code, read_access_code
from portal.common.dates import clock_time
from portal.common.languages import LANGUAGES
from portal.common.roles import Role
from tests.base import Resident, person, signed_in
from tests.intake.coming_back import noted_code, types
from tests.intake.services.consents import asking
from tests.intake.spaces import code_for, comes_in, in_space

AS_SCRIPT = {"accept": "application/json"}
PAGES = ("status/", "answer/", "step-back/", "stay/", "letters/", "message/", "request/")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def whole(response):
    """An answer to the last byte, but for the token against forged forms."""
    cookies = {name: sorted(morsel) for name, morsel in response.cookies.items()}
    return response.status_code, sorted(response.items()), TOKEN.sub(b"", response.content), cookies


class DoorTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)
        self.code = code_for(self.community, self.staff)

    @pytest.mark.proves("UX-32", "UX-45")
    def test_every_way_of_typing_the_code_will_do(self):
        letters = self.code.replace("-", "")
        full_width = letters.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
        ways = (self.code, letters.lower().replace("0", "o").replace("1", "l"), " ".join(letters), full_width)
        for typed in ways:
            with self.subTest(ascii(typed)):
                self.assertEqual(comes_in(typed)["Location"], "/en/my/status/")

    @pytest.mark.proves("G9")
    def test_what_can_be_no_code_gets_the_plain_answer_without_any_work(self):
        with mock.patch.object(service, "PER_CODE") as limit:
            for typed in ("A" * 10_000, "\x00" * 25, f"{self.code}\x00!", "７" * 10_000, "\u202e" * 60, " ", ""):
                with self.subTest(ascii(typed[:30])):
                    self.assertEqual(comes_in(typed)["Location"], "/en/my/?refusal=slip")
        limit.count.assert_not_called()

    @pytest.mark.proves("G9")
    def test_wrong_unknown_and_replaced_codes_get_the_same_answer_to_the_last_byte(self):
        right = read_access_code(self.code)
        wrong = AccessCode(right.locator, new_access_code().secret).text
        code_for(self.community, self.staff)
        answers, pages = set(), set()
        for typed in (wrong, new_access_code().text, self.code):
            answer = comes_in(typed)
            answers.add(repr(whole(answer)))
            page = Client().get(answer["Location"])
            self.assertContains(page, "error-summary")
            pages.add(repr(whole(page)))
        self.assertEqual((len(answers), len(pages)), (1, 1))

    @pytest.mark.proves("G9")
    def test_both_doors_count_tries_at_one_code_together_and_others_still_come_in(self):
        wrong = AccessCode(read_access_code(self.code).locator, new_access_code().secret).text
        other = code_for(self.employee, self.staff)
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
            for _ in range(5):
                comes_in(wrong)
                types(wrong)
            self.assertEqual(comes_in(self.code)["Location"], "/en/my/?refusal=wait&minutes=60")
            self.assertEqual(comes_in(other)["Location"], "/en/my/status/")

    def test_the_door_stands_in_every_language_and_keeps_quiet(self):
        for language in LANGUAGES:
            for query in ("", "?refusal=closed", "?refusal=over", "?refusal=x&minutes=²"):
                page = Client().get(f"/{language.code}/my/{query}")
                self.assertContains(page, f'lang="{language.tag}"')
                self.assertEqual((page["Cache-Control"], page["X-Robots-Tag"]), ("no-store, private", "noindex"))
                self.assertNotIn("sessionid", page.cookies)

    def test_the_code_of_a_request_leads_its_sender_in_and_a_helper_to_what_they_sent(self):
        for path, where in (("self", "/en/my/status/"), ("other", "/en/referral/{}/receipt/")):
            resident = Resident()
            resident.answers("who", who=path)
            code = noted_code(resident)
            Draft.objects.filter(pk=resident.draft).update(path=path)
            if path == "self":
                resident.sends()
            else:
                self.send_for_another(resident.draft)
            self.assertEqual(comes_in(code)["Location"], where.format(resident.draft))

    def send_for_another(self, draft_id):
        """The helper's request, sent by the service: the code goes to the referral and opens no side's space."""
        referral = self.case.referral
        type(referral).objects.filter(pk=referral.pk).update(path="other")
        referral.refresh_from_db()
        draft = Draft.objects.get(pk=draft_id)
        service.hand_over_code(draft, referral)
        Draft.objects.filter(pk=draft_id).update(referral=referral)
        self.assertIsNone(ParticipantCode.objects.get(referral=referral, party=None).party)

    def test_an_unsent_request_goes_on_where_it_was(self):
        resident = Resident()
        resident.answers("who")
        self.assertIn(f"/en/referral/{resident.draft}/", comes_in(noted_code(resident))["Location"])

    def test_the_other_sides_code_never_opens_what_was_sent(self):
        Draft.objects.create(referral=self.case.referral)
        self.assertEqual(types(code_for(self.employee, self.staff))["Location"], "/en/resume/?refusal=closed")


class SessionTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff)

    @pytest.mark.proves("G11")
    def test_it_holds_an_id_and_no_more_under_a_new_key(self):
        client = Client()
        client.force_login(self.staff)
        before = client.session.session_key
        comes_in(code_for(self.community, self.staff), client)
        self.assertNotEqual(client.session.session_key, before)
        self.assertFalse(Session.objects.filter(pk=before).exists())
        self.assertEqual(
            sorted(client.session.keys()), ["participant_came_at", "participant_code", "participant_seen_at"]
        )
        self.assertEqual(client.session["participant_code"], ParticipantCode.objects.get().pk)

    @pytest.mark.proves("G11")
    def test_whoever_signs_in_as_staff_in_the_same_browser_is_not_in_it(self):
        client = in_space(self.community, self.staff)
        signed_in(self.staff, client=client)
        self.assertIn("participant_code", client.session, "Django keeps what the session of a stranger held")
        self.assertRedirects(client.get("/en/my/status/"), "/en/my/?refusal=over")
        self.assertEqual(client.get("/admin/").status_code, 200)

    def test_it_ends_after_half_an_hour_without_a_request_and_not_before(self):
        now = timezone.now()
        with time_machine.travel(now, tick=False) as clock:
            client = in_space(self.community, self.staff)
            for _ in range(3):
                clock.shift(timedelta(minutes=28))
                self.assertEqual(client.get("/en/my/status/").status_code, 200)
            clock.shift(timedelta(minutes=30))
            self.assertRedirects(client.get("/en/my/status/"), "/en/my/?refusal=over")
            self.assertEqual(Session.objects.count(), 0)

    def test_it_ends_after_eight_hours_in_any_case(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client = in_space(self.community, self.staff)
            for _ in range(19):
                clock.shift(timedelta(minutes=25))
                self.assertEqual(client.get("/en/my/status/").status_code, 200)
            clock.shift(timedelta(minutes=25))
            self.assertEqual(client.get("/en/my/status/").status_code, 302)

    def test_a_new_code_ends_what_the_old_one_had_opened(self):
        client = in_space(self.community, self.staff)
        code_for(self.community, self.staff)
        self.assertRedirects(client.get("/en/my/status/"), "/en/my/?refusal=over")

    @pytest.mark.proves("UX-34")
    def test_staying_gives_the_whole_half_hour_in_words_and_in_seconds_but_not_beyond_eight_hours(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client = in_space(self.community, self.staff)
            clock.shift(timedelta(seconds=50))
            page = client.get("/en/my/answer/")
            self.assertContains(page, f'data-seconds="{30 * 60 - 50}"')
            self.assertContains(page, 'href="/en/my/stay/" target="_blank"')
            self.assertEqual(client.get("/en/my/stay/", headers=AS_SCRIPT).json(), {"seconds": 1800})
            page = client.get("/en/my/stay/")
            until = clock_time(timezone.now() + timedelta(minutes=30))
            self.assertContains(page, f"Your page stays open until {until}.")
            self.assertContains(page, 'data-seconds="1800"')
            for _ in range(16):
                clock.shift(timedelta(minutes=29))
                client.get("/en/my/stay/")
            answer = client.get("/en/my/stay/", headers=AS_SCRIPT)
            self.assertEqual(answer.json(), {"seconds": 8 * 3600 - 16 * 29 * 60 - 50})

    @pytest.mark.proves("UX-34")
    def test_every_page_offers_more_time_in_every_language_and_the_notice_keeps_quiet_without_scripts(self):
        client = in_space(self.community, self.staff)
        for language in LANGUAGES:
            for page in PAGES:
                html = BeautifulSoup(client.get(f"/{language.code}/my/{page}").content, "html.parser")
                self.assertEqual(html.select_one("a[data-stay]")["href"], f"/{language.code}/my/stay/")
                notice = html.select_one("dialog[role=alertdialog]:not([open])")
                self.assertEqual(notice["data-door"], f"/{language.code}/my/?refusal=over")
                for name in ("aria-labelledby", "aria-describedby"):
                    self.assertTrue(html.find(id=notice[name]).text.strip())
                for button in notice.select("[data-presses]"):
                    self.assertEqual(len(html.select(button["data-presses"])), 1)

    def test_a_script_that_stays_too_late_is_led_to_the_door(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            client = in_space(self.community, self.staff)
            clock.shift(timedelta(minutes=30))
            answer = client.get("/en/my/stay/", headers=AS_SCRIPT)
            self.assertEqual(answer["Location"], "/en/my/?refusal=over")

    @pytest.mark.proves("UX-35", "UX-36")
    def test_the_first_stop_after_the_skip_link_leaves_and_the_next_explains_it(self):
        client = in_space(self.community, self.staff)
        for language in LANGUAGES:
            for page in PAGES:
                html = BeautifulSoup(client.get(f"/{language.code}/my/{page}").content, "html.parser")
                stops = html.body.select("a[href], button, input:not([type=hidden])")[:3]
                self.assertEqual(
                    [stop["class"] for stop in stops], [["skip-link"], ["leave-button"], ["leave-help"]], page
                )
                form = stops[1].find_parent("form")
                self.assertEqual(form["action"], f"/{language.code}/leave/")
                self.assertEqual(form["data-leave-for"], settings.LEAVE_URL)
                self.assertEqual(stops[2]["href"], f"/{language.code}/leaving-quickly/")
                self.assertIn("leave.js", html.select_one("script[src*='leave']")["src"])

    @pytest.mark.proves("UX-35")
    def test_leaving_ends_it_at_once(self):
        client = in_space(self.community, self.staff)
        client.post("/en/leave/")
        self.assertEqual(Session.objects.count(), 0)
        self.assertEqual(client.get("/en/my/status/").status_code, 302)

    def test_without_it_every_page_leads_to_the_door(self):
        session = "00000000-0000-0000-0000-000000000000"
        letter = f"letters/{session}/"
        own = ("letters/", letter, f"{letter}text.pdf", "message/", "request/", "request/text.pdf")
        for page in ("status/", "answer/", "answer/text.pdf", "step-back/", "stay/", f"times/{session}/", *own):
            for client in (Client(), signed_in(self.staff)):
                for answer in (client.get(f"/en/my/{page}"), client.post(f"/en/my/{page}", {"answer": "yes"})):
                    self.assertEqual(answer["Location"], "/en/my/?refusal=over", page)
        self.assertEqual({each.consent.state for each in self.case.parties.all()}, {"invited"})

    def test_the_pages_are_kept_nowhere_and_their_titles_say_nothing(self):
        client = in_space(self.community, self.staff)
        for page in PAGES:
            answer = client.get(f"/en/my/{page}")
            self.assertEqual((answer["Cache-Control"], answer["X-Robots-Tag"]), ("no-store, private", "noindex"))
            title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)[1]
            words = "Where things stand|Your choice|I want to stop|More time|Letters and copies|Write to us|Your copy"
            self.assertRegex(title, f"^({words}) – Request$")
            self.assertContains(answer, "leave-button")
