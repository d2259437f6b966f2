"""`manage.py seed_site`: the public site's first content, in every language. Safe to run again and again."""

from typing import Any

from django.core.management.base import BaseCommand

from home.seeding.site import seed_site


class Command(BaseCommand):
    help = "Makes the site's first pages in every language. What exists is never changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seeds and says what each language got."""
        for language, made in seed_site().items():
            self.stdout.write(f"  {language.code}: {made} translated" if made else f"  {language.code}: up to date")
