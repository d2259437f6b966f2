"""Which letter goes to whom, in which language, by which way; and that nobody is left without word."""

from datetime import timedelta

import pytest
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone

from intake.constants import Channel, DutyKind, LetterKind
from intake.exceptions import LetterRefused
from intake.models import LetterTemplate, Notification, Party, Place, Session
from intake.notifications import channel_for, queue_letter, reach_of, write_letter
from intake.notifications.writing import first_name
from portal.common.pages import TranslationNotice
from tests.cases import a_case


def asker(**answers):
    case = a_case(answers=answers)
    return Party.objects.select_related("case", "consent").get(case=case, has_asked=True)


def text_in(code, kind=LetterKind.CLOSED):
    return LetterTemplate.objects.filter(kind=kind, locale__language_code=code)


def party_with(contact, **wishes):
    return Party(name="Rosa", language="es", contact=contact, safe_contact=wishes)


EVERYTHING = {"phone": "+16265550142", "email": "rosa@example.org", "address": "1 Example Street"}


class WayTests(TestCase):
    @pytest.mark.proves("G10")
    def test_the_wish_comes_first_and_what_is_not_safe_is_not_used(self):
        may = {"text_message": "yes"}
        for contact, wishes, way in (
            (EVERYTHING, {}, Channel.EMAIL),
            (EVERYTHING, {"best_way": "phone"}, Channel.PHONE),
            (EVERYTHING, {"best_way": "post"}, Channel.POST),
            (EVERYTHING, {"best_way": "text"}, Channel.EMAIL),
            (EVERYTHING, {"best_way": "text", "text_message": "no"}, Channel.EMAIL),
            (EVERYTHING, {"best_way": "text"} | may, Channel.SMS),
            (EVERYTHING, {"best_way": "text", "avoid": "My husband picks up."} | may, Channel.EMAIL),
            ({"phone": "+16265550142"}, {}, Channel.PHONE),
            ({"phone": "+16265550142"}, may, Channel.SMS),
            ({"address": "1 Example Street"}, {"best_way": "email"}, Channel.POST),
            ({}, {}, Channel.PHONE),
        ):
            with self.subTest(contact=contact, wishes=wishes):
                self.assertEqual(channel_for(party_with(contact, **wishes)), way)

    def test_no_text_where_there_is_no_gateway_or_the_person_sent_stop(self):
        party = party_with({"phone": "+16265550142"}, text_message="yes")
        with override_settings(SMS_BACKEND=""):
            self.assertEqual(channel_for(party), Channel.PHONE)
        party.stopped_sms = True
        self.assertEqual(channel_for(party), Channel.PHONE)

    def test_whoever_sends_is_told_whether_a_person_has_to_act_and_what_to_mind(self):
        self.assertTrue(reach_of(party_with(EVERYTHING)).is_automatic)
        reach = reach_of(party_with(EVERYTHING, best_way="phone", voicemail="no", avoid="Mornings"))
        self.assertFalse(reach.is_automatic)
        self.assertEqual(reach.cautions, ("Leave no message.", "To avoid: Mornings", "Do not name the program."))
        self.assertIn("envelope", " ".join(reach_of(party_with(EVERYTHING, best_way="post")).cautions))
        named = reach_of(party_with(EVERYTHING, best_way="post", may_name_program="yes"))
        self.assertEqual(named.cautions, ())


class LanguageTests(TestCase):
    def test_the_letter_is_frozen_in_the_persons_language_beside_the_english_one(self):
        party = asker()
        letter = queue_letter(party, LetterKind.CLOSED, key="k")
        text_in("es").update(title="Otra cosa", body="Otra cosa")
        letter.refresh_from_db()
        self.assertEqual((letter.language, letter.title), ("es", "El caso está cerrado"))
        self.assertIn("Hola, Rosa:", letter.body)
        self.assertIn(str(party.case), letter.body)
        self.assertNotIn("Villanueva", letter.body)
        self.assertIn("Hello Rosa,", letter.english_body)
        self.assertEqual(letter.state, Notification.State.QUEUED)

    def test_a_draft_of_a_machine_says_so(self):
        text_in("es").update(translation_notice=TranslationNotice.MACHINE)
        party = asker()
        text_in("es").update(translation_notice=TranslationNotice.MACHINE)
        self.assertIn("todavía sin revisar", queue_letter(party, LetterKind.CLOSED, key="k").body)

    def test_the_same_key_sends_nothing_more(self):
        party = asker()
        self.assertEqual(
            queue_letter(party, LetterKind.CLOSED, key="k"), queue_letter(party, LetterKind.CLOSED, key="k")
        )
        self.assertEqual(Notification.objects.count(), 1)


class NameTests(SimpleTestCase):
    def test_people_are_called_by_their_first_name_and_by_a_whole_chinese_one(self):
        for name, called in (("Rosa Villanueva", "Rosa"), ("Անի Պետրոսյան", "Անի"), ("陳 美玲", "陳美玲"), (" ", "")):
            self.assertEqual(first_name(name), called)


class RefusalTests(TestCase):
    def spoil(self, way):
        party = asker()
        if way == "missing":
            text_in("es").delete()
        elif way == "not published":
            text_in("es").update(live=False)
        elif way == "parts in English":
            text_in("es").update(translation_notice=TranslationNotice.PARTIAL)
        elif way == "older than English":
            text_in("en").update(body="Hello {name}, all is new.")
        elif way == "a mistake in braces":
            text_in("es").update(body="Hola, {nombre}")
        return party

    def test_a_version_that_is_not_right_is_refused_unless_a_person_says_english(self):
        for way in ("missing", "not published", "parts in English", "older than English", "a mistake in braces"):
            with self.subTest(way):
                party = self.spoil(way)
                with pytest.raises(LetterRefused):
                    write_letter(party, LetterKind.CLOSED)
                letter = write_letter(party, LetterKind.CLOSED, allow_english=True)
                self.assertEqual(letter.language.code, "en")
                self.assertTrue(letter.body.startswith("Esta carta está en inglés"), letter.body)
                LetterTemplate.objects.all().delete()

    def test_an_automatic_letter_that_is_refused_becomes_a_call_and_never_silence(self):
        party = self.spoil("missing")
        with self.assertLogs("intake.notifications", "WARNING") as log:
            letter = queue_letter(party, LetterKind.CLOSED, key="k")
        self.assertEqual((letter.channel, letter.language), (Channel.PHONE, "en"))
        self.assertIn("Hello Rosa", letter.body)
        duty = party.case.duties.open().get(kind=DutyKind.CALL_PARTY)
        self.assertEqual(duty.party, party)
        self.assertNotIn("Rosa", "".join(log.output))
        party.case.refresh_from_db()
        self.assertIn(duty.kind, party.case.duties.open().values_list("kind", flat=True))

    def test_a_value_that_is_not_known_refuses_even_english(self):
        party = asker()
        with pytest.raises(LetterRefused):
            write_letter(party, LetterKind.SESSION, allow_english=True)
        letter = queue_letter(party, LetterKind.SESSION, key="k")
        self.assertEqual((letter.channel, letter.body), (Channel.PHONE, ""))

    def test_a_letter_by_post_opens_one_duty_for_all(self):
        party = asker(best_way="post", address="1 Example Street")
        for number in range(2):
            queue_letter(party, LetterKind.CLOSED, key=str(number))
        self.assertEqual(party.case.duties.open().filter(kind=DutyKind.POST_LETTER).count(), 1)


class MeetingTests(TestCase):
    def test_a_meeting_is_named_by_day_time_and_place_in_the_persons_words(self):
        party = asker()
        place = Place.objects.create(name="Example Library", address="1 Example Street")
        start = timezone.now().replace(year=2027, month=3, day=4, hour=20, minute=0)
        session = Session.objects.create(
            case=party.case,
            type="joint",
            mode="in_person",
            place=place,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            zone="America/Los_Angeles",
        )
        letter = write_letter(party, LetterKind.SESSION, session)
        self.assertIn("jueves, 4 de marzo de 2027", letter.body)
        self.assertIn("Example Library, 1 Example Street", letter.body)
        self.assertIn("Thursday, March 4, 2027", letter.english_body or "")
