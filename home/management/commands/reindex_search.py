"""`manage.py reindex_search`: writes what search knows anew from the public pages. Safe at any time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Page

from home.search.index import refresh


class Command(BaseCommand):
    help = "Brings the site search up to date with every public page. Needed after a change of home/search/words.py."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refreshes every page and says how many can be found."""
        with transaction.atomic():
            count = refresh(Page.objects.all())
        self.stdout.write(f"{count} pages can be found.")
