"""The screens on which editors and translators work on home's pages: they open, preview and save."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import override_settings
from django.urls import reverse
from wagtail.test.utils import WagtailTestUtils
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import ProgramDetails
from portal.common.roles import Role
from tests.home.site import SeededSite


@override_settings(SECOND_FACTOR_REQUIRED=False)
class ReviewerTest(WagtailTestUtils, SeededSite):
    role = Role.REVIEWER

    def setUp(self):
        user = get_user_model().objects.create_user("editor@example.org", "unimportant")
        user.groups.add(Group.objects.get(name=self.role.value))
        self.client.force_login(user)

    def test_pages_open_in_the_editor_with_their_help(self):
        for page, words in ((self.home, "Write for someone"), (self.request_page, "People decide here")):
            self.assertContains(self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])), words)

    def test_translated_pages_open_in_the_translation_editor(self):
        page = self.translated(self.request_page, "hy")
        response = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        self.assertTemplateUsed(response, "wagtail_localize/admin/edit_translation.html")

    def test_the_slug_that_the_world_relies_on_is_not_in_the_form(self):
        response = self.client.get(reverse("wagtailadmin_pages:edit", args=[self.request_page.pk]))
        self.assertNotContains(response, 'name="slug"')

    def test_a_draft_can_be_previewed_in_its_own_language(self):
        for code in ("en", "hy"):
            page = self.request_page if code == "en" else self.translated(self.request_page, code)
            response = self.client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
            self.assertContains(response, f'<html lang="{code}"')
            self.assertContains(response, page.intro)

    def test_the_closing_words_can_be_changed_and_published(self):
        url = reverse("wagtailadmin_pages:edit", args=[self.home.pk])
        data = nested_form_data(
            {
                **{name: getattr(self.home, name) for name in PLAIN_FIELDS},
                "closing_heading": "Ask us anything",
                "steps": streamfield([("step", {"title": "One", "text": "Only one."})]),
                "questions": streamfield([]),
                "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
                "action-publish": "publish",
            }
        )
        self.assertEqual(self.client.post(url, data).status_code, 302)
        self.assertContains(self.client.get("/en/"), "Ask us anything")

    def test_the_programs_details_can_be_listed_and_opened(self):
        listing = self.client.get(reverse("wagtailsnippets_home_programdetails:list"))
        self.assertContains(listing, "Community-Police Mediation Program")
        details = ProgramDetails.objects.get(locale__language_code="en")
        response = self.client.get(reverse("wagtailsnippets_home_programdetails:edit", args=[details.pk]))
        self.assertContains(response, "Every page shows this")


class EditorTest(ReviewerTest):
    role = Role.EDITOR

    def test_the_closing_words_can_be_changed_and_published(self):
        url = reverse("wagtailadmin_pages:edit", args=[self.home.pk])
        self.assertNotContains(self.client.get(url), 'name="action-publish"')


class TranslatorTest(EditorTest):
    role = Role.TRANSLATOR


PLAIN_FIELDS = (
    "title",
    "seo_title",
    "search_description",
    "hero_heading",
    "hero_text",
    "action_label",
    "how_heading",
    "questions_heading",
    "closing_heading",
    "closing_text",
)
