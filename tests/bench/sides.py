"""Runs beside the measured program and prints the first half of the code of each of some sides, as JSON; each has an
email to which a link may go.

python -m tests.bench.sides 50
"""

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 - needs the settings

from intake.models import ParticipantCode, Party  # noqa: E402
from portal.common.access_codes import new_access_code  # noqa: E402
from tests.cases import a_case  # noqa: E402


@transaction.atomic
def locators(number: int) -> list[str]:
    """The first halves, each of the side that asked in a case of its own."""
    return [locator_of(a_case(answers={"best_way": "email"})) for _ in range(number)]


def locator_of(case) -> str:
    row = ParticipantCode.of(new_access_code())
    row.referral, row.party = case.referral, Party.objects.get(case=case, has_asked=True)
    row.save()
    return row.locator


if __name__ == "__main__":
    print(json.dumps(locators(int(sys.argv[1]))))
