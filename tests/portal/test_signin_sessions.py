"""When a session ends: idle, old, signed out, deactivated, given up from elsewhere."""

from time import time

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from portal.common.roles import Role
from tests.base import PASSWORD, person, signed_in
from tests.portal.door import LOGIN, DoorCase

MINUTE = 60
HOUR = 60 * MINUTE


class Limits(DoorCase):
    def setUp(self):
        super().setUp()
        self.start = int(time())
        with time_machine.travel(self.start, tick=False):
            self.client = signed_in(self.user)

    def after(self, seconds):
        return time_machine.travel(self.start + seconds, tick=False)

    def test_half_an_hour_without_a_request_ends_it(self):
        with self.after(30 * MINUTE):
            self.assertFalse(self.is_in())
            self.assertContains(self.client.get(LOGIN), "You were signed out because the session had ended")
            self.assertFalse(Session.objects.filter(pk=self.client.session.session_key).exists())

    def test_a_little_less_does_not(self):
        with self.after(29 * MINUTE):
            self.assertTrue(self.is_in())

    def test_work_keeps_it_open(self):
        for minutes in range(0, 120, 20):
            with self.after(minutes * MINUTE):
                self.assertTrue(self.is_in(), minutes)

    def test_a_working_day_ends_it_whatever_is_done(self):
        for minutes in range(0, 8 * 60, 20):
            with self.after(minutes * MINUTE):
                self.assertTrue(self.is_in(), minutes)
        with self.after(8 * HOUR):
            self.assertFalse(self.is_in())

    def test_a_tab_that_asks_by_itself_does_not_keep_it_open(self):
        ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", "1", 1])
        for minutes in range(0, 30, 5):
            with self.after(minutes * MINUTE):
                self.client.post(ping)
        with self.after(30 * MINUTE):
            self.assertFalse(self.is_in())

    def test_a_session_without_clocks_is_over(self):
        session = self.client.session
        del session["seen_at"]
        session.save()
        self.assertFalse(self.is_in())

    def test_an_ended_session_sends_nothing_it_was_about_to_send(self):
        with self.after(30 * MINUTE):
            response = self.client.post("/admin/account/", {})
        self.assertTrue(response["Location"].startswith(LOGIN))

    def test_a_visitors_page_neither_reads_nor_varies_by_a_session(self):
        response = Client().get("/healthz")
        self.assertNotIn("Cookie", response.get("Vary", ""))
        self.assertFalse(response.wsgi_request.session.accessed)

    @pytest.mark.proves("G3")
    def test_a_cookie_that_can_be_no_key_is_no_session(self):
        for key in (r'"\000aaaaaaaa"', r'"\000"', '"\\015\\012aaaaaaaa"', "short", "e" * 5000, '""'):
            for address in ("/en/my/", "/en/my/status/", "/accounts/login/", "/admin/"):
                response = Client().get(address, headers={"cookie": f"sessionid={key}"})
                self.assertIn(response.status_code, (200, 302), (key, address))


class Ends(DoorCase):
    def test_a_deactivated_person_is_out_at_the_next_request(self):
        client = signed_in(self.user)
        self.assertTrue(self.is_in(client))
        self.user.is_active = False
        self.user.save()
        self.assertFalse(self.is_in(client))

    def test_a_deactivated_person_can_not_sign_in(self):
        self.user.is_active = False
        self.user.save()
        response = self.client.post(LOGIN, {"login": self.user.email, "password": PASSWORD}, follow=True)
        self.assertContains(response, "This account is closed")
        self.assertFalse(self.is_signed_in())

    def test_a_role_taken_away_counts_at_the_next_request(self):
        editor = person(Role.EDITOR)
        client = signed_in(editor)
        self.assertTrue(self.is_in(client))
        editor.groups.remove(Group.objects.get(name=Role.EDITOR.value))
        self.assertFalse(self.is_in(client))

    def test_signing_out_ends_it_on_the_server(self):
        client = signed_in(self.user)
        cookie = client.cookies["sessionid"].value
        self.assertEqual(client.get("/accounts/logout/").status_code, 200, "a GET signs nobody out")
        self.assertTrue(self.is_in(client))
        client.post("/accounts/logout/")
        old = Client()
        old.cookies["sessionid"] = cookie
        self.assertFalse(self.is_in(old))

    def test_no_link_signs_anybody_out_of_the_staff_area(self):
        client = signed_in(self.user)
        for method in (client.get, client.head, client.put):
            response = method(reverse("wagtailadmin_logout"))
            self.assertRedirects(response, "/accounts/logout/", fetch_redirect_response=False)
            self.assertNotIn("sessionid", response.cookies)
        self.assertTrue(self.is_in(client))

    def test_signing_out_of_the_staff_area_leads_to_the_door(self):
        client = signed_in(self.user)
        response = client.post(reverse("wagtailadmin_logout"), follow=True)
        self.assertFalse(self.is_signed_in(client))
        self.assertEqual(response.request["PATH_INFO"], LOGIN)

    def test_a_new_password_ends_the_other_sessions(self):
        other = signed_in(self.user)
        client = signed_in(self.user)
        new = "another quiet place"
        fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        client.post("/accounts/password/change/", fields)
        self.assertTrue(self.is_in(client))
        self.assertFalse(self.is_in(other))

    def test_the_sessions_page_lists_them_and_ends_all_others(self):
        browsers = [Client() for _ in range(3)]
        with self.settings(SECOND_FACTOR_REQUIRED=False):
            for browser in browsers:
                self.gives_password(browser, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
            page = browsers[0].get("/accounts/sessions/")
            self.assertEqual(page.content.decode().count("Firefox on Windows"), 3)
            browsers[0].post("/accounts/sessions/")
            self.assertEqual([self.is_in(browser) for browser in browsers], [True, False, False])

    def test_the_cookie_ends_with_the_browser(self):
        cookie = self.gives_password().cookies["sessionid"]
        self.assertEqual(cookie["max-age"], "")
        self.assertTrue(cookie["httponly"])
