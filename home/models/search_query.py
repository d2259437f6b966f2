"""How often which words were searched: a number for each day and language, and nothing about who searched."""

from datetime import date, timedelta
from typing import Any

from django.db import connection, models

from portal.common.classification import Retention, classified
from portal.common.languages import Language

# A flood of made-up words must not fill the disk: what is new after this many on one day is not counted.
MOST_A_DAY = 2000
KEPT_FOR = timedelta(days=400)

COUNT = """
WITH forgotten AS (DELETE FROM home_searchquery WHERE day < %(oldest)s)
INSERT INTO home_searchquery (language, words, day, searches, without_results)
SELECT %(language)s, %(words)s, %(day)s, 1, %(missed)s
WHERE (SELECT count(*) FROM home_searchquery WHERE day = %(day)s) < %(most)s
   OR EXISTS (SELECT 1 FROM home_searchquery WHERE day = %(day)s AND language = %(language)s AND words = %(words)s)
ON CONFLICT (day, language, words) DO UPDATE
SET searches = home_searchquery.searches + 1,
    without_results = home_searchquery.without_results + EXCLUDED.without_results
"""


class SearchQueryManager(models.Manager["SearchQuery"]):
    """Counts searches; nothing else writes rows."""

    def count_search(self, *, words: str, language: Language, day: date, found: bool) -> None:
        """One more search for `words`, in one statement that also forgets what is older than KEPT_FOR."""
        values: dict[str, Any] = {
            "words": words,
            "language": language.code,
            "day": day,
            "missed": int(not found),
            "most": MOST_A_DAY,
            "oldest": day - KEPT_FOR,
        }
        with connection.cursor() as cursor:
            cursor.execute(COUNT, values)


class SearchQuery(models.Model):
    """Words that were searched on one day in one language, folded, so that case and accents make one row."""

    language = models.CharField(max_length=10)
    words = models.CharField(max_length=100)
    day = models.DateField()
    searches = models.PositiveIntegerField()
    without_results = models.PositiveIntegerField(help_text="How many of the searches found no page with all words.")

    objects = SearchQueryManager()

    # Counts by day, deleted after KEPT_FOR by the next search. The report shows no words that fewer than five
    # searches asked for: somebody may have typed a name.
    field_classes = classified(retention=Retention.PASSING, K2="id language words day searches without_results")

    class Meta:
        verbose_name = "search"
        verbose_name_plural = "searches"
        # Editors read the report; nobody types rows.
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "language", "words"], name="search_once_a_day")]

    def __str__(self) -> str:
        return self.words
