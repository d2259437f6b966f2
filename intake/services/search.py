"""Looking for a case: by the beginning of its reference, or for a person by name, phone number or e-mail address.

What was typed goes into no address and no log. A person becomes traces (services/trace.py), which say nothing to anyone
else, and that somebody looked is audited.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction
from phonenumber_field.phonenumber import to_python

from intake.models import Case, ContactTrace, Referral
from intake.rules.queue import QueueFilter, Tab
from intake.services.trace import person_to_find
from portal.common import audit
from portal.common.references import ALPHABET, GROUP, LENGTH, letters_typed

LONGEST = 200
FEWEST_LETTERS = 3
"""Of a reference: a name may be one letter, the beginning of a reference is rarely that short."""


@transaction.atomic
def look_for(text: str, wanted: QueueFilter, user: Any) -> QueueFilter:
    """The list of cases that the text asks for, out of all of them; for an empty text what was wanted before.

    A text that could be the beginning of a reference is taken for one where it holds a digit, since names hold none; or
    where there is such a reference. The rest is a person.
    """
    typed = text.strip()[:LONGEST]
    cleared = replace(wanted, reference="", who=())
    if not typed:
        return cleared
    everywhere = QueueFilter(tab=Tab.ALL, order=wanted.order)
    reference = reference_prefix(typed)
    if reference:
        return replace(everywhere, reference=reference)
    kind, contact = _kind_of(typed)
    audit.record(audit.Verb.LIST, actor=user, obj=Case, fields=[f"search.{kind.value}"])
    return replace(everywhere, who=person_to_find(kind, contact) or (NOBODY_HAS_IT,))


NOBODY_HAS_IT = "0" * 64
"""The trace of a text without letters: it finds nothing, where no filter would find everything."""


def reference_prefix(typed: str) -> str:
    """The beginning of a reference in the spelling that is stored; nothing when the text can't be one."""
    letters = letters_typed(typed)
    if not FEWEST_LETTERS <= len(letters) <= LENGTH or any(letter not in ALPHABET for letter in letters):
        return ""
    prefix = "-".join(part for part in (letters[:GROUP], letters[GROUP:]) if part)
    if any(letter.isdigit() for letter in letters) or Referral.objects.filter(reference__startswith=prefix).exists():
        return prefix
    return ""


def _kind_of(typed: str) -> tuple[ContactTrace.Kind, str]:
    """What the text is, and how it is compared."""
    if "@" in typed:
        return ContactTrace.Kind.EMAIL, typed.lower()
    number = to_python(typed)
    if number and number.is_valid():
        return ContactTrace.Kind.PHONE, str(number).partition(";")[0].strip().lower()
    return ContactTrace.Kind.NAME, typed
