"""Which answers are kept, for whom they are used, and in which form they are sent."""

import gzip
import threading
import time
from unittest import mock

import brotli
import pytest
from django.test import SimpleTestCase, TestCase, override_settings

from home.models import ProgramDetails, RequestPage
from portal.common import kept_pages
from portal.common.codings import accepted, in_every_coding
from portal.common.content_version import ContentVersion, content_changed, content_version, read_stamp
from portal.common.finished_pages import FinishedPages
from portal.common.kept_pages import KEPT_SECONDS, Shelf
from portal.common.models import ContentStamp, User
from tests.base import Resident
from tests.home.site import SeededSite

PAGE = "<!doctype html><title>Mediation</title>" + "<p>Two people talk, and a third one listens.</p>" * 40
HTML = [("Content-Type", "text/html; charset=utf-8")]


class FakeDjango:
    """Counts how often it was asked, and answers with what the test says."""

    def __init__(self):
        self.asked = []
        self.meanwhile = lambda environ: None
        self.status, self.headers, self.body = "200 OK", HTML, PAGE

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        self.meanwhile(environ)
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self.body)))])
        return [self.body.encode()]


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = int(status[:3]), body
        self.headers = {name.lower(): value for name, value in headers}


@override_settings(ALLOWED_HOSTS=["mediation.example.org", ".city.example"])
class FinishedPagesCase(SimpleTestCase):
    def setUp(self):
        self.django = FakeDjango()
        self.version = "one"
        self.pages = FinishedPages(self.django, version=lambda: self.version)

    def get(self, path="/en/", query="", method="GET", host="mediation.example.org", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": host,
            "wsgi.url_scheme": "https",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        begun = []
        body = b"".join(self.pages(environ, lambda *head: begun.extend(head)))
        return Answer(*begun, body)

    def times_asked(self, *requests):
        for request in requests:
            self.get(**request)
        return len(self.django.asked)


class KeepingTests(FinishedPagesCase):
    def test_a_page_is_made_once_for_everybody(self):
        first, second = self.get(), self.get(cookie="csrftoken=x; drafts=y")
        self.assertEqual(len(self.django.asked), 1)
        self.assertEqual((first.body, first.headers), (second.body, second.headers))

    def test_each_address_and_each_host_has_its_own(self):
        self.assertEqual(
            self.times_asked({}, {"path": "/es/"}, {"host": "www.city.example"}, {"host": "a.city.example:8000"}), 4
        )

    @override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
    def test_the_scheme_is_the_one_that_the_proxy_names(self):
        self.get(x_forwarded_proto="https")
        self.get(x_forwarded_proto="http")
        self.assertEqual(len(self.django.asked), 2)

    def test_tracking_marks_lead_to_the_same_page_and_never_into_it(self):
        self.get(query="utm_source=flyer&utm_medium=qr")
        self.get(query="fbclid=abc")
        self.assertEqual([environ["QUERY_STRING"] for environ in self.django.asked], [""])

    def test_every_other_query_goes_to_django_as_it_was_sent(self):
        self.get(query="q=utm_+x&utm_source=a&page=2")
        self.get(query="q=utm_+x&page=2")
        self.assertEqual([environ["QUERY_STRING"] for environ in self.django.asked], ["q=utm_+x&page=2"] * 2)

    def test_a_new_version_of_the_site_makes_it_anew(self):
        self.get()
        self.version = "two"
        self.get()
        self.assertEqual(len(self.django.asked), 2)

    def test_without_an_answer_from_the_database_nothing_kept_is_used(self):
        self.get()
        self.version = None
        self.assertEqual(self.get().status, 200)
        self.assertEqual(len(self.django.asked), 2)

    def test_a_page_made_while_the_site_changed_is_not_kept_and_drops_no_newer_one(self):
        def changed_meanwhile(environ):
            if environ["PATH_INFO"] == "/en/slow/":
                self.version = "two"
                self.get("/es/")

        self.django.meanwhile = changed_meanwhile
        self.get("/en/slow/")
        self.assertEqual(len(self.pages.shelf), 1)
        self.assertEqual(self.times_asked({"path": "/es/"}), 2)

    def test_what_is_kept_runs_out_by_itself(self):
        self.get()
        later = time.monotonic() + KEPT_SECONDS + 1
        with mock.patch("portal.common.kept_pages.time.monotonic", return_value=later):
            self.get()
        self.assertEqual(len(self.django.asked), 2)

    def test_threads_share_it(self):
        threads = [threading.Thread(target=lambda: [self.get(f"/en/{n}/") for n in range(50)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(self.pages.shelf), 50)
        self.assertEqual(
            self.pages.shelf.bytes, sum(page.size for page in self.pages.shelf._pages.values()), "the bytes add up"
        )


@mock.patch("portal.common.content_version.read_stamp", return_value="one")
class SharedCacheTests(FinishedPagesCase):
    """What a cache in front is told, which asks by a header of its own (docs/how-to/nginx.md)."""

    def setUp(self):
        super().setUp()
        self.pages = FinishedPages(self.django, version=content_version.current)
        self.addCleanup(content_version.forget)

    def test_it_may_keep_a_page_until_the_second_is_over_and_a_browser_hears_nothing_of_it(self, read):
        with mock.patch("portal.common.finished_pages.time.time", return_value=1234.9):
            for answer in (self.get(x_shared_cache="1"), self.get(x_shared_cache="1", if_none_match="*")):
                self.assertEqual(answer.headers["x-accel-expires"], "@1234")
        self.assertNotIn("x-accel-expires", self.get().headers)

    def test_the_stamp_is_read_anew_for_it(self, read):
        content_version.forget()
        self.assertEqual((self.times_asked({}, {}, {}), read.call_count), (1, 1))
        self.assertEqual((self.times_asked(*[{"x_shared_cache": "1"}] * 3), read.call_count), (1, 4))

    def test_it_may_keep_nothing_else(self, read):
        for request in ({"cookie": "sessionid=a"}, {"query": "q=1"}, {"path": "/en/my/"}, {"host": "stranger.example"}):
            self.assertNotIn("x-accel-expires", self.get(x_shared_cache="1", **request).headers)
        self.django.status = "404 Not Found"
        self.assertNotIn("x-accel-expires", self.get(path="/en/no/", x_shared_cache="1").headers)


class NotKeptTests(FinishedPagesCase):
    def assert_asked_each_time(self, **request):
        self.get()
        before = len(self.django.asked)
        self.get(**request)
        self.get(**request)
        self.assertEqual(len(self.django.asked) - before, 2, request)

    def test_visitors_who_may_see_something_of_their_own_go_to_django(self):
        for cookie in ("sessionid=abc", "a=b; sessionid=abc", "messages=W10"):
            self.assert_asked_each_time(cookie=cookie)
        self.assert_asked_each_time(authorization="Basic abc")
        with override_settings(SESSION_COOKIE_NAME="__Host-session"):
            self.assert_asked_each_time(cookie="__Host-session=abc")

    def test_addresses_that_are_no_public_page_go_to_django(self):
        for path in ("/", "/admin/", "/accounts/login/", "/healthz", "/static/site.css", "/go/library/", "/es/my/"):
            self.assert_asked_each_time(path=path)
        for step in ("/en/referral/1/who/", "/zh-hant/survey/token/", "/hy/resume/", "/enx/"):
            self.assert_asked_each_time(path=step)

    def test_only_reading_is_answered(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            self.assert_asked_each_time(method=method)

    def test_a_stranger_s_host_is_not_kept(self):
        self.assert_asked_each_time(host="elsewhere.example")
        self.assert_asked_each_time(host="")

    def test_answers_that_are_not_a_page_for_everybody_are_not_kept(self):
        for status in ("404 Not Found", "500 Internal Server Error", "302 Found", "206 Partial Content"):
            self.django.status = status
            self.assert_asked_each_time(path="/en/x/")
        self.django.status = "200 OK"
        for header in (
            ("Set-Cookie", "csrftoken=x"),
            ("Cache-Control", "max-age=0, No-Store"),
            ("Cache-Control", "private"),
            ("Vary", "Accept-Encoding, Cookie"),
            ("Vary", "*"),
            ("Content-Encoding", "gzip"),
        ):
            self.django.headers = [*HTML, header]
            self.assert_asked_each_time(path="/en/y/")
        self.django.headers = [("Content-Type", "application/pdf")]
        self.assert_asked_each_time(path="/en/z/")

    def test_an_answer_that_is_not_kept_reaches_the_visitor_unchanged(self):
        self.django.status, self.django.headers = "404 Not Found", [*HTML, ("X-Own", "1")]
        answer = self.get(accept_encoding="br")
        self.assertEqual((answer.status, answer.body, answer.headers["x-own"]), (404, PAGE.encode(), "1"))
        self.assertNotIn("etag", answer.headers)

    def test_a_page_asked_for_by_head_first_is_not_kept_without_its_body(self):
        self.get(method="HEAD")
        self.assertEqual(self.get().body, PAGE.encode())


class FormTests(FinishedPagesCase):
    def test_it_comes_in_the_best_coding_that_the_browser_takes(self):
        for wanted, coding, decode in (
            ("gzip, deflate, br", "br", brotli.decompress),
            ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
            ("br;q=0.001", "br", brotli.decompress),
            ("*", "br", brotli.decompress),
            ("identity", None, bytes),
            ("", None, bytes),
        ):
            answer = self.get(accept_encoding=wanted)
            self.assertEqual(answer.headers.get("content-encoding"), coding, wanted)
            self.assertEqual(decode(answer.body), PAGE.encode())
            self.assertEqual(int(answer.headers["content-length"]), len(answer.body))
            self.assertEqual(answer.headers["vary"], "Accept-Encoding")

    def test_browsers_keep_it_and_ask_again(self):
        self.assertEqual(self.get().headers["cache-control"], "no-cache")
        self.django.headers = [*HTML, ("Cache-Control", "max-age=300")]
        self.assertEqual(self.get("/en/feed/").headers["cache-control"], "max-age=300")

    def test_a_browser_that_has_it_gets_a_304_for_its_own_coding_only(self):
        known = self.get(accept_encoding="br").headers["etag"]
        for header in (known, f"W/{known}", f'"other", {known}', "*"):
            answer = self.get(accept_encoding="br", if_none_match=header)
            self.assertEqual((answer.status, answer.body, answer.headers["etag"]), (304, b"", known))
            self.assertEqual(answer.headers["vary"], "Accept-Encoding")
        self.assertEqual(self.get(accept_encoding="gzip", if_none_match=known).status, 200)
        self.version, self.django.body = "two", PAGE + "new"
        self.assertEqual(self.get(accept_encoding="br", if_none_match=known).status, 200)

    def test_head_gets_the_headers_alone(self):
        full = self.get(accept_encoding="br")
        head = self.get(method="HEAD", accept_encoding="br")
        self.assertEqual((head.body, head.headers), (b"", full.headers))
        self.assertEqual(len(self.django.asked), 1)

    def test_a_coding_that_does_not_make_it_smaller_is_left_out(self):
        self.assertEqual(list(in_every_coding(b"ok")), [""])
        self.assertEqual(accepted("br, gzip"), ("br", "gzip", ""))


class ShelfTests(SimpleTestCase):
    def page(self, length):
        return kept_pages.KeptPage({}, length, time.monotonic() + 60)

    def test_it_holds_no_more_bytes_than_it_may_and_drops_what_was_asked_for_longest_ago(self):
        shelf = Shelf(most_bytes=1600)
        for name in "abc":
            shelf.put((name,), "one", self.page(100))
        shelf.get(("a",), "one")
        for number in range(14):
            shelf.put((str(number),), "one", self.page(100))
        self.assertLessEqual(shelf.bytes, 1600)
        self.assertIsNone(shelf.get(("b",), "one"))
        self.assertIsNotNone(shelf.get(("a",), "one"))

    def test_a_page_as_large_as_many_others_is_not_kept(self):
        shelf = Shelf(most_bytes=1600)
        shelf.put(("a",), "one", self.page(101))
        self.assertEqual((len(shelf), shelf.bytes), (0, 0))

    def test_a_new_version_empties_it(self):
        shelf = Shelf()
        shelf.put(("a",), "one", self.page(100))
        shelf.put(("b",), "two", self.page(10))
        self.assertEqual((len(shelf), shelf.bytes), (1, 10))
        self.assertIsNone(shelf.get(("b",), "one"))


class ContentVersionTests(TestCase):
    def changes(self):
        """Carries out what waits for the end of the transaction."""
        return self.captureOnCommitCallbacks(execute=True)

    def test_before_anything_is_published_it_is_empty_and_then_never_twice_the_same(self):
        values = [read_stamp()]
        for _ in range(3):
            with self.changes():
                content_changed()
            values.append(read_stamp())
        self.assertEqual(values[0], "")
        self.assertEqual(len(set(values)), 4)
        self.assertEqual(ContentStamp.objects.count(), 1)

    def test_it_is_read_once_in_half_a_second(self):
        version = ContentVersion()
        with self.assertNumQueries(1):
            self.assertEqual({version.current() for _ in range(100)}, {""})

    def test_the_process_that_changes_something_knows_at_once(self):
        content_version.forget()
        before = content_version.current()
        with self.changes():
            content_changed()
        self.assertNotEqual(content_version.current(), before)
        content_version.forget()

    def test_a_rolled_back_change_is_none(self):
        with self.captureOnCommitCallbacks() as callbacks:
            content_changed()
        self.assertEqual(len(callbacks), 1)
        self.assertEqual(read_stamp(), "")


class ContentChangeTests(SeededSite):
    def assert_drops(self, act, drops=True):
        with self.captureOnCommitCallbacks() as callbacks:
            act()
        names = [getattr(callback, "__name__", "") for callback in callbacks]
        self.assertEqual("_new_stamp" in names, drops, act)

    def test_content_drops_what_is_kept(self):
        page = self.request_page
        self.assert_drops(lambda: page.save_revision().publish())
        self.assert_drops(page.unpublish)
        self.assert_drops(page.save)
        self.assert_drops(ProgramDetails.objects.first().save)
        self.assert_drops(ProgramDetails.objects.first().delete)
        self.assert_drops(RequestPage.objects.get(pk=page.pk).delete)

    def test_drafts_and_rows_that_nobody_reads_do_not(self):
        self.assert_drops(self.request_page.save_revision, drops=False)
        draft = RequestPage(title="x", slug="x", intro="-", start_label="-", locale=self.home.locale, live=False)
        self.assert_drops(lambda: self.request_page.add_child(instance=draft), drops=False)
        self.assert_drops(lambda: User.objects.create_user("someone@example.org"), drops=False)


class CompressionTests(SeededSite):
    def coding(self, address, client=None):
        response = (client or self.client).get(address, headers={"accept-encoding": "gzip, br"})
        return response.get("Content-Encoding")

    def test_public_and_staff_answers_leave_compressed(self):
        self.assertEqual(self.coding("/en/request/"), "gzip")
        self.assertEqual(self.coding("/en/nothing/"), "gzip")

    def test_a_visitors_own_pages_and_the_sign_in_leave_as_they_are(self):
        resident = Resident("es")
        self.assertIsNone(self.coding(resident.url("who"), resident.client))
        self.assertIsNone(self.coding("/accounts/login/"))

    def test_the_same_page_has_a_different_length_each_time(self):
        lengths = {len(self.client.get("/en/nothing/", headers={"accept-encoding": "gzip"}).content) for _ in range(20)}
        self.assertGreater(len(lengths), 5)

    @pytest.mark.proves("P3")
    def test_a_page_that_will_be_kept_is_left_to_whoever_keeps_it(self):
        response = self.client.get("/en/", headers={"accept-encoding": "gzip"}, **{kept_pages.KEEPS: True})
        self.assertNotIn("Content-Encoding", response)
        response = self.client.get("/en/nothing/", headers={"accept-encoding": "gzip"}, **{kept_pages.KEEPS: True})
        self.assertEqual(response["Content-Encoding"], "gzip")
