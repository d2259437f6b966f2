"""What the database holds before and after the kills. Runs with Django, in a process of its own: the database dies.

`prepare COUNT` makes drafts that need only be sent and prints them; `compare` reads the ledger and says what is
wrong.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402 - needs the settings

from intake.constants import Path  # noqa: E402 - needs the settings
from intake.models import Case, Draft, Referral  # noqa: E402 - needs the settings
from intake.services.draft import begin_draft, save_answers  # noqa: E402 - needs the settings
from intake.tokens import new_browser_secret  # noqa: E402 - needs the settings
from portal.common.audit_chain import verify  # noqa: E402 - needs the settings
from tests.answers import as_kept  # noqa: E402 - needs the settings


def prepare(count: int) -> list[dict[str, str]]:
    """Drafts, each of a browser of its own, with every page answered but the last."""
    made = []
    for _ in range(count):
        secret = new_browser_secret()
        draft = begin_draft(secret, path=Path.SELF)
        save_answers(draft, as_kept("who"))
        made.append({"draft": str(draft.id), "secret": secret})
    return made


def compare(references: dict[str, str]) -> dict[str, Any]:
    """How the referrals differ from the references that people were shown."""
    stored = [(str(key), reference) for key, reference in Referral.objects.values_list("submission_key", "reference")]
    twice = Referral.objects.values("submission_key").annotate(times=Count("id")).filter(times__gt=1)
    return {
        "stored": len(stored),
        "lost": sorted(set(references.items()) - set(stored)),
        "unknown": sorted(set(dict(stored)) - set(references)),
        "twice": twice.count(),
        "without_case": len(stored) - Case.objects.annotate(times=Count("events")).filter(times=1).count(),
        "drafts_not_emptied": sum(bool(draft.sealed) for draft in Draft.objects.all()),
        "audit": str(verify().broken or ""),
    }


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare", count]:
            print(json.dumps(prepare(int(count))))
        case ["compare"]:
            print(json.dumps(compare(json.load(sys.stdin))))
