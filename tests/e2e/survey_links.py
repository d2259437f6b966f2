"""Opens an edition of the seeded survey after a talk in the portal under test, and prints links to it, one a line; at
last an open link, a device of the program, and the sheet to print."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.e2e.settings")
django.setup()

from intake.constants.survey import Audience, ReplyMode  # noqa: E402 - needs the settings
from intake.models import Survey  # noqa: E402
from intake.services.survey_edition import open_edition  # noqa: E402
from intake.services.survey_reply import hand_out_link  # noqa: E402
from intake.services.survey_seeding import seed_surveys  # noqa: E402
from portal.common.languages import LANGUAGES  # noqa: E402
from portal.common.roles import Role  # noqa: E402
from tests.sessions import another  # noqa: E402
from tests.surveys import an_open_link  # noqa: E402

if __name__ == "__main__":
    seed_surveys()
    staff = another(Role.ADMINISTRATOR, "survey-administrator")
    survey = Survey.objects.get(purpose="post", locale__language_code="en")
    edition = open_edition(survey.pk, staff)
    assert len(edition.languages) == len(LANGUAGES)
    for audience in (Audience.COMMUNITY, Audience.EMPLOYEE):
        for _ in LANGUAGES:
            print(hand_out_link(edition.pk, audience, staff))
    for mode in (ReplyMode.OPEN, ReplyMode.ON_SITE):
        print(f"open/{an_open_link(edition, mode).token}")
    print(f"paper/{edition.pk}/community")
