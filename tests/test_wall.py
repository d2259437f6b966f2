"""The wall: what belongs to the program alone shows to nobody else, at no staff address, whatever they ask for.

Every private column of a case holds a marked word. People of other roles ask for every address that names the case,
and for every list and report; none of the words may come back (SECURITY.md section 2, issue of the three zones).
"""

import pytest
from django.test import TestCase
from django.utils import timezone

from intake.constants import CaseState, Channel, LetterKind, SessionMode, SessionType, Sharing
from intake.models import (
    Case,
    Consent,
    EarlierAnswer,
    EligibilityDecision,
    Mediator,
    Notification,
    Party,
    PartyMessage,
    Referral,
    Session,
)
from intake.questions.question import Store, Zone
from portal.common.crypto.fields import EncryptedField
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.cases import a_case
from tests.roles import METHODS, answer_of, filled, patterns
from tests.test_roles import written

# Where a word may show to the City while it decides: the referral record, and who decided for it.
FOR_THE_CITY = {f"referral-{store.value.name}" for store in Store if store.value.zone is Zone.A} | {"decider"}
OUTSIDE = (Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR, Role.AUDITOR, Role.MEDIATOR)


def word(place):
    return f"Canary-{place}-end"


def marked_referral():
    """A case whose every encrypted column holds a word of its own, made past the services."""
    case = a_case(answers={"filed": "yes"})
    first, second = case.parties.get(has_asked=True), case.parties.get(has_asked=False)
    answers = {
        "contact": {"name": word("referral-contact"), "email": "canary-mail@example.org"},
        "safe_contact": {"avoid": word("referral-safe_contact")},
        "representation": {"helper_name": word("referral-representation")},
        "employee": {"employee_name": word("referral-employee")},
        "account": {"account": word("referral-account")},
        "wishes": {"hopes_more": word("referral-wishes")},
        "complaint": {"filed_number": word("referral-complaint")},
    }
    for column, value in answers.items():
        setattr(case.referral, column, value)
    super(Referral, case.referral).save()
    for party in (first, second):
        party.name, party.contact = word(f"party-{party.side}-name"), {"email": f"canary-{party.side}@example.org"}
        party.safe_contact = {"avoid": word(f"party-{party.side}-safe")}
        party.save()
        Consent.objects.filter(party=party).delete()
        Consent.objects.create(party=party, text=word(f"consent-{party.side}"), state="accepted")
        EarlierAnswer.objects.create(party=party, text=word(f"earlier-{party.side}"), state="withdrawn")
        PartyMessage.objects.create(party=party, text=word(f"message-{party.side}"))
        Notification.objects.create(
            case=case, party=party, letter=LetterKind.RECEIVED, language="en", channel=Channel.EMAIL,
            title=word(f"title-{party.side}"), body=word(f"body-{party.side}"), key=f"{case.pk}{party.side}",
            due_at=timezone.now(),
        )  # fmt: skip
    link = f"https://video.example/{word('link')}"
    Session.objects.create(case=case, type=SessionType.JOINT, mode=SessionMode.VIDEO, zone="UTC", link=link)
    EligibilityDecision.objects.create(
        case=case,
        is_eligible=True,
        decider=word("decider"),
        explanation=word("explanation"),
        made_by=person(Role.ADMINISTRATOR),
    )
    return case


def doors_of(role):
    """The addresses that answer this role with a page, as tests/golden/roles.csv says, and every address of a case."""
    opened = {row["address"] for row in written().values() if "200" in row[role.name.lower()]}
    return opened | {pattern for pattern in patterns() if "_id>" in pattern and not pattern.startswith("/admin/pages")}


class WallTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.case = marked_referral()
        cls.people = {role: person(role) for role in (*OUTSIDE, Role.LIAISON)}
        Mediator.objects.create(user=cls.people[Role.MEDIATOR])
        session, letter = cls.case.sessions.get(), cls.case.notifications.first()
        cls.world = {
            "case_id": str(cls.case.pk),
            "session_id": str(session.pk),
            "letter_id": str(letter.pk),
            "message_id": str(letter.pk),
            "written_id": str(PartyMessage.objects.first().pk),
            "side": "community",
            "what": "owner",
            "pk": str(cls.case.pk),
        }

    def seen_by(self, role):
        """Every marked word in anything that this role is answered, at every address, by GET and by POST."""
        browser = signed_in(self.people[role])
        browser.raise_request_exception = False
        seen = set()
        for pattern in sorted(doors_of(role)):
            for method in METHODS:
                page = answer_of(browser, method, filled(pattern, self.world))
                text = b"".join(page) if page.streaming else page.content
                seen |= {part.split("-end")[0] for part in text.decode(errors="replace").split("Canary-")[1:]}
                if "canary-" in text.decode(errors="replace"):
                    seen.add("an address")
        return seen

    def test_the_words_are_there_for_those_who_work_on_the_case(self):
        browser = signed_in(person(Role.LEAD))
        parts = ("", "letters/", "messages/")
        pages = [browser.get(f"/admin/cases/{self.case.pk}/{part}").content.decode() for part in parts]
        of_parties = ("party-employee-name", "body-community", "message-employee")
        for place in ("referral-wishes", "referral-safe_contact", *of_parties):
            self.assertIn(word(place), "".join(pages))

    @pytest.mark.proves("G1")
    def test_no_role_outside_the_program_sees_a_word(self):
        for role in OUTSIDE:
            with self.subTest(role):
                self.assertEqual(self.seen_by(role), set())

    @pytest.mark.proves("G1")
    def test_the_city_sees_nothing_of_a_case_that_it_may_not_see(self):
        self.assertEqual(self.seen_by(Role.LIAISON), set())

    @pytest.mark.proves("G1")
    def test_the_city_sees_the_referral_record_while_it_decides_and_nothing_else(self):
        Case.objects.filter(pk=self.case.pk).update(sharing=Sharing.YES, state=CaseState.CITY_REVIEW)
        seen = self.seen_by(Role.LIAISON)
        self.assertLessEqual(seen - {"an address"}, FOR_THE_CITY)
        self.assertIn("referral-account", seen)

    @pytest.mark.proves("G1")
    def test_the_city_sees_none_of_it_before_or_after(self):
        for state in CaseState:
            if state in (CaseState.CITY_REVIEW, CaseState.ON_HOLD):
                continue
            Case.objects.filter(pk=self.case.pk).update(sharing=Sharing.YES, state=state)
            with self.subTest(state):
                page = signed_in(self.people[Role.LIAISON]).get(f"/admin/city/{self.case.pk}/").content.decode()
                self.assertNotIn("Canary-", page)

    def test_every_encrypted_column_of_a_case_is_marked_or_is_named_here(self):
        models = (Referral, Party, Consent, EarlierAnswer, Notification, PartyMessage, Session, EligibilityDecision)
        columns = {
            f"{m._meta.model_name}.{f.name}" for m in models for f in m._meta.fields if isinstance(f, EncryptedField)
        }
        unmarked = {"referral.needs", "referral.screening", "referral.consent", "party.needs"}
        unmarked |= {"notification.english_title", "notification.english_body"}
        marked = {
            *(f"referral.{name}" for name in
              ("contact", "safe_contact", "representation", "employee", "account", "wishes", "complaint")),
            "party.name", "party.contact", "party.safe_contact", "consent.text", "notification.title",
            "notification.body", "session.link", "eligibilitydecision.decider", "eligibilitydecision.explanation",
            "earlieranswer.text", "partymessage.text",
        }  # fmt: skip
        self.assertEqual(columns, marked | unmarked)
