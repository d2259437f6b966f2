"""Which browsers may go on with a draft: each has the draft's data key, wrapped for it alone."""

from django.db import models

from intake.models.draft import Draft
from intake.querysets import DraftHolderQuerySet
from intake.tokens import browser_hash
from portal.common.classification import Retention, classified
from portal.common.crypto.sealing import key_of_secret, open_under, seal_under


class DraftHolder(models.Model):
    """One browser, by the hash of its secret, and `key`, which only that secret unwraps. It is empty where a draft had
    been sent before this browser came: nothing is left to open then."""

    draft = models.ForeignKey("intake.Draft", on_delete=models.CASCADE, related_name="holders")
    browser = models.CharField(max_length=64)
    key = models.BinaryField()

    objects = DraftHolderQuerySet.as_manager()

    field_classes = classified(
        retention=Retention.DRAFT,
        K3="id draft",
        K12="browser key",
    )

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["browser", "draft"], name="intake_holder_once"),)

    def __str__(self) -> str:
        return f"a holder of draft {self.draft_id}"

    @classmethod
    def of(cls, draft: Draft, browser_secret: str) -> "DraftHolder":
        """A new holder of this draft, not yet stored."""
        holder = cls(draft=draft, browser=browser_hash(browser_secret))
        if draft.key is not None:
            holder.key = seal_under(key_of_secret(browser_secret, holder._place), draft.key, holder._place)
        return holder

    def opened_draft(self, browser_secret: str) -> Draft:
        """The draft with its data key, for the browser that this holder stands for."""
        if self.key:
            self.draft.key = open_under(key_of_secret(browser_secret, self._place), bytes(self.key), self._place)
        return self.draft

    @property
    def _place(self) -> str:
        return f"draft.holder:{self.draft_id}"
