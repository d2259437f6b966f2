"""What the site search knows: a row for each public page, in the language of its words.

home/search/index.py writes the rows; they hold published words only.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from portal.common.classification import Retention, classified


class SearchEntry(models.Model):
    """One page. `title` and `body` are shown, `title_words` and `body_words` are found (home/search/words.py)."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    language = models.CharField(max_length=10)
    # The name of a text search configuration of PostgreSQL.
    configuration = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField(help_text="Questions are 1 and stand first.")
    title = models.CharField(max_length=255)
    body = models.TextField()
    title_words = models.TextField()
    body_words = models.TextField()
    vocabulary = ArrayField(models.TextField(), help_text="Its words as written: the database counts them.")
    # search_tsv is made in the migration: one constant configuration for each stemmer that PostgreSQL has, and a word
    # such as `=en`, which no text has, so that the one index finds by language, too.
    tsv = models.GeneratedField(
        expression=models.Func("language", "configuration", "title_words", "body_words", function="search_tsv"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    field_classes = classified(
        retention=Retention.CONTENT,
        K0="page language configuration rank title body title_words body_words vocabulary tsv",
    )

    # Not a use of the page that editors should be told of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        indexes = [
            GinIndex(fields=["tsv"], name="search_entry_tsv", fastupdate=False),
            models.Index(fields=["language", "rank", "page"], name="search_entry_ranks"),
        ]

    def __str__(self) -> str:
        return self.title
