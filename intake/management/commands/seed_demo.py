"""Demo accounts, one for each role, cases in every state, surveys with replies.

The password of the accounts is public: production never has them.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from intake.management.demo.people import the_staff
from intake.management.demo.play import play_all
from intake.management.demo.sessions import SessionPlayer
from intake.management.demo.stories import STORIES
from intake.management.demo.surveys import open_surveys
from portal.common.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from portal.common.models import User


class Command(BaseCommand):
    """`manage.py seed_demo`: makes what is missing, changes nothing that is there. Refused outside the demo."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes what is missing: accounts, cases, surveys. Raises CommandError outside the demo."""
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            raise CommandError("Demo accounts are for the demo: everybody can read their password.")
        for account in DEMO_ACCOUNTS:
            make_account(account)
        staff = the_staff()
        play_all(STORIES, staff, SessionPlayer)
        open_surveys(staff.administrator)


@transaction.atomic
def make_account(account: DemoAccount) -> None:
    """One person with the role's group and the demo password, if their address is not taken."""
    if User.objects.filter(email=account.email).exists():
        return
    user = User.objects.create_user(
        account.email, DEMO_PASSWORD, first_name=account.first_name, last_name=account.last_name
    )
    user.groups.add(Group.objects.get(name=account.role.value))
