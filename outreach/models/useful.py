""" "Was this useful?": how many readers of a question said yes and no, and nothing about who they were."""

from django.db import models
from django.db.models import F

from portal.common.classification import Retention, classified


class UsefulCount(models.Model):
    """The two counts of one page in one language. No time, no address and no cookie stands beside them."""

    page = models.OneToOneField("outreach.FaqPage", on_delete=models.CASCADE, related_name="useful_count")
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    field_classes = classified(retention=Retention.CONTENT, K0="id page yes no")

    class Meta:
        verbose_name = "count of useful answers"
        verbose_name_plural = "counts of useful answers"

    def __str__(self) -> str:
        return f"{self.page_id}: {self.yes} yes, {self.no} no"

    @classmethod
    def count(cls, page_id: int, useful: bool) -> None:
        """Counts one answer for the page; two at the same moment are both counted."""
        cls.objects.get_or_create(page_id=page_id)
        name = "yes" if useful else "no"
        cls.objects.filter(page_id=page_id).update(**{name: F(name) + 1})
