"""The home page and the start page: what they show, where they may stand, and what they cost."""

import re

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, RequestPage
from portal.common.languages import language_of
from portal.common.pages import BasePage, address
from tests.base import keeping_values
from tests.home.site import CODES, SeededSite

PARTS = ("what", "who_sees", "time", "prepare", "other_ways")


class HomePageTest(SeededSite):
    @pytest.mark.proves("UX-02")
    def test_the_one_action_leads_to_the_start_page_in_every_language(self):
        for code in CODES:
            main = self.client.get(f"/{code}/").content.decode().split("<main")[1].split("</main>")[0]
            self.assertEqual(set(re.findall(r'class="button[^"]*" href="([^"]*)"', main)), {f"/{code}/request/"})

    def test_it_shows_four_steps_and_three_questions(self):
        response = self.client.get("/hy/")
        self.assertEqual(len(response.context["steps"]), 4)
        for pair in response.context["questions"]:
            self.assertContains(response, pair["answer"])
        self.assertEqual(len(response.context["questions"]), 3)


class RequestPageTest(SeededSite):
    @pytest.mark.proves("UX-01")
    def test_it_has_its_five_parts_in_every_language(self):
        for code in CODES:
            page = self.client.get(f"/{code}/request/").content.decode()
            for key in PARTS:
                with self.subTest(code=code, key=key):
                    self.assertEqual(page.count(f'<h2 id="{key}">'), 1)
                    self.assertIn(f'href="#{key}"', page)

    @pytest.mark.proves("UX-03")
    def test_danger_and_complaint_come_before_the_button_in_every_language(self):
        for code in CODES:
            page = self.client.get(f"/{code}/request/").content.decode()
            places = [page.index(mark) for mark in ('id="urgent"', "911", 'id="complaint"', 'href="#help-title"')]
            self.assertLess(max(places), page.index(f'class="button" href="/{code}/referral/new/"'))
            self.assertIn('id="help-title"', page)

    @pytest.mark.proves("UX-02")
    def test_it_has_one_button_and_it_begins_the_questions(self):
        for code in CODES:
            main = self.client.get(f"/{code}/request/").content.decode().split("<main")[1].split("</main>")[0]
            self.assertEqual(re.findall(r'class="button[^"]*" href="([^"]*)"', main), [f"/{code}/referral/new/"])

    @pytest.mark.proves("UX-31")
    def test_it_says_before_the_first_step_that_one_can_stop_and_come_back_in_every_language(self):
        for code in CODES:
            page = self.client.get(f"/{code}/request/").content.decode()
            time = page.split('<h2 id="time">')[1].split("<h2")[0]
            self.assertIn(str(settings.DRAFT_DAYS), time)
            self.assertIn(f'href="/{code}/resume/"', page.split("<main")[1].split("</main>")[0])

    @pytest.mark.proves("UX-08")
    def test_each_page_has_one_main_heading_and_no_id_twice(self):
        for path in ("/en/", "/zh-hans/request/"):
            page = self.client.get(path).content.decode()
            self.assertEqual(page.count("<h1"), 1)
            ids = re.findall(r'\sid="([^"]+)"', page)
            self.assertEqual(len(ids), len(set(ids)))


class TreeTest(SeededSite):
    def test_a_page_type_that_names_no_place_can_be_made_nowhere(self):
        self.assertEqual((BasePage.parent_page_types, BasePage.subpage_types), ([], []))

    def test_each_type_has_its_one_place(self):
        self.assertEqual(HomePage.allowed_parent_page_models(), [Page])
        self.assertEqual(RequestPage.allowed_parent_page_models(), [HomePage])
        self.assertIn(RequestPage, HomePage.allowed_subpage_models())
        self.assertEqual(RequestPage.allowed_subpage_models(), [])

    def test_a_second_home_or_start_page_cannot_be_made(self):
        self.assertFalse(HomePage.can_create_at(Page.get_first_root_node()))
        self.assertFalse(RequestPage.can_create_at(self.home))

    def test_an_address_comes_from_the_place_in_the_tree(self):
        self.assertEqual(address("/home-zh-hant/", language_of("zh-hant")), "/zh-hant/")
        self.assertEqual(address("/home/guide/first/", language_of("en")), "/en/guide/first/")

    def test_our_addresses_are_those_that_wagtail_gives(self):
        for page in [*HomePage.objects.all(), *RequestPage.objects.all()]:
            self.assertEqual(address(page.url_path, language_of(page.locale.language_code)), page.url)


class RoutingTest(SeededSite):
    def below(self, parent, slug):
        page = RequestPage(title=slug, slug=slug, intro="-", start_label="-", locale=parent.locale)
        parent.add_child(instance=page)
        return page

    def test_it_finds_a_page_at_any_depth(self):
        deep = self.below(self.below(self.request_page, "one"), "two")
        response = self.client.get("/en/request/one/two/")
        self.assertEqual(response.context["page"], deep)
        self.assertIsInstance(response.context["page"], RequestPage)

    def test_a_page_of_another_type_is_served_as_its_own_type(self):
        plain = Page(title="Plain", slug="plain", locale=self.home.locale)
        self.home.add_child(instance=plain)
        request = self.client.get("/en/request/").wsgi_request
        self.assertEqual(self.home.route_below(request, ["plain"]).page, plain)

    def test_a_draft_is_not_found(self):
        self.below(self.home, "draft").unpublish()
        self.assertEqual(self.client.get("/en/draft/").status_code, 404)

    def test_a_restricted_page_sends_strangers_to_sign_in(self):
        PageViewRestriction.objects.create(page=self.request_page, restriction_type=PageViewRestriction.LOGIN)
        deep = self.below(self.request_page, "deep")
        for path in ("/en/request/", "/en/request/deep/"):
            response = self.client.get(path)
            self.assertEqual(response.status_code, 302)
            self.assertIn("login", response["Location"])
        self.assertEqual(self.client.get("/es/request/").status_code, 200)
        self.assertTrue(deep.get_view_restrictions().exists())

    def test_an_alias_takes_the_restriction_of_the_page_it_mirrors(self):
        alias = self.translated(self.request_page, "hy")
        alias.alias_of_id = self.request_page.pk
        alias.save(clean=False)
        PageViewRestriction.objects.create(page=self.request_page, restriction_type=PageViewRestriction.LOGIN)
        self.assertEqual(self.client.get("/hy/request/").status_code, 302)

    def test_a_restricted_home_page_closes_all_below_it(self):
        PageViewRestriction.objects.create(page=self.home, restriction_type=PageViewRestriction.LOGIN)
        for path in ("/en/", "/en/request/"):
            self.assertEqual(self.client.get(path).status_code, 302)


class CostTest(SeededSite):
    def queries(self, path):
        ContentType.objects.get_for_models(Page, HomePage, RequestPage)
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(self.client.get(path).status_code, 200)
        return len(captured)

    def test_a_page_costs_three_queries_in_every_language_once_the_process_knows_the_site(self):
        with keeping_values():
            for path in ("/en/", "/en/request/", "/es/", "/zh-hant/request/"):
                self.queries(path)
                self.assertLessEqual(self.queries(path), 3, path)

    def test_a_process_that_does_not_know_the_site_pays_five_more(self):
        for path in ("/en/", "/en/request/", "/es/", "/zh-hant/request/"):
            self.assertLessEqual(self.queries(path), 8, path)

    def test_the_cost_does_not_grow_with_pages_depth_or_blocks(self):
        before = self.queries("/en/request/")
        parent = self.request_page
        for number in range(20):
            page = RequestPage(title="x", slug=f"x{number}", intro="-", start_label="-", locale=parent.locale)
            parent.add_child(instance=page)
            if number % 5 == 0:
                parent = page
        self.request_page.refresh_from_db()
        self.request_page.sections = [
            (block.block_type, block.value) for _ in range(2) for block in self.request_page.sections
        ]
        self.request_page.save()
        self.assertEqual(self.queries("/en/request/"), before)
        self.assertEqual(self.queries(f"/en/request{parent.url_path.split('/request')[1]}"), before)
