"""What editors put first among search results, and what people see before they search."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel

from home.models.search_entry import SearchEntry
from home.search.words import folded
from portal.common.classification import Retention, classified


class SearchPromotion(models.Model):
    """One page that stands first when someone searches exactly these words, in the language of the page."""

    words = models.TextField(
        "searches",
        blank=True,
        help_text="One search a line, such as: free. Capital letters and accents make no difference."
        " Leave empty to show the page before anyone searches, among the popular questions.",
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="A published page. It is shown to people who search in its language.",
    )
    place = models.PositiveSmallIntegerField(default=1, help_text="Where several pages fit, 1 comes first.")
    searches = ArrayField(models.TextField(), editable=False)

    field_classes = classified(retention=Retention.CONTENT, K1="id words page place searches")

    panels = [
        HelpPanel("For words that people use and the page does not. The report “Searches” shows what they look for."),
        FieldPanel("words"),
        FieldPanel("page"),
        FieldPanel("place"),
    ]

    class Meta:
        verbose_name = "promoted page"
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.words_in_short}: {self.page}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the searches as they are compared, too."""
        self.searches = self.compared()
        super().save(*args, **kwargs)

    @property
    def words_in_short(self) -> str:
        """The searches in one line, for lists."""
        return ", ".join(self.words.splitlines()) or "Before anyone searches"

    def compared(self) -> list[str]:
        """The searches as folded words, each once; one empty search when no words are given."""
        if not self.words.strip():
            return [""]
        return list(dict.fromkeys(filter(None, map(folded, self.words.splitlines()))))

    def clean(self) -> None:
        """Raises ValidationError for a page that search cannot show: a draft, a private page, a mirrored one."""
        super().clean()
        if not self.compared():
            raise ValidationError({"words": "Write at least one word, or leave this empty."})
        if self.page_id and not SearchEntry.objects.filter(page_id=self.page_id).exists():
            raise ValidationError({"page": "Search cannot show this page. Choose a published, public page."})
