"""Makes the surveys that are missing, in every language. What is there is never changed."""

from typing import Any

from django.core.management.base import BaseCommand

from intake.services.survey_seeding import seed_surveys


class Command(BaseCommand):
    """`manage.py seed_surveys`: safe to run at every start."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Seeds, and says what each language got."""
        for language, made in seed_surveys().items():
            self.stdout.write(f"  {language.code}: {made} translated" if made else f"  {language.code}: up to date")
