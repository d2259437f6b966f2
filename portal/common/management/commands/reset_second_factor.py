"""For a person who lost app, keys and recovery codes: takes the factors away and lets them begin again."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.common.models import User


class Command(BaseCommand):
    """Removes every factor and the password and ends all sessions. The way back in is a link to the person's mailbox:
    with the old password still good, whoever knows it could enrol a factor of their own."""

    help = "Removes a person's second factor and password; they choose new ones through a link sent by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *, email: str, **options: Any) -> None:
        user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError("Nobody signs in with this address.")
        user.set_unusable_password()
        user.save(update_fields=["password"])
        for session in UserSession.objects.filter(user=user):
            session.end()
        for factor in Authenticator.objects.filter(user=user):
            factor.delete()
        self.stdout.write("Done. The person now chooses “Forgot your password?” at the sign-in page.")
