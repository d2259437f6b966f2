"""A side in its own space reads and changes how it is reached, what is safe, its language and what it needs."""

from unittest import mock

import pytest
from django.core import mail
from django.test import TestCase
from django.utils import timezone

from intake.constants import Channel, DutyKind, LetterKind, Path, Side
from intake.models import Case, CaseEvent, ContactTrace, Duty, Notification, Party
from intake.notifications import queue_letter
from intake.questions.details import TOPICS, path_of
from intake.questions.question import Kind
from intake.services.party import answers_of
from intake.services.people import language_asked
from intake.services.stopping import heed
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.intake.services.consents import asking, sides_of
from tests.intake.spaces import in_space
from tests.intake.staff.test_merge import filled_in
from tests.intake.views.test_space import STATUS, main_of
from tests.letters import deliver_all
from tests.sessions import a_mediator, a_place, a_scheduled_case

DETAILS = "/en/my/details/"
ANSWERS = {"voicemail": "no", "text_message": "yes", "avoid": "Mornings, my brother picks up"}


def values_of(page):
    """What a browser sends for the form of a page as it stands."""
    form = page.context["form"]
    found = {bound.html_name: bound.value() for bound in form}
    return {name: "" if value is None else value for name, value in found.items()}


class DetailsTestCase(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.community, self.employee = asking(self.staff, answers=ANSWERS)
        self.client = in_space(self.community, self.staff)

    def opened(self, topic, client=None, page_in="en"):
        return values_of((client or self.client).get(f"/{page_in}/my/details/{topic}/"))

    def changes(self, topic, client=None, page_in="en", **answers):
        """Opens a topic, types these answers and saves."""
        data = self.opened(topic, client, page_in) | answers
        return (client or self.client).post(f"/{page_in}/my/details/{topic}/", data)

    def known(self, party=None):
        return answers_of(Party.objects.get(pk=(party or self.community).pk))


class SummaryTests(DetailsTestCase):
    @pytest.mark.proves("UX-47")
    def test_an_interpreter_and_every_change_are_one_click_from_where_things_stand(self):
        page = main_of(self.client.get(STATUS))
        links = {link["href"]: link.text for link in page.select("a[href]")}
        self.assertEqual(links["/en/my/details/languages/"], "Ask for an interpreter")
        for address in (DETAILS, "/en/my/delete/", "/en/my/step-back/"):
            self.assertIn(address, links)
        self.assertContains(self.client.get("/en/my/details/languages/"), 'name="interpreter"')

    def test_it_shows_enough_to_recognize_and_too_little_to_use(self):
        page = main_of(self.client.get(DETAILS)).text
        self.assertIn("A number that ends in 42", page)
        self.assertIn("r…@example.org", page)
        for secret in ("555", "rosa@", "brother", "Mornings"):
            self.assertNotIn(secret, page)

    def test_every_topic_has_its_questions_a_way_to_change_and_what_is_not_known(self):
        main = main_of(self.client.get(DETAILS))
        self.assertEqual(len(main.select(".summary-section")), len(TOPICS))
        asked = sum(len(topic.page.questions) for topic in TOPICS) - 1
        self.assertEqual((len(main.select("dt")), len(main.select("dd.change a"))), (asked, asked))
        self.assertIn("Not provided", main.text)
        for link in {link["href"] for link in main.select("dd.change a")}:
            self.assertEqual(self.client.get(link).status_code, 200)

    def test_it_reads_in_every_language_and_is_kept_nowhere(self):
        for language in LANGUAGES:
            for page in ("details/", *(f"details/{topic.page.name}/" for topic in TOPICS), "delete/"):
                answer = self.client.get(f"/{language.code}/my/{page}")
                self.assertContains(answer, f'<html lang="{language.tag}"')
                self.assertEqual((answer["Cache-Control"], answer["X-Robots-Tag"]), ("no-store, private", "noindex"))

    def test_looking_is_recorded_and_changes_nothing(self):
        before = AuditEvent.objects.count()
        for page in (DETAILS, f"{DETAILS}contact/"):
            self.client.get(page)
        found = AuditEvent.objects.order_by("-pk")[: AuditEvent.objects.count() - before]
        self.assertEqual([(each.verb, "contact" in each.fields) for each in found], [("view", True)] * 2)
        self.assertEqual(CaseEvent.objects.filter(move__startswith="own_").count(), 0)

    def test_the_police_employee_reads_words_of_their_own(self):
        page = in_space(self.employee, self.staff).get(f"{DETAILS}support/")
        self.assertContains(page, "Would you like to bring a representative, or someone you trust?")
        self.assertNotContains(self.client.get(f"{DETAILS}support/"), "representative")

    def test_an_unknown_topic_is_not_there(self):
        self.assertEqual(self.client.get(f"{DETAILS}nobody/").status_code, 404)
        self.assertEqual(self.client.post(f"{DETAILS}nobody/", {"name": "x"}).status_code, 404)


class ChangeTests(DetailsTestCase):
    def test_each_topic_stores_its_own_answers_and_no_others(self):
        for topic, answers in (
            ("name", {"name": "Rosa Maria Invented"}),
            ("contact", {"phone": "626 555 0199", "email": "", "address": "1 Elm\r\nPasadena"}),
            ("safe-contact", {"voicemail": "yes", "text_message": "no", "may_name_program": "no"}),
            ("best-way", {"best_way": "post", "avoid": ""}),
            ("languages", {"spoken": "other", "spoken_other": "Lao", "reading": "aloud", "interpreter": "yes"}),
            ("access", {"access": ["captions", "breaks"], "access_more": "A seat by the door"}),
            ("support", {"support_person": "yes"}),
            ("availability", {"times": ["weekend"], "meeting": "video", "practical": ["transport", "childcare"]}),
        ):
            before = self.known()
            with self.subTest(topic):
                self.assertRedirects(self.changes(topic, **answers), f"{DETAILS}?done=saved")
                stored = {key: value for key, value in before.items() if key not in answers}
                stored |= {key: value for key, value in answers.items() if value}
                if topic == "contact":
                    stored |= {"phone": "+16265550199", "address": "1 Elm\nPasadena"}
                self.assertEqual(self.known(), stored)
                self.assertContains(self.client.get(f"{DETAILS}?done=saved"), "Your change is stored.")

    def test_another_language_has_a_name_only_while_it_is_spoken(self):
        self.assertContains(self.changes("languages", spoken="other"), "Write the name of the language.")
        self.changes("languages", spoken="other", spoken_other="Lao")
        self.changes("languages", spoken="ko")
        self.assertNotIn("spoken_other", self.known())

    def test_one_way_to_reach_them_has_to_remain(self):
        page = self.changes("contact", phone="", email="", address=" ")
        self.assertContains(page, "Give us one way to reach you: phone, email or post.")
        self.assertEqual(self.known()["email"], "rosa@example.org")

    def test_what_is_wrong_is_said_in_the_persons_language_and_nothing_is_lost(self):
        before, events = self.known(), CaseEvent.objects.count()
        wrong = {
            Kind.NAME: ("x" * 10_000, "a\x00b"),
            Kind.TEXT: ("x" * 10_000, "a\x00b", "\N{REPLACEMENT CHARACTER}"),
            Kind.LONG_TEXT: ("x" * 10_000, "a\x00b"),
            Kind.PHONE: ("x" * 10_000, "12", "a\x00b"),
            Kind.EMAIL: ("x" * 10_000, "rosa", "rosa@[127.0.0.1]", "a\x00@example.org"),
            Kind.CHOICE: ("x" * 10_000, "nothing", "\x00"),
            Kind.LIST: ("nothing", "\x00"),
            Kind.CHOICES: (["nothing"], ["\x00", "x" * 10_000]),
        }
        for topic in TOPICS:
            for question in topic.page.questions:
                for value in wrong[question.kind]:
                    for language in ("en", "hy"):
                        with self.subTest(question.key, value=str(value)[:20], language=language):
                            page = self.changes(topic.page.name, page_in=language, **{question.key: value})
                            self.assertContains(page, "error-summary")
                            self.assertEqual(page.context["form"].data.getlist(question.key)[0], self.first(value))
        self.assertEqual((self.known(), CaseEvent.objects.count()), (before, events))

    def first(self, value):
        return value[0] if isinstance(value, list) else value

    def test_a_required_answer_that_is_missing_says_so(self):
        page = self.client.post(f"{DETAILS}safe-contact/", {})
        self.assertContains(page, "Choose whether we may leave a message.")
        self.assertContains(page, "Choose whether we may send you text messages.")

    @pytest.mark.proves("UX-40")
    def test_the_same_twice_is_one_change(self):
        data = self.opened("contact") | {"phone": "626 555 0199"}
        for _ in range(2):
            self.assertRedirects(self.client.post(f"{DETAILS}contact/", data), f"{DETAILS}?done=saved")
        self.assertEqual(CaseEvent.objects.filter(move="own_contact").count(), 1)

    def test_saving_without_a_change_tells_nobody(self):
        version = Case.objects.get(pk=self.case.pk).version
        for topic in TOPICS:
            self.changes(topic.page.name)
        self.assertFalse(CaseEvent.objects.filter(move__startswith="own_").exists())
        self.assertEqual(Case.objects.get(pk=self.case.pk).version, version)

    def test_the_search_finds_the_case_by_the_new_number(self):
        before = ContactTrace.objects.filter(referral=self.case.referral, kind="phone").count()
        self.changes("contact", phone="626 555 0199")
        self.assertEqual(ContactTrace.objects.filter(referral=self.case.referral, kind="phone").count(), before + 1)

    def test_staff_see_that_and_never_what_in_log_and_timeline_and_nothing_goes_to_the_old_address(self):
        deliver_all()
        mail.outbox.clear()
        words = {"email": "canary-new@example.org", "phone": "626 555 0177", "address": "Canary Street"}
        with self.assertNoLogs("intake", "WARNING"):
            self.changes("contact", **words)
            self.changes("best-way", avoid="Canary times")
        deliver_all()
        self.assertEqual(mail.outbox, [])
        rows = repr(list(AuditEvent.objects.values())) + repr(list(CaseEvent.objects.values()))
        for word in ("canary", "Canary", "5550177"):
            self.assertNotIn(word, rows)
        page = main_of(signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/"))
        timeline = page.select_one(".case-timeline").text
        self.assertIn("Changed their contact details (Community member)", timeline)
        self.assertIn("Changed what is safe for them (Community member)", timeline)
        self.assertNotIn("Canary", timeline)

    def test_a_change_after_the_end_is_no_reason_of_the_end(self):
        self.client.post("/en/my/step-back/")
        in_space(self.employee, self.staff).post("/en/my/step-back/")
        self.changes("best-way", best_way="post")
        page = signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/")
        self.assertEqual(page.context["ended_as"], "A side withdrew")

    def test_the_other_side_and_a_closed_space_change_nothing(self):
        self.changes("best-way", in_space(self.employee, self.staff), best_way="post", avoid="x")
        self.assertNotEqual(self.known().get("best_way"), "post")
        data = self.opened("contact") | {"phone": "626 555 0199"}
        self.client.post("/en/leave/")
        self.assertRedirects(self.client.post(f"{DETAILS}contact/", data), "/en/my/?refusal=over")
        self.assertEqual(self.known()["phone"], "+16265550142")


class MergeTests(DetailsTestCase):
    def staff_changes(self, **answers):
        address = f"/admin/cases/{self.case.pk}/party/community/"
        browser = signed_in(self.staff)
        self.assertEqual(browser.post(address, filled_in(browser.get(address)) | answers).status_code, 302)

    def test_what_each_changed_stands_where_they_changed_different_things(self):
        data = self.opened("contact") | {"phone": "626 555 0199"}
        self.staff_changes(email="new@example.org")
        self.assertRedirects(self.client.post(f"{DETAILS}contact/", data), f"{DETAILS}?done=saved")
        known = self.known()
        self.assertEqual((known["phone"], known["email"]), ("+16265550199", "new@example.org"))

    def test_where_both_changed_the_same_the_person_sees_it_and_decides(self):
        data = self.opened("contact") | {"phone": "626 555 0199"}
        self.staff_changes(phone="626 555 0111", email="new@example.org")
        page = self.client.post(f"{DETAILS}contact/", data)
        self.assertContains(page, "We changed this while your page was open. It is now: (626) 555-0111.")
        self.assertEqual(self.known()["phone"], "+16265550111")
        again = values_of(page)
        self.assertEqual((again["phone"], again["email"]), ("626 555 0199", "new@example.org"))
        self.assertRedirects(self.client.post(f"{DETAILS}contact/", again), f"{DETAILS}?done=saved")
        known = self.known()
        self.assertEqual((known["phone"], known["email"]), ("+16265550199", "new@example.org"))

    def test_a_form_that_does_not_know_what_it_showed_asks_before_it_writes(self):
        for seen in ("", "phone.", "\x00" * 3, "x" * 10_000):
            page = self.client.post(f"{DETAILS}contact/", {"phone": "626 555 0199", "seen": seen})
            self.assertContains(page, "We changed this while your page was open.")
        self.assertEqual(self.known()["phone"], "+16265550142")

    def test_the_last_way_is_not_lost_between_the_two(self):
        data = self.opened("contact") | {"phone": ""}
        self.staff_changes(email="")
        self.assertContains(self.client.post(f"{DETAILS}contact/", data), "error-summary")
        self.assertEqual(self.known()["phone"], "+16265550142")

    def test_staff_who_opened_the_form_before_see_both(self):
        address, browser = f"/admin/cases/{self.case.pk}/party/community/", signed_in(self.staff)
        form = filled_in(browser.get(address)) | {"phone": "626 555 0111"}
        self.changes("contact", phone="626 555 0199")
        self.assertContains(browser.post(address, form), "+16265550199", status_code=409)
        self.assertEqual(self.known()["phone"], "+16265550199")


class NameTests(DetailsTestCase):
    def test_letters_staff_and_the_search_take_the_new_name_and_the_timeline_says_that_and_not_what(self):
        traces = ContactTrace.objects.filter(referral=self.case.referral, kind="name").count()
        self.assertRedirects(self.changes("name", name="Ռոզա Հորինված"), f"{DETAILS}?done=saved")
        party = Party.objects.select_related("case", "consent").get(pk=self.community.pk)
        self.assertIn("Ռոզա", queue_letter(party, LetterKind.CLOSED, key="after the change").body)
        page = main_of(signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/"))
        self.assertIn("Ռոզա Հորինված", page.text)
        self.assertIn("Changed their name (Community member)", page.select_one(".case-timeline").text)
        self.assertGreater(ContactTrace.objects.filter(referral=self.case.referral, kind="name").count(), traces)
        rows = repr(list(AuditEvent.objects.values())) + repr(list(CaseEvent.objects.values()))
        self.assertNotIn("Հորինված", rows)
        self.assertContains(self.client.get("/en/my/letters/"), "You changed your name")

    def test_the_summary_says_what_letters_say_and_a_name_is_needed(self):
        self.changes("name", name="Rosa Maria Invented")
        page = self.client.get(DETAILS)
        self.assertContains(page, "In our letters: Rosa")
        self.assertNotContains(page, "Invented")
        self.assertContains(self.changes("name", name=" "), "Enter your name.")

    def test_what_others_wrote_about_the_name_of_a_side_shows_nowhere(self):
        self.employee.name = "Officer Canary, the tall one"
        self.employee.save()
        employee = in_space(self.employee, self.staff)
        forged = employee.post(f"{DETAILS}name/", {"name": "Sam Okafor", "seen": ""})
        self.assertContains(forged, "It is now: Officer.")
        for page in (employee.get(DETAILS), employee.get(f"{DETAILS}name/"), forged):
            self.assertNotContains(page, "Canary")
        self.changes("name", employee, name="Sam Okafor")
        self.assertEqual(self.known(self.employee)["name"], "Sam Okafor")


class LanguageTests(DetailsTestCase):
    def test_the_queue_follows_the_language_of_the_side_that_asked(self):
        self.changes("language", in_space(self.employee, self.staff), language="zh-hant")
        self.assertEqual(Case.objects.get(pk=self.case.pk).language, "es")
        self.changes("language", language="hy")
        self.assertEqual(Case.objects.get(pk=self.case.pk).language, "hy")
        staff = signed_in(self.staff)
        self.assertContains(staff.get("/admin/cases/?language=hy"), self.case.referral.reference)
        self.assertNotContains(staff.get("/admin/cases/?language=es"), self.case.referral.reference)
        address = f"/admin/cases/{self.case.pk}/party/community/"
        staff.post(address, filled_in(staff.get(address)) | {"language": "zh-hans"})
        self.assertEqual(Case.objects.get(pk=self.case.pk).language, "zh-hans")

    def test_a_case_begins_in_the_language_of_the_side_that_asks(self):
        self.assertEqual(language_asked(Path.SELF, {"reading": "hy"}, "es"), "es")
        self.assertEqual(language_asked(Path.CITY, {"reading": "hy"}, "en"), "hy")
        self.assertEqual(language_asked(Path.CITY, {}, "en"), "en")

    def test_letters_and_mail_and_the_page_follow_the_language(self):
        answer = self.changes("language", language="hy")
        self.assertRedirects(answer, "/hy/my/details/?done=language")
        self.assertEqual((self.known()["language"], self.known()["reading"]), ("hy", "hy"))
        deliver_all()
        mail.outbox.clear()
        party = Party.objects.select_related("case", "consent").get(pk=self.community.pk)
        letter = queue_letter(party, LetterKind.CLOSED, key="after the change")
        deliver_all()
        self.assertEqual(letter.language, "hy")
        self.assertRegex(letter.body, "[ա-ֆ]")
        self.assertIn("/hy/my/", mail.outbox[0].body)

    def test_what_they_like_to_read_is_what_we_write_in_as_far_as_we_can(self):
        self.assertRedirects(self.changes("languages", reading="zh-hans"), "/zh-hans/my/details/?done=language")
        self.assertEqual(self.known()["language"], "zh-hans")
        self.assertRedirects(self.changes("languages", reading="other"), f"{DETAILS}?done=saved")
        self.assertEqual((self.known()["language"], self.known()["reading"]), ("zh-hans", "other"))
        self.changes("language", language="en")
        self.assertEqual((self.known()["language"], self.known()["reading"]), ("en", "other"))

    def test_each_language_is_offered_under_its_own_name(self):
        page = self.client.get(f"{DETAILS}language/")
        for language in LANGUAGES:
            self.assertContains(page, f'<span lang="{language.tag}">{language.name}</span>')


class SafeContactTests(DetailsTestCase):
    def letter(self, key="next"):
        party = Party.objects.select_related("case", "consent").get(pk=self.community.pk)
        return queue_letter(party, LetterKind.CLOSED, key=key)

    @pytest.mark.proves("UX-37")
    def test_the_next_message_obeys_and_names_the_program_only_where_it_may(self):
        for wish, expected in (("post", Channel.POST), ("email", Channel.EMAIL), ("phone", Channel.PHONE)):
            self.changes("contact", address="1 Elm Street")
            self.changes("best-way", best_way=wish)
            self.assertEqual(self.letter(wish).channel, expected)
        self.changes("best-way", best_way="text", avoid="")
        with mock.patch("intake.services.delivery.sms.send_text") as sent:
            self.assertEqual(self.letter("text").channel, Channel.SMS)
            deliver_all()
            sent.assert_called()
        self.changes("safe-contact", text_message="no", voicemail="no")
        self.assertEqual(self.letter("no text").channel, Channel.EMAIL)
        for may, name in (("no", False), ("yes", True)):
            self.changes("safe-contact", text_message="no", voicemail="no", may_name_program=may)
            with mock.patch("intake.services.delivery.send_mail") as sent:
                self.letter(f"named {may}")
                deliver_all()
            self.assertEqual(sent.call_args.args[0].names_program, name)

    @pytest.mark.proves("UX-37")
    def test_what_waits_to_be_sent_takes_the_new_way_at_once(self):
        waiting = self.letter()
        self.assertEqual(waiting.channel, Channel.EMAIL)
        self.changes("best-way", best_way="phone")
        waiting.refresh_from_db()
        self.assertEqual((waiting.channel, waiting.state), (Channel.PHONE, Notification.State.QUEUED))
        self.assertTrue(Duty.objects.open().filter(kind=DutyKind.CALL_PARTY, party=self.community).exists())
        deliver_all()
        self.assertNotIn(["rosa@example.org"], [message.to for message in mail.outbox])

    def test_after_stop_only_start_brings_texts_back_and_the_page_says_so(self):
        heed("+16265550142", "STOP")
        for page in (DETAILS, f"{DETAILS}safe-contact/"):
            self.assertContains(self.client.get(page), "text START from that phone")
        self.changes("safe-contact", voicemail="no", text_message="yes", may_name_program="yes")
        self.changes("best-way", best_way="text", avoid="")
        self.assertEqual(self.letter().channel, Channel.EMAIL)
        heed("+16265550142", "START")
        self.assertNotContains(self.client.get(DETAILS), "START")
        self.assertEqual(self.letter("after START").channel, Channel.SMS)

    def test_another_number_has_a_stop_of_its_own(self):
        heed("+16265550142", "STOP")
        heed("+16265550111", "STOP")
        self.changes("contact", phone="626 555 0199")
        self.assertFalse(Party.objects.get(pk=self.community.pk).stopped_sms)
        self.changes("contact", phone="626 555 0111")
        self.assertTrue(Party.objects.get(pk=self.community.pk).stopped_sms)


class BookingTests(TestCase):
    def setUp(self):
        self.staff = person(Role.ADMINISTRATOR)
        self.case, self.session = a_scheduled_case(self.staff, a_mediator(), a_place())
        self.community, _ = sides_of(self.case)
        self.client = in_space(self.community, self.staff)

    def changes(self, topic, **answers):
        address = f"{DETAILS}{topic}/"
        return self.client.post(address, values_of(self.client.get(address)) | answers)

    def duties(self):
        return Duty.objects.open().filter(kind=DutyKind.CHECK_BOOKING, party=self.community)

    def test_what_a_session_is_arranged_by_makes_somebody_check_it_once(self):
        self.changes("languages", interpreter="yes")
        self.changes("access", access=["captions"])
        (duty,) = self.duties()
        self.assertEqual(duty.session_id, self.session.pk)
        self.assertLessEqual(duty.due_on, timezone.localdate(self.session.starts_at))
        self.assertTrue(Case.objects.get(pk=self.case.pk).wants_interpreter)
        page = signed_in(self.staff).get(f"/admin/cases/{self.case.pk}/")
        self.assertContains(page, "Check the session: what a side needs has changed: community member")

    def test_what_has_nothing_to_do_with_a_session_makes_no_work(self):
        self.changes("contact", phone="626 555 0199")
        self.changes("best-way", best_way="post")
        self.changes("availability", times=["weekend"])
        self.assertFalse(self.duties().exists())

    def test_a_session_that_is_called_off_needs_no_check(self):
        self.changes("languages", interpreter="yes")
        self.client.post("/en/my/step-back/")
        self.assertFalse(self.duties().exists())


def test_each_side_is_asked_in_words_that_the_catalogue_has():
    for side in Side:
        for topic in TOPICS:
            for question in topic.page.questions:
                assert question.asked_on(path_of(side)).label
