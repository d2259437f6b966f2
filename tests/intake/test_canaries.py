"""Marked words typed into every field, looked for in all that is left behind (SECURITY.md G6, G24; first version)."""

import base64
import io
import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import TestCase

from intake.constants import Path
from intake.models import Referral
from intake.questions.catalogue import pages_of
from intake.questions.question import Kind
from portal.common.roles import Role
from tests.base import ANSWERS, STEPS, Resident, person, signed_in
from tests.letters import deliver_all

MARKED = {Kind.TEXT, Kind.NAME, Kind.LONG_TEXT}
CANARIES = {
    (page.name, question.key): f"Canary{question.key.replace('_', '')}"
    for page in pages_of(Path.SELF)
    for question in page.questions
    if page.name in ANSWERS and question.kind in MARKED
} | {("contact", "phone"): "6265550177", ("contact", "email"): "canarymail@example.org"}


def with_canaries(step):
    return ANSWERS[step] | {field: text for (page, field), text in CANARIES.items() if page == step}


def everything_stored():
    """Every row of every table as PostgreSQL writes it into a dump."""
    dump = io.StringIO()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():
            cursor.copy_expert(f"COPY {table} TO STDOUT", dump)
    return dump.getvalue()


def disguises(word):
    """The word as it might lie in a dump: plain, in hexadecimal, in base64, in UTF-16."""
    raw = word.encode()
    return {word, raw.hex(), base64.b64encode(raw).decode().rstrip("=")[:-1], word.encode("utf-16-le").hex()}


class LogKeeper(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


class CanaryTests(TestCase):
    def setUp(self):
        self.log = LogKeeper()
        root = logging.getLogger()
        root.addHandler(self.log)
        self.addCleanup(root.removeHandler, self.log)

    def walk(self):
        resident = Resident("es")
        for step in STEPS:
            resident.client.post(resident.url(step), with_canaries(step) | {"go_back": "1"})
            if step != "review":
                overlong = {field: text * 2000 for (page, field), text in CANARIES.items() if page == step}
                resident.client.post(resident.url(step), ANSWERS[step] | overlong)
            with self.captureOnCommitCallbacks(execute=True):
                resident.answers(step, **with_canaries(step))
            self.assert_nothing_is_left_in_clear(step)
        return resident

    def assert_nothing_is_left_in_clear(self, step):
        dump, log = everything_stored(), "\n".join(self.log.lines)
        for canary in CANARIES.values():
            for disguise in disguises(canary):
                self.assertNotIn(disguise.lower(), dump.lower(), (step, canary))
            self.assertNotIn(canary.lower(), log.lower(), (step, canary))

    @pytest.mark.proves("G6", "G24")
    def test_no_answer_lies_readable_in_the_database_or_the_log(self):
        resident = self.walk()
        referral = Referral.objects.get(submission_key=resident.draft)
        self.assertEqual(referral.account["account"], "Canaryaccount")
        browser = signed_in(person(Role.ADMINISTRATOR))
        self.assertContains(browser.get(f"/admin/cases/{referral.case.id}/"), "Canaryaccount")
        self.assert_nothing_is_left_in_clear("staff")

    @pytest.mark.proves("G10")
    @pytest.mark.proves("UX-59")
    def test_the_mail_says_nothing_about_the_request(self):
        resident = self.walk()
        referral = Referral.objects.get(submission_key=resident.draft)
        deliver_all()
        (message,) = mail.outbox
        self.assertEqual(message.to, ["canarymail@example.org"])
        text = f"{message.subject}\n{message.body}\n{message.extra_headers}".lower()
        for word in [*CANARIES.values(), referral.reference, "mediation", "police", "mediación", "policía"]:
            self.assertNotIn(word.lower(), text)
        self.assertNotIn("\n", message.subject)
