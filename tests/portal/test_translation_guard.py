"""The guard before wagtail-localize: who may do what at each of its addresses, and a plain 403 for all others."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import get_resolver, reverse
from wagtail.models import Locale
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation, TranslationSource

from home.models import ProgramDetails, RequestPage
from portal.common.roles import Role
from portal.common.translation_guard import CHECKS
from tests.home.site import SeededSite

HARMLESS = "javascript_catalog"


def localize_names():
    """The names of all addresses of wagtail-localize."""
    admin = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "admin/")
    localize = next(entry for entry in admin.url_patterns if getattr(entry, "namespace", None) == "wagtail_localize")
    return {entry.name for entry in localize.url_patterns}


def person(name, *permissions, role=None):
    user = get_user_model().objects.create_user(f"{name}@example.org", "unimportant", first_name=name)
    own = Group.objects.create(name=name)
    user.groups.add(own)
    for permission in ("wagtailadmin.access_admin", *permissions):
        app_label, _, codename = permission.partition(".")
        own.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    if role is not None:
        user.groups.add(Group.objects.get(name=role.value))
    return user


# The second factor is another test's matter (tests/portal/test_signin.py).
@override_settings(SECOND_FACTOR_REQUIRED=False)
class GuardCase(SeededSite):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.details = ProgramDetails.objects.get(locale__language_code="en")
        cls.translation = cls.translation_of(cls.request_page)
        cls.snippet_translation = cls.translation_of(cls.details)
        cls.draft = RequestPage(title="Secret draft", slug="d", intro="-", start_label="-", live=False)
        cls.home.add_child(instance=cls.draft)

    @staticmethod
    def translation_of(instance):
        return Translation.objects.get(source__object_id=instance.translation_key, target_locale__language_code="es")

    def url(self, name, *args):
        return reverse(f"wagtail_localize:{name}", args=args)

    def probes(self):
        """(name, method, address) for every address that gives or changes something, pages and snippets."""
        page_id = self.translated(self.request_page, "es").pk
        listed = [
            ("submit_page_translation", "get", self.url("submit_page_translation", self.draft.pk)),
            ("submit_page_translation", "post", self.url("submit_page_translation", self.draft.pk)),
            ("submit_snippet_translation", "post", self.snippet_url("submit_snippet_translation", self.details.pk)),
            ("update_translations", "get", self.url("update_translations", self.translation.source_id)),
            ("update_translations", "post", self.url("update_translations", self.snippet_translation.source_id)),
            ("convert_to_alias", "get", self.url("convert_to_alias", page_id)),
            ("translations_report", "get", self.url("translations_report")),
            ("translations_report_results", "get", self.url("translations_report_results")),
            ("snippets_api_listing", "get", self.snippet_url("snippets_api_listing")),
            ("snippets_api_detail", "get", self.snippet_url("snippets_api_detail", self.details.pk)),
        ]
        for translation in (self.translation, self.snippet_translation):
            listed += self.probes_of(translation)
        return listed

    def probes_of(self, translation):
        segment = StringSegment.objects.filter(source=translation.source).first()
        override = OverridableSegment.objects.first()
        return [
            ("edit_string_translation", "put", self.url("edit_string_translation", translation.pk, segment.pk)),
            ("edit_override", "put", self.url("edit_override", translation.pk, override.pk if override else 1)),
            ("download_pofile", "get", self.url("download_pofile", translation.pk)),
            ("upload_pofile", "post", self.url("upload_pofile", translation.pk)),
            ("machine_translate", "post", self.url("machine_translate", translation.pk)),
            ("preview_translation", "get", self.url("preview_translation", translation.pk)),
            ("stop_translation", "post", self.url("stop_translation", translation.pk)),
        ]

    def snippet_url(self, name, *args):
        return self.url(name, "home", "programdetails", *args)

    def statuses(self, user):
        self.client.force_login(user)
        return {(name, method, url): self.send(method, url).status_code for name, method, url in self.probes()}

    def send(self, method, url):
        if method == "put":
            return self.client.put(url, "value=Nuevo", content_type="application/x-www-form-urlencoded")
        if method == "post":
            return self.client.post(url, {"file": SimpleUploadedFile("es.po", b"no PO file")})
        return self.client.get(url)

    def snapshot(self):
        return (
            list(StringTranslation.objects.values_list("pk", "data")),
            list(Translation.objects.values_list("pk", "enabled")),
            list(RequestPage.objects.values_list("pk", "alias_of_id", "live")),
            ProgramDetails.objects.count(),
            [source.last_updated_at for source in TranslationSource.objects.all()],
        )


class RefusedTest(GuardCase):
    def test_every_address_of_this_release_has_a_rule(self):
        self.assertEqual(localize_names(), set(CHECKS))

    def test_every_rule_is_probed(self):
        self.assertEqual({name for name, _, _ in self.probes()} | {HARMLESS}, set(CHECKS))

    @pytest.mark.proves("G1")
    def test_those_without_rights_on_the_content_get_a_plain_403_everywhere_and_change_nothing(self):
        before = self.snapshot()
        for user in (
            person("anybody"),
            person("submitter", "wagtail_localize.submit_translation"),
            person("adder", "home.add_programdetails", "wagtail_localize.submit_translation"),
            person("mediator", role=None),
        ):
            for probe, status in self.statuses(user).items():
                with self.subTest(user=user.first_name, probe=probe):
                    self.assertEqual(status, 403)
        self.assertEqual(self.snapshot(), before)

    def test_no_title_of_a_draft_leaks(self):
        self.client.force_login(person("submitter", "wagtail_localize.submit_translation"))
        for name, method, url in self.probes():
            self.assertNotIn(b"Secret draft", self.send(method, url).content, name)

    def test_an_address_that_the_table_does_not_know_is_refused_even_for_operations(self):
        self.client.force_login(get_user_model().objects.create_superuser("root@example.org", "unimportant"))
        rule = CHECKS.pop("download_pofile")
        try:
            self.assertEqual(self.client.get(self.url("download_pofile", self.translation.pk)).status_code, 403)
        finally:
            CHECKS["download_pofile"] = rule

    def test_strangers_are_sent_to_sign_in(self):
        for name, method, url in self.probes():
            with self.subTest(name=name, url=url):
                response = self.send(method, url)
                self.assertEqual(response.status_code, 302)
                self.assertIn("/login/", response["Location"])

    def test_people_who_may_not_open_the_admin_get_403(self):
        user = get_user_model().objects.create_user("none@example.org", "unimportant")
        self.client.force_login(user)
        self.assertEqual(self.client.get(self.url(HARMLESS)).status_code, 403)


class AllowedTest(GuardCase):
    def test_the_script_texts_are_for_everybody_in_the_admin(self):
        self.client.force_login(person("anybody"))
        self.assertEqual(self.client.get(self.url(HARMLESS)).status_code, 200)

    def test_operations_reach_every_address(self):
        root = get_user_model().objects.create_superuser("root@example.org", "unimportant")
        self.assertNotIn(403, self.statuses(root).values())

    def test_a_translator_drafts_but_does_not_change_what_is_live(self):
        refused = {
            (name, url)
            for (name, _, url), code in self.statuses(person("t", role=Role.TRANSLATOR)).items()
            if code == 403
        }
        self.assertEqual(
            refused,
            {
                ("stop_translation", self.url("stop_translation", self.translation.pk)),
                ("convert_to_alias", self.url("convert_to_alias", self.translated(self.request_page, "es").pk)),
                ("translations_report", self.url("translations_report")),
                ("translations_report_results", self.url("translations_report_results")),
            },
        )

    def test_who_may_publish_may_also_stop_and_mirror(self):
        publisher = person("p", role=Role.REVIEWER)
        refused = {name for (name, _, _), code in self.statuses(publisher).items() if code == 403}
        self.assertEqual(refused, {"translations_report", "translations_report_results"})

    def test_a_translators_text_is_saved_as_reviewed_by_a_person(self):
        self.client.force_login(person("t", role=Role.TRANSLATOR))
        segment = StringSegment.objects.get(source=self.translation.source, context__path="intro")
        response = self.send("put", self.url("edit_string_translation", self.translation.pk, segment.pk))
        self.assertEqual(response.status_code, 200)
        row = StringTranslation.objects.get(context=segment.context, locale__language_code="es")
        self.assertEqual((row.data, row.translation_type), ("Nuevo", "manual"))

    def test_a_live_page_goes_to_another_language_as_a_draft(self):
        self.draft.save_revision().publish()
        self.client.force_login(person("e", role=Role.EDITOR))
        spanish = Locale.objects.get(language_code="es")
        self.client.post(self.url("submit_page_translation", self.draft.pk), {"locales": spanish.pk})
        self.assertFalse(self.draft.get_translation(spanish).live)

    def test_publishing_all_languages_at_once_is_refused_with_words(self):
        self.client.force_login(person("e", role=Role.EDITOR))
        url = self.url("update_translations", self.translation.source_id)
        before = self.snapshot()
        response = self.client.post(url, {"publish_translations": "on"}, follow=True)
        self.assertContains(response, "Publish each language in its own editor")
        self.assertEqual(self.snapshot(), before)

    def test_syncing_alone_is_allowed_and_touches_no_translation(self):
        self.client.force_login(person("e", role=Role.EDITOR))
        page, source = self.translated(self.request_page, "es"), self.translation.source
        synced_before = source.last_updated_at
        self.client.post(self.url("update_translations", source.pk), {})
        self.assertEqual(self.translated(self.request_page, "es").latest_revision_id, page.latest_revision_id)
        source.refresh_from_db()
        self.assertGreater(source.last_updated_at, synced_before)

    def test_what_does_not_exist_is_not_found(self):
        self.client.force_login(person("e", role=Role.EDITOR))
        self.assertEqual(self.client.get(self.url("download_pofile", 999_999), follow=True).status_code, 404)


@override_settings(SECOND_FACTOR_REQUIRED=False)
class ReportsMenuTest(SeededSite):
    def test_the_refused_report_is_in_nobodys_menu_but_operations(self):
        report = reverse("wagtail_localize:translations_report")
        self.client.force_login(person("e", role=Role.EDITOR))
        self.assertNotContains(self.client.get(reverse("wagtailadmin_home")), report)
        self.client.force_login(get_user_model().objects.create_superuser("root@example.org", "unimportant"))
        self.assertContains(self.client.get(reverse("wagtailadmin_home")), report)
