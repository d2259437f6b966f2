"""The admin's first page: what waits for this person, in few queries, and nothing about cases."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from home.models import RequestPage
from home.staff.translation_states import Need, needs_by_language, needy_pages
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, language_of
from portal.common.roles import Role
from tests.base import Resident, person, signed_in
from tests.home.site import SeededSite

MAKE = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
ES = language_of("es")


class DashboardCase(SeededSite):
    def page(self, number, user=None):
        page = RequestPage(
            title=f"Page {number}", slug=f"p{number}", intro="-", start_label="-", locale=self.home.locale
        )
        self.home.add_child(instance=page)
        page.save_revision(user=user).publish()
        return page

    def sent(self, number, user):
        page = self.page(number)
        page.title = f"Changed {number}"
        page.save_revision(user=user)
        page.refresh_from_db()
        page.get_workflow().start(page, user)
        return page


class PanelsTest(DashboardCase):
    def test_an_editor_sees_drafts_and_what_was_sent_and_came_back(self):
        editor, reviewer = person(Role.EDITOR), person(Role.REVIEWER)
        draft = self.page(1)
        draft.title = "Half done"
        draft.save_revision(user=editor)
        self.sent(2, editor)
        back = self.sent(3, editor)
        back.current_workflow_state.current_task_state.reject(user=reviewer, comment="Too long")
        page = signed_in(editor).get("/admin/").content.decode()
        drafts = page.split("Your drafts")[1].split("</section>")[0]
        self.assertIn("Half done", drafts)
        self.assertNotIn("Changed 2", drafts)
        sent = page.split("What you sent for review")[1].split("</section>")[0]
        self.assertIn("not decided", sent)
        self.assertIn("came back: changes asked for", sent)
        self.assertNotIn("Waiting for your review", page)

    def test_a_reviewer_sees_who_sent_what_and_opens_it(self):
        page = self.sent(1, person(Role.EDITOR))
        dashboard = signed_in(person(Role.REVIEWER)).get("/admin/")
        self.assertContains(dashboard, "Waiting for your review")
        self.assertContains(dashboard, "from Editor")
        self.assertContains(dashboard, reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def test_there_is_nothing_about_cases_for_editors(self):
        Resident().sends()
        for role in (Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR):
            page = signed_in(person(role)).get("/admin/").content.decode()
            for word in ("Case", "Referral", "Rosa", "CPM-"):
                self.assertNotIn(word, page)

    def test_others_see_no_panels_of_the_public_site(self):
        self.sent(1, person(Role.EDITOR))
        for role in (Role.ADMINISTRATOR, Role.MEDIATOR, Role.LIAISON, Role.AUDITOR):
            page = signed_in(person(role)).get("/admin/").content.decode()
            for words in ("Translations", "Changed 1", "What you sent"):
                self.assertNotIn(words, page)

    def cost(self, browser):
        ContentType.objects.clear_cache()
        browser.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(browser.get("/admin/").status_code, 200)
        return len(captured)

    def test_it_costs_the_same_with_two_pages_and_with_twenty(self):
        editor, reviewer = person(Role.EDITOR), person(Role.REVIEWER)
        browsers = [signed_in(editor), signed_in(reviewer)]
        for number in range(2):
            self.sent(number, editor)
            self.draft(number, editor)
        before = [self.cost(browser) for browser in browsers]
        for number in range(2, 20):
            self.sent(number, editor)
            self.draft(number, editor)
        self.assertEqual([self.cost(browser) for browser in browsers], before)
        self.assertLessEqual(max(before), 40)

    def draft(self, number, editor):
        page = self.page(f"{number}d")
        page.title = f"Draft {number}"
        page.save_revision(user=editor)
        return page


class TranslationNeedsTest(DashboardCase):
    def needs(self, language=ES):
        return {need: count for need, count in needs_by_language()[language].items() if count}

    def es(self):
        return self.translated(self.request_page, "es")

    def review(self):
        StringTranslation.objects.update(translation_type="manual")
        for page in Page.objects.exclude(locale=self.home.locale).filter(depth__gt=1):
            page.specific.save_revision().publish()

    def republish_source(self, **changes):
        page = RequestPage.objects.get(pk=self.request_page.pk)
        for name, value in changes.items():
            setattr(page, name, value)
        page.save_revision().publish()
        return page

    def republish_es(self):
        translation = Translation.objects.get(
            source__object_id=self.request_page.translation_key, target_locale=spanish()
        )
        with self.captureOnCommitCallbacks(execute=True):
            translation.save_target(publish=True)

    def test_what_a_machine_drafted_is_to_be_reviewed(self):
        self.assertEqual(
            {language: self.needs(language) for language in MAKE}, {language: {Need.MACHINE: 2} for language in MAKE}
        )

    def test_nothing_is_needed_once_everything_is_reviewed(self):
        self.review()
        self.assertEqual({language: self.needs(language) for language in MAKE}, {language: {} for language in MAKE})
        self.assertEqual(needy_pages(ES), [])

    def test_publishing_the_source_again_without_a_change_makes_nothing_outdated(self):
        self.review()
        self.republish_source()
        self.assertEqual(self.needs(), {})

    def test_giving_translators_the_same_words_again_makes_nothing_outdated(self):
        self.review()
        TranslationSource.objects.get(object_id=self.request_page.translation_key).update_from_db()
        self.assertEqual(self.needs(), {})

    def test_a_draft_of_the_source_makes_nothing_outdated(self):
        self.review()
        self.request_page.intro = "New words"
        self.request_page.save_revision()
        self.assertEqual(self.needs(), {})

    def test_changed_words_make_it_outdated_until_it_is_synced_and_published(self):
        self.review()
        page = self.republish_source(intro="New words")
        self.assertEqual(self.needs(), {Need.OUTDATED: 1})
        # Publishing the translation without taking in the change does not help.
        self.es().save_revision().publish()
        self.assertEqual(self.needs(), {Need.OUTDATED: 1})
        source = TranslationSource.objects.get(object_id=page.translation_key)
        source.update_from_db()
        self.assertEqual(self.needs(), {Need.OUTDATED: 1})
        self.republish_es()
        self.assertEqual(self.needs(), {Need.PARTIAL: 1})

    def test_a_page_without_a_version_is_missing_and_a_mirror_is_none(self):
        page = self.page(1)
        self.review()
        self.assertEqual(self.needs(), {Need.MISSING: 1})
        page.copy_for_translation(spanish(), alias=True)
        self.assertEqual(self.needs(), {Need.MISSING: 1})
        self.assertEqual([found.title for found in needy_pages(ES)], ["Page 1"])

    def test_a_translation_that_is_not_published_waits(self):
        page = self.page(1)
        self.review()
        translate_object(page, [spanish()])
        self.assertEqual(self.needs(), {Need.WAITING: 1})

    def test_a_draft_of_the_source_language_needs_no_translation(self):
        self.page(1).unpublish()
        self.review()
        self.assertEqual(self.needs(), {})

    def test_a_page_that_a_person_keeps_by_hand_goes_by_the_dates(self):
        self.review()
        Translation.objects.update(enabled=False)
        self.assertEqual(self.needs(), {})
        self.republish_source(intro="New words")
        self.assertEqual(self.needs(), {Need.OUTDATED: 1})
        self.es().save_revision().publish()
        self.assertEqual(self.needs(), {})

    def test_the_numbers_are_those_of_the_report(self):
        self.page(1)
        self.republish_source(intro="New words")
        for language in MAKE:
            listed = [page.need for page in needy_pages(language)]
            self.assertEqual({need: listed.count(need) for need in Need if need in listed}, self.needs(language))

    def test_the_report_leads_to_where_each_thing_is_done(self):
        page = self.page(1)
        browser = signed_in(person(Role.TRANSLATOR))
        report = browser.get(reverse("translation_needs", args=["es"]))
        self.assertContains(report, reverse("wagtail_localize:submit_page_translation", args=[page.pk]))
        self.assertContains(report, reverse("wagtailadmin_pages:edit", args=[self.es().pk]))
        self.assertContains(report, "Not reviewed")
        for code in ("en", "xx"):
            self.assertEqual(browser.get(reverse("translation_needs", args=[code])).status_code, 404)

    def test_others_may_not_open_the_report(self):
        for role in (Role.ADMINISTRATOR, Role.MEDIATOR, Role.LIAISON, Role.AUDITOR):
            response = signed_in(person(role)).get(reverse("translation_needs", args=["es"]))
            self.assertNotEqual(response.status_code, 200)
            self.assertNotIn("Not reviewed", response.content.decode())

    def test_the_numbers_take_few_queries_however_much_changed(self):
        with CaptureQueriesContext(connection) as few:
            needs_by_language()
        for number in range(10):
            self.page(number).copy_for_translation(spanish())
        for page in RequestPage.objects.filter(locale=self.home.locale):
            page.intro = "New words"
            page.save_revision().publish()
        with CaptureQueriesContext(connection) as many:
            needs_by_language()
        self.assertLessEqual((len(few), len(many)), (2, 8))


def spanish():
    return Locale.objects.get(language_code="es")


class TimeTest(DashboardCase):
    def test_an_old_page_is_not_outdated_for_being_old(self):
        long_ago = now() - timedelta(days=900)
        Page.objects.filter(locale=self.home.locale).update(last_published_at=long_ago)
        self.assertEqual(needs_by_language()[ES][Need.OUTDATED], 0)
