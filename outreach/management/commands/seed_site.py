"""`manage.py seed_site`: the public site's first content, in every language. Safe to run again and again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from home.seeding.site import seed_site
from outreach.seeding.site import seed_outreach


class Command(BaseCommand):
    help = "Makes the site's first pages in every language. What exists is never changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seeds and says what each language got."""
        with transaction.atomic():
            of_home, of_outreach = seed_site(), seed_outreach()
        for language, made in of_home.items():
            made += of_outreach.get(language, 0)
            self.stdout.write(f"  {language.code}: {made} translated" if made else f"  {language.code}: up to date")
