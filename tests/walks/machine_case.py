"""One case as the machine of the tests plays it: how it begins, what is true after each step, what nobody may see.

What everybody does is in machine_sides.py and machine_program.py.
"""

from contextlib import ExitStack, contextmanager
from unittest import mock

import time_machine
from django.core import mail
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from intake.constants import CONSENT_IS_IN, Path
from intake.models import Case
from intake.services.city import city_cases, row_of
from intake.services.policy import change_rule
from portal.common.audit_chain import verify
from portal.common.crypto import stretching
from portal.common.languages import LANGUAGES
from portal.common.models import AuditEvent
from tests.base import keeping_values
from tests.cases import a_case
from tests.walks.case_truths import ASKERS_CONTACT, ASKERS_NAME, Witness
from tests.walks.casework import BEGIN
from tests.walks.program import People, Program
from tests.walks.space_side import SpaceSide

FURTHEST = 14
"""How many ordinary steps may lie behind a case before the machine begins."""
COMPLAINT = {"filed": "yes", "discovered_on": "2026-06-01"}
BY_PHONE = {"email": "", "best_way": "phone"}

sides = st.integers(0, 1)
some = st.integers(0, 30)
others_answer = st.sampled_from(sorted(CONSENT_IS_IN))


class OneCase(RuleBasedStateMachine):
    """One case that begins somewhere on its way, its two sides, and a witness who looks after each step."""

    people: People
    played = 0
    steps = 0
    ends: set[str] = set()
    seen: set[str] = set()

    def __init__(self):
        super().__init__()
        self.is_quiet = False
        self.stack = ExitStack()
        self.stack.enter_context(keeping_values())
        # What slows down guessing would take half of the time here.
        self.stack.enter_context(mock.patch.object(stretching, "MEMORY_KIB", 64))
        self.clock = self.stack.enter_context(time_machine.travel(BEGIN, tick=True))
        self.stack.enter_context(transaction.atomic())

    def teardown(self):
        if hasattr(self, "witness"):
            type(self).played += 1
            type(self).ends.add(self.program.case.state)
            finding = verify()
            assert finding.broken is None, finding.broken
        mail.outbox.clear()
        transaction.set_rollback(True)
        self.stack.close()

    @initialize(
        path=st.sampled_from([Path.SELF, Path.SELF, Path.EMPLOYEE]),
        order=st.sampled_from(["both", "both", "community", "employee"]),
        more=st.sampled_from([{}, {}, COMPLAINT, BY_PHONE]),
        languages=st.lists(st.sampled_from([each.code for each in LANGUAGES]), min_size=2, max_size=2),
        ahead=st.integers(0, FURTHEST),
    )
    def begins(self, path, order, more, languages, ahead):
        change_rule(self.people.lead, "asking_order", order)
        answers = {"name": ASKERS_NAME, "reading": languages[0]} | ASKERS_CONTACT | (more if path is Path.SELF else {})
        case = a_case(path=path, language=languages[0], answers=answers)
        self.program = Program(self.people, self.clock, case.pk)
        self.sides = [
            SpaceSide(party, self.people.staff, language)
            for party, language in zip(self.program.parties, languages, strict=True)
        ]
        self.witness = Witness(case.pk, self.sides)
        for _ in range(ahead):
            self.program.goes_on()

    # What one side does is seen by nobody else as long as the case stands where it stood.

    def stands(self):
        return Case.objects.values_list("state", "held_from").get(pk=self.program.case_id)

    def known_without(self, side):
        """All that the other side and the City know."""
        city = [str(row_of(found)) for found in city_cases(self.people.liaison)]
        return self.sides[1 - self.sides.index(side)].knows(), city

    @contextmanager
    def unseen(self, side):
        """What happens here is done by this side, or written down for it."""
        self.witness.acted.add(side.pk)
        stood, known = self.stands(), self.known_without(side)
        yield
        if self.stands() == stood:
            assert self.known_without(side) == known, "one side could tell what the other did"

    @contextmanager
    def written_down_once(self, side):
        """A change of this side's track has one entry in the audit log, and what changes nothing has none."""
        entries = AuditEvent.objects.filter(object_type="intake.consent", object_id=str(side.consent.pk))
        before, count = (side.consent.state, side.consent.answered_at), entries.count()
        yield
        assert entries.count() == count + ((side.consent.state, side.consent.answered_at) != before)

    @invariant()
    def nothing_is_wrong(self):
        if hasattr(self, "witness") and not self.is_quiet:
            self.look()
        self.is_quiet = False

    def look(self):
        type(self).steps += 1
        type(self).seen.add(self.program.case.state)
        self.witness.looks(self.people)
