"""What search engines and link previews find: sitemap, robots, data about pages, social cards; and what they do not."""

import json
import re
from datetime import UTC, datetime
from unittest import mock
from xml.etree import ElementTree

import pytest
from django.test import SimpleTestCase
from wagtail.models import PageViewRestriction

from home.models import ProgramDetails, RequestPage
from portal.common import finding
from portal.common.languages import BY_CODE, LANGUAGES, language_of
from portal.common.seo import EventFacts, card_locale, event, json_ld
from tests.base import Resident
from tests.home.site import CODES, SeededSite

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


class SitemapTest(SeededSite):
    def sitemap(self, address="/sitemap.xml"):
        response = self.client.get(address)
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "application/xml"))
        return ElementTree.fromstring(response.content)

    def listed(self):
        found = {}
        for url in self.sitemap().iter(f"{SITEMAP}url"):
            links = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
            found[url.find(f"{SITEMAP}loc").text] = links
        return found

    def test_it_lists_every_page_in_every_language_with_all_its_languages(self):
        listed = self.listed()
        for code in CODES:
            links = listed[f"http://testserver/{code}/request/"]
            self.assertEqual(links.keys(), {language.tag for language in LANGUAGES} | {"x-default"})
            self.assertEqual(links[BY_CODE[code].tag], f"http://testserver/{code}/request/")
            self.assertEqual(links["x-default"], "http://testserver/en/request/")

    def test_the_links_are_those_on_the_pages(self):
        for url, links in self.listed().items():
            page = self.client.get(url.removeprefix("http://testserver")).content.decode()
            on_page = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
            self.assertEqual(on_page, links, url)
            self.assertIn(f'<link rel="canonical" href="{url}">', page)

    def test_drafts_mirrored_and_private_pages_are_not_listed(self):
        self.translated(self.request_page, "es").unpublish()
        mirrored = self.translated(self.request_page, "hy")
        mirrored.alias_of_id = self.request_page.pk
        mirrored.save(clean=False)
        PageViewRestriction.objects.create(
            page=self.translated(self.home, "zh-hans"), restriction_type=PageViewRestriction.LOGIN
        )
        listed = self.listed()
        for path in ("es/request", "hy/request", "zh-hans/request", "zh-hans"):
            self.assertNotIn(f"http://testserver/{path}/", listed)
        links = listed["http://testserver/en/request/"]
        self.assertFalse({"es", "hy", "zh-Hans"} & links.keys())

    def test_many_pages_are_parted_into_files_that_an_index_names(self):
        everything = set(self.listed())
        with mock.patch.object(finding, "PAGES_PER_FILE", 1):
            parts = [part.text for part in self.sitemap().iter(f"{SITEMAP}loc")]
            found = []
            for part in parts:
                found += [
                    loc.text for loc in self.sitemap(part.removeprefix("http://testserver")).iter(f"{SITEMAP}loc")
                ]
        self.assertEqual(parts[0], "http://testserver/sitemap.xml?p=1")
        self.assertEqual((set(found), len(found)), (everything, len(everything)))

    def test_a_file_that_is_not_there_is_a_404(self):
        for part in ("0", "99", "x", "-1", "%00"):
            self.assertEqual(self.client.get(f"/sitemap.xml?p={part}").status_code, 404, part)

    def test_its_cost_does_not_grow_with_pages(self):
        self.sitemap()
        with self.assertNumQueries(4):
            self.sitemap()

    def test_robots_leave_private_addresses_alone_and_know_the_sitemap(self):
        text = self.client.get("/robots.txt").content.decode()
        for path in ("/admin/", "/accounts/", "/go/", "/hy/referral/", "/es/my/", "/zh-hant/survey/", "/en/resume/"):
            self.assertIn(f"Disallow: {path}\n", text)
        self.assertIn("Sitemap: http://testserver/sitemap.xml\n", text)


class DataTest(SeededSite):
    def graph(self, address):
        (block,) = BLOCK.findall(self.client.get(address).content.decode())
        data = json.loads(block)
        self.assertEqual(data["@context"], "https://schema.org")
        return {item["@type"]: item for item in data["@graph"]}

    def test_the_home_page_tells_of_the_organization_and_its_service(self):
        for code in CODES:
            graph = self.graph(f"/{code}/")
            self.assertEqual(graph.keys(), {"Organization", "GovernmentService"})
            self.assertEqual(graph["Organization"]["telephone"], "+16265550100")
            service = graph["GovernmentService"]
            self.assertEqual(service["url"], f"http://testserver/{code}/request/")
            self.assertEqual(service["availableChannel"]["availableLanguage"], [language.tag for language in LANGUAGES])
        self.assertEqual(self.graph("/zh-hans/")["Organization"]["areaServed"]["name"], "帕萨迪纳市")

    def test_every_other_page_tells_the_way_to_it(self):
        deep = RequestPage(title="Deep", slug="deep", intro="-", start_label="-", locale=self.home.locale)
        self.request_page.add_child(instance=deep)
        steps = self.graph("/en/request/deep/")["BreadcrumbList"]["itemListElement"]
        self.assertEqual([step["position"] for step in steps], [1, 2, 3])
        self.assertEqual([step["name"] for step in steps], ["Home", self.request_page.title, "Deep"])
        self.assertEqual(
            [step["item"] for step in steps],
            [f"http://testserver/en/{path}" for path in ("", "request/", "request/deep/")],
        )
        self.assertIn("GovernmentService", self.graph("/en/request/"))

    @pytest.mark.proves("G3")
    def test_no_text_can_end_the_block(self):
        ProgramDetails.objects.filter(locale__language_code="en").update(city="</script><script>alert(1)</script>&")
        self.assertEqual(
            self.graph("/en/")["Organization"]["areaServed"]["name"], "</script><script>alert(1)</script>&"
        )
        self.assertNotIn("<script>alert", self.client.get("/en/").content.decode())

    def test_the_social_card_is_ours_and_in_the_language_of_the_page(self):
        page = self.client.get("/hy/request/").content.decode()
        card = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', page))
        self.assertEqual(card["og:url"], "http://testserver/hy/request/")
        self.assertEqual(card["og:locale"], "hy_AM")
        self.assertEqual(card["og:image"], "http://testserver/static/img/card.png")
        self.assertTrue(card["og:title"])
        self.assertTrue(card["og:site_name"])
        self.assertEqual(self.client.get("/static/img/card.png").status_code, 200)


class NotForSearchTest(SeededSite):
    def test_peoples_own_pages_and_staff_pages_say_noindex(self):
        resident = Resident("es")
        page = resident.opens("who")
        self.assertContains(page, '<meta name="robots" content="noindex">')
        for response in (
            page,
            self.client.get("/admin/"),
            self.client.get("/hy/survey/x/"),
            self.client.get("/hy/my/"),
        ):
            self.assertEqual(response["X-Robots-Tag"], "noindex")

    def test_public_pages_do_not(self):
        page = self.client.get("/es/request/")
        self.assertNotContains(page, "noindex")
        self.assertNotIn("X-Robots-Tag", page)


class PartsTest(SimpleTestCase):
    facts = EventFacts(
        name="Evening",
        url="https://x.example/en/events/evening/",
        starts_at=datetime(2026, 7, 1, 18, tzinfo=UTC),
        ends_at=datetime(2026, 7, 1, 19, tzinfo=UTC),
        language=language_of("zh-hant"),
        place="Library",
        state="EventCancelled",
    )

    def test_an_event_says_when_where_and_whether_it_takes_place(self):
        data = event(self.facts)
        self.assertEqual(data["eventStatus"], "https://schema.org/EventCancelled")
        self.assertEqual(data["inLanguage"], "zh-Hant")
        self.assertEqual(data["location"], [{"@type": "Place", "name": "Library"}])
        self.assertEqual(data["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode")
        self.assertEqual(data["startDate"], "2026-07-01T18:00:00+00:00")

    def test_without_anything_to_say_there_is_no_block(self):
        self.assertEqual(json_ld([]), "")

    def test_card_locales_are_a_language_and_a_place(self):
        self.assertEqual(
            [card_locale(language) for language in LANGUAGES], ["en_US", "es_US", "hy_AM", "zh_TW", "zh_CN"]
        )
