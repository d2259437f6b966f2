"""The words that public pages use, for "Did you mean" when somebody mistypes one.

Triggers on the search entries count them (home/migrations/0003_search.py), so that a word that was taken off the last
page that had it is never suggested, however the page went.
"""

from django.db import models
from django.db.models.functions import Left

from portal.common.classification import Retention, classified


class SearchWord(models.Model):
    """One word of one language, and on how many pages it stands."""

    language = models.CharField(max_length=10)
    word = models.TextField()
    pages = models.IntegerField()

    field_classes = classified(retention=Retention.CONTENT, K0="id language word pages")

    class Meta:
        verbose_name = "search word"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_once")]
        indexes = [models.Index("language", Left("word", 1), name="search_word_firsts")]

    def __str__(self) -> str:
        return self.word
