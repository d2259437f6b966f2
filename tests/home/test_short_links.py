"""Short links: where a code on paper leads, in which language, and what is counted. Never to another site."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from home.models import ShortLink, ShortLinkDay
from home.models.short_link import count_visit, is_own_path
from home.views.short_links import target_of
from portal.common.languages import language_of
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.site import SeededSite

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
ELSEWHERE = (
    "https://example.com/",
    "http:example.com",
    "//example.com/",
    "///example.com/",
    "/\\example.com/",
    "\\\\example.com/",
    "/%09/example.com/",
    "/\t/example.com/",
    "/ /example.com/",
    "javascript:alert(1)",
    "/../../example.com/",
    "/./x/",
    "/x//example.com/",
    "/@example.com/",
    "/x/?next=https://example.com",
    "/x/\nLocation: https://example.com/",
    "/х/",
    "data:text/html,x",
    "",
    "request/",
    "/request",
    "/go/again/",
    "/admin/",
    "/accounts/login/",
)


class ShortLinkCase(SeededSite):
    def follow(self, code, language="en", agent=PHONE, method="get", **headers):
        headers |= {"accept-language": language, "user-agent": agent}
        return getattr(self.client, method)(f"/go/{code}/", headers=headers)

    def visits(self, link):
        return sum(link.days.values_list("visits", flat=True))


class TargetTest(ShortLinkCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.link = ShortLink.objects.create(code="library", page=cls.request_page)

    def test_a_page_comes_in_the_language_of_the_reader(self):
        for wanted, code in (
            ("hy", "hy"),
            ("zh-TW,zh;q=0.9", "zh-hant"),
            ("zh-CN", "zh-hans"),
            ("fr", "en"),
            ("", "en"),
        ):
            response = self.follow("library", wanted)
            self.assertEqual((response.status_code, response["Location"]), (302, f"/{code}/request/"))
            self.assertIn("Accept-Language", response["Vary"])
            self.assertIn("no-store", response["Cache-Control"])

    def test_a_link_may_carry_its_language(self):
        ShortLink.objects.create(code="volante", page=self.request_page, language="es")
        self.assertEqual(self.follow("volante", "hy")["Location"], "/es/request/")

    def test_capital_letters_lead_there_too(self):
        self.assertEqual(self.follow("Library")["Location"], "/en/request/")

    def test_a_language_without_the_page_gets_the_source_language(self):
        self.translated(self.request_page, "hy").unpublish()
        self.assertEqual(self.follow("library", "hy")["Location"], "/en/request/")

    def test_a_page_that_is_gone_gives_way_to_the_home_page(self):
        for page in self.request_page.get_translations(inclusive=True):
            page.specific.unpublish()
        self.assertEqual(self.follow("library", "es")["Location"], "/es/")
        self.request_page.delete()
        self.assertEqual(self.follow("library", "es")["Location"], "/es/")

    def test_a_path_comes_in_the_language_of_the_reader_unless_it_names_one(self):
        ShortLink.objects.create(code="events", path="/events/")
        ShortLink.objects.create(code="cost", path="/hy/faq/#cost")
        self.assertEqual(self.follow("events", "es")["Location"], "/es/events/")
        self.assertEqual(self.follow("cost", "es")["Location"], "/hy/faq/#cost")

    def test_an_unknown_code_is_a_404_in_the_language_of_the_reader(self):
        for code in ("nothing", "a%0Ab", "%F0%9F%98%80", "x" * 3000, "%00"):
            response = self.follow(code, "es")
            self.assertContains(response, "No encontramos", status_code=404)
            self.assertContains(response, 'id="help-title"', status_code=404)

    def test_it_takes_few_queries(self):
        with self.assertNumQueries(3):
            self.follow("library", "es")


class OwnSiteOnlyTest(ShortLinkCase):
    @pytest.mark.proves("G3")
    def test_no_path_that_leads_elsewhere_can_be_entered(self):
        for path in ELSEWHERE:
            self.assertFalse(is_own_path(path), path)
            with self.assertRaises(ValidationError, msg=path):
                ShortLink(code="x", path=path).full_clean()
        for path in ("/", "/request/", "/faq/#cost", "/es/events/"):
            ShortLink(code="x", path=path).full_clean()

    @pytest.mark.proves("G3")
    def test_the_database_refuses_it_too(self):
        for path in ("//example.com/", "https://example.com/", "/\\example.com/", "/x/\nx"):
            with self.assertRaises(IntegrityError, msg=path), transaction.atomic():
                ShortLink.objects.create(code="x", path=path)

    @pytest.mark.proves("G3")
    def test_a_path_that_got_in_all_the_same_leads_home(self):
        for path in ELSEWHERE:
            self.assertEqual(target_of(ShortLink(code="x", path=path), language_of("hy")), "/hy/")

    def test_a_link_has_one_target(self):
        for fields in ({}, {"page": self.request_page, "path": "/events/"}):
            with self.assertRaises(ValidationError):
                ShortLink(code="x", **fields).full_clean()

    def test_codes_are_plain(self):
        for code in ("a b", "a--b", "-a", "ü", "a/b", "a.b", ""):
            with self.assertRaises(ValidationError, msg=code):
                ShortLink(code=code, page=self.request_page).full_clean()
        link = ShortLink(code=" Library-2 ", page=self.request_page)
        link.full_clean()
        self.assertEqual(link.code, "library-2")


class CountTest(ShortLinkCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.link = ShortLink.objects.create(code="library", page=cls.request_page)

    def test_people_are_counted_by_the_day(self):
        self.follow("library")
        self.follow("library", "es")
        day = ShortLinkDay.objects.get()
        self.assertEqual((day.link, day.day, day.visits), (self.link, localdate(), 2))

    def test_programs_are_not(self):
        for agent in ("", "curl/8", "Mozilla/5.0 (compatible; Googlebot/2.1)", "WhatsApp/2", "facebookexternalhit/1.1"):
            self.assertEqual(self.follow("library", agent=agent).status_code, 302)
        self.follow("library", method="head")
        self.follow("library", **{"sec-purpose": "prefetch"})
        self.assertEqual(self.visits(self.link), 0)

    @pytest.mark.proves("G24")
    def test_nothing_about_the_visitor_is_kept(self):
        response = self.follow("library", agent=f"{PHONE} canary-agent")
        self.assertFalse(response.cookies)
        with connection.cursor() as cursor:
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'home_shortlinkday'")
            self.assertEqual({name for (name,) in cursor.fetchall()}, {"id", "link_id", "day", "visits"})

    def test_the_staff_list_adds_them_up(self):
        count_visit(self.link)
        ShortLinkDay.objects.create(link=self.link, day=localdate() - timedelta(days=40), visits=5)
        found = ShortLink.objects.with_visits().get()
        self.assertEqual((found.visits, found.recent_visits), (6, 1))

    def test_only_get_and_head_are_answered(self):
        self.assertEqual(self.client.post("/go/library/").status_code, 405)


class StaffTest(ShortLinkCase):
    def setUp(self):
        self.editor = person(Role.EDITOR)
        self.browser = signed_in(self.editor)

    def test_an_editor_makes_lists_and_deletes_a_link(self):
        add = "/admin/snippets/home/shortlink/add/"
        self.assertEqual(self.browser.get(add).status_code, 200)
        fields = {"code": "Fair", "page": "", "path": "/events/", "language": "", "source": "street fair", "note": ""}
        self.assertEqual(self.browser.post(add, fields).status_code, 302)
        link = ShortLink.objects.get(code="fair")
        count_visit(link)
        page = self.browser.get("/admin/snippets/home/shortlink/?q=fair")
        self.assertContains(page, "/go/fair/")
        self.assertContains(page, "street fair")
        self.browser.post(f"/admin/snippets/home/shortlink/delete/{link.pk}/")
        self.assertFalse(ShortLink.objects.exists())

    def test_an_editor_who_gives_another_site_is_told_so(self):
        fields = {"code": "x", "page": "", "path": "https://example.com/", "language": "", "source": "", "note": ""}
        page = self.browser.post("/admin/snippets/home/shortlink/add/", fields)
        self.assertContains(page, "Only an address of this site")

    def test_others_may_not(self):
        for role in (Role.TRANSLATOR, Role.MEDIATOR):
            self.editor.groups.set([Group.objects.get(name=role.value)])
            self.assertNotEqual(self.browser.get("/admin/snippets/home/shortlink/add/").status_code, 200)
