"""The screens on which outreach pages are made and changed, for somebody who may publish."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import override_settings
from django.urls import reverse
from django.utils.timezone import localtime, now
from wagtail.documents import get_document_model
from wagtail.test.utils import WagtailTestUtils
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from outreach.models import (
    EventIndexPage,
    EventPage,
    FaqIndexPage,
    FaqPage,
    GuidePage,
    MaterialIndexPage,
    MaterialPage,
)
from portal.common.blocks import PartsBlock
from portal.common.roles import Role
from tests.outreach.site import SeededOutreach

NO_COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


@override_settings(SECOND_FACTOR_REQUIRED=False)
class PublisherTest(WagtailTestUtils, SeededOutreach):
    def setUp(self):
        user = get_user_model().objects.create_user("publisher@example.org", "unimportant")
        user.groups.add(Group.objects.get(name=Role.REVIEWER.value))
        self.client.force_login(user)

    def create(self, parent, model, fields, publish=True):
        url = reverse("wagtailadmin_pages:add", args=["outreach", model._meta.model_name, parent.pk])
        data = {"comments": NO_COMMENTS, "search_description": "", "seo_title": "", **fields}
        if publish:
            data["action-publish"] = "publish"
        return self.client.post(url, nested_form_data(data))

    def test_a_page_of_every_type_opens_in_the_editor_and_shows_its_preview(self):
        self.add_event()
        self.add_news()
        pages = self.home.get_descendants(inclusive=True).specific()
        for page in {type(page): page for page in pages}.values():
            with self.subTest(page.slug):
                response = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
                self.assertEqual(response.status_code, 200)
                draft = self.client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
                self.assertContains(draft, "<h1")

    def test_a_new_question_offers_the_topics_of_the_list_and_can_be_published(self):
        index = self.page(FaqIndexPage)
        form = self.client.get(reverse("wagtailadmin_pages:add", args=["outreach", "faqpage", index.pk]))
        self.assertContains(form, '<option value="privacy">Privacy</option>', html=True)
        fields = {"title": "May I sing?", "slug": "sing", "answer": rich_text("<p>Yes.</p>"), "topic": "privacy"}
        fields |= {"audience": "both", "related": streamfield([]), "to_confirm": "Ask the choir."}
        self.assertEqual(self.create(index, FaqPage, fields).status_code, 302)
        page = self.client.get("/en/faq/sing/")
        self.assertContains(page, "May I sing?")
        self.assertNotContains(page, "Ask the choir.")
        self.assertContains(self.client.get("/en/faq/"), 'href="/en/faq/sing/"')

    def test_a_question_takes_no_topic_that_the_list_lacks(self):
        fields = {"title": "May I sing?", "slug": "sing", "answer": rich_text("<p>Yes.</p>"), "topic": "music"}
        fields |= {"audience": "both", "related": streamfield([]), "to_confirm": ""}
        self.assertEqual(self.create(self.page(FaqIndexPage), FaqPage, fields).status_code, 200)
        self.assertFalse(FaqPage.objects.filter(slug="sing").exists())

    def event(self, **changes):
        starts = localtime(now()) + timedelta(days=7)
        fields = {
            "title": "Open talk",
            "slug": "talk",
            "intro": rich_text("<p>Come.</p>"),
            "starts_at": starts.strftime("%Y-%m-%d %H:%M"),
            "ends_at": (starts + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M"),
            "status": "planned",
            "place": "Library",
            "address": "",
            "online_url": "",
            "languages_spoken": "English",
            "access": "",
            "no_sign_up": "on",
            "parts": streamfield([]),
        }
        return fields | changes

    def test_an_event_for_next_week_is_in_the_calendar_feed(self):
        self.assertEqual(self.create(self.page(EventIndexPage), EventPage, self.event()).status_code, 302)
        self.assertContains(self.client.get("/en/events/calendar.ics"), "SUMMARY;LANGUAGE=en:Open talk")

    def test_an_event_cannot_end_before_it_starts(self):
        wrong = self.event(ends_at="2020-01-01 10:00")
        for publish in (True, False):
            response = self.create(self.page(EventIndexPage), EventPage, wrong, publish=publish)
            self.assertContains(response, "The event must end after it starts.")

    def test_a_draft_may_lack_its_place_and_a_published_event_may_not(self):
        index, nowhere = self.page(EventIndexPage), self.event(place="")
        self.assertContains(self.create(index, EventPage, nowhere), "Say where it is, or give the online address.")
        self.assertEqual(self.create(index, EventPage, nowhere, publish=False).status_code, 302)

    def test_every_part_can_be_seen_before_it_is_chosen(self):
        for name in ("text", "points", "steps", "notice", "contact"):
            block = PartsBlock().child_blocks[name]
            context = {"self": block.normalize(block.get_preview_value()), "value": block.get_preview_value()}
            self.assertIn("<h2", block.render(block.normalize(block.get_preview_value()), context))

    def test_a_material_shows_every_file_and_the_readers_own_language_first(self):
        document = get_document_model().objects.create(title="Flyer", file="flyer.pdf", file_size=2048)
        files = [("file", {"language": code, "document": document}) for code in ("en", "es")]
        page = MaterialPage(title="Flyer", slug="flyer", intro="<p>Print it.</p>", kind="flyer", files=files)
        material = self.add(self.page(MaterialIndexPage), page)
        spanish = MaterialPage(
            title="Volante", slug="flyer", intro="<p>Para imprimir.</p>", translation_key=material.translation_key
        )
        self.add(self.page(MaterialIndexPage, "es"), spanish)
        shown = self.client.get("/es/materials/flyer/").content.decode()
        self.assertLess(shown.index('hreflang="es"><span'), shown.index('hreflang="en"><span'))

    def test_a_guide_can_be_moved_below_another(self):
        guide = self.add(self.home, GuidePage(title="More", slug="more", intro="<p>More.</p>"))
        guide.move(self.page(GuidePage, slug="how-it-works"), pos="last-child")
        self.assertEqual(self.client.get("/en/how-it-works/more/").status_code, 200)
