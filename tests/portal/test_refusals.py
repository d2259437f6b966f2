"""The log of refused requests: a line each, and nothing of what a stranger sent but the address."""

import io
import logging

import pytest
from django.test import Client, TestCase, override_settings
from django.urls import path

SECRET = "canary-7f3a"


def reads_a_form(request):
    return request.POST


def fails(request, **kwargs):
    raise RuntimeError("the program is wrong")


class Urls:
    urlpatterns = [
        path("form/", reads_a_form),
        path("fails/", fails),
        path("en/survey/<str:token>/", fails),
    ]


class RefusalsTest(TestCase):
    def setUp(self):
        self.client.raise_request_exception = False
        console = next(handler for handler in logging.getLogger().handlers if handler.name == "console")
        self.log = io.StringIO()
        before = console.setStream(self.log)
        self.addCleanup(console.setStream, before)

    def lines(self):
        return self.log.getvalue().splitlines()

    @pytest.mark.proves("G24")
    def test_a_foreign_host_is_one_line_without_its_name(self):
        self.assertEqual(self.client.get("/en/", headers={"host": f"{SECRET}.example"}).status_code, 400)
        self.assertEqual(self.lines(), ["Answered 400 (DisallowedHost): /en/"])

    def test_a_body_that_is_too_large_is_one_line(self):
        with override_settings(ROOT_URLCONF=Urls, DATA_UPLOAD_MAX_MEMORY_SIZE=10):
            self.client.post("/form/", {"name": SECRET * 9}, content_type="application/x-www-form-urlencoded")
        self.assertEqual(self.lines(), ["Answered 400 (RequestDataTooBig): /form/"])

    def test_too_many_fields_are_one_line(self):
        with override_settings(ROOT_URLCONF=Urls, DATA_UPLOAD_MAX_NUMBER_FIELDS=1):
            self.client.post("/form/", f"a=1&{SECRET}=2", content_type="application/x-www-form-urlencoded")
        self.assertEqual(self.lines(), ["Answered 400 (TooManyFieldsSent): /form/"])

    def test_a_malformed_body_is_one_line_without_it(self):
        with override_settings(ROOT_URLCONF=Urls):
            self.client.post("/form/", SECRET, content_type=f"multipart/form-data; boundary=\xff{SECRET}")
        self.assertEqual(self.lines(), ["Answered 400 (request): /form/"])

    def test_an_address_cannot_forge_a_line(self):
        self.client.get("/en/nowhere%0AAnswered 200 (request): /")
        self.assertEqual(len(self.lines()), 1)

    @pytest.mark.proves("G24")
    def test_no_address_that_may_hold_a_secret_is_in_it(self):
        for address in ("survey", "survey/open", "meeting", "my/link"):
            Client(enforce_csrf_checks=True).post(f"/en/{address}/{SECRET}/", {"first": "x"})
            self.client.put(f"/en/{address}/{SECRET}/")
        with override_settings(ROOT_URLCONF=Urls):
            self.client.get(f"/en/survey/{SECRET}/")
        self.assertIn("Answered 405 (request): /en/meeting/…", self.lines())
        self.assertIn("Internal Server Error: /en/survey/…", self.lines())
        self.assertNotIn(SECRET, self.log.getvalue())

    def test_a_failure_of_the_program_keeps_its_traceback(self):
        with override_settings(ROOT_URLCONF=Urls):
            self.client.get("/fails/")
        self.assertIn("RuntimeError: the program is wrong", self.lines())
