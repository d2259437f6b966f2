"""The code by which a person without an account comes back: to a draft, and after sending to the request."""

from django.db import models
from django.db.models import Q

from intake.models.draft import Draft
from portal.common.access_codes import AccessCode
from portal.common.classification import Retention, classified
from portal.common.crypto.sealing import open_under, seal_under
from portal.common.crypto.stretching import SALT_BYTES, new_salt, slow_hash, slow_key


class ParticipantCode(models.Model):
    """A code of one person: found by `locator`, proved by `secret_hash`; the code itself is not here.

    It belongs to a draft until that is sent, then to the referral, which may have a code for each of several people.
    `key` is the draft's data key, wrapped for whoever knows the code; nothing is left to open once the draft is sent.
    `party` is the side whose own space the code opens. It is empty before sending, and stays so where somebody else
    sent the request for them: a helper, the City, a member of staff.
    """

    locator = models.CharField(max_length=8, unique=True)
    secret_hash = models.CharField(max_length=128)
    key = models.BinaryField()
    draft = models.OneToOneField("intake.Draft", null=True, on_delete=models.CASCADE, related_name="participant_code")
    referral = models.ForeignKey("intake.Referral", null=True, on_delete=models.CASCADE, related_name="codes")
    party = models.OneToOneField("intake.Party", null=True, on_delete=models.CASCADE, related_name="code")
    created_at = models.DateTimeField(auto_now_add=True)

    field_classes = classified(
        retention=Retention.CASE,
        kept={"key": Retention.DRAFT, "draft": Retention.DRAFT},
        K3="id draft referral party created_at",
        K12="locator secret_hash key",
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=Q(draft=None, referral__isnull=False) | Q(draft__isnull=False, referral=None),
                name="intake_code_of_draft_or_referral",
            ),
            models.CheckConstraint(
                condition=Q(party=None) | Q(referral__isnull=False), name="intake_code_of_party_is_sent"
            ),
        )

    def __str__(self) -> str:
        return f"code {self.locator}"

    @classmethod
    def of(cls, code: AccessCode) -> "ParticipantCode":
        """The row of a code, not yet stored, that belongs to nothing yet. Slow: needs a turn."""
        return cls(locator=code.locator, secret_hash=slow_hash(code.secret))

    def lead_to(self, draft: Draft, code: AccessCode) -> None:
        """Makes this the code of an unsent draft that was opened. Slow: needs a turn."""
        assert draft.key is not None, "only a holder gives the key away"
        self.draft, salt = draft, new_salt()
        self.key = salt + seal_under(slow_key(code.secret, salt), draft.key, self._place)

    def opened_draft(self, code: AccessCode) -> Draft:
        """The unsent draft with its data key, for whoever typed the right code. Slow: needs a turn."""
        assert self.draft is not None
        salt, wrapped = bytes(self.key[:SALT_BYTES]), bytes(self.key[SALT_BYTES:])
        self.draft.key = open_under(slow_key(code.secret, salt), wrapped, self._place)
        return self.draft

    @property
    def _place(self) -> str:
        return f"draft.key:{self.draft_id}"
