"""What is kept of answers to surveys, and of the links by which they were given. Nothing leads from one to the other.

A link holds one random secret, which is stored nowhere. Three hashes of it, each made in another way, are kept apart:
one when the link is handed out, one while a reply is being written, one when it was sent. Without the secret nobody can
tell which of them belong together (docs/decisions/surveys.md).
"""

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from intake.constants.survey import Audience, ReplyMode
from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedJSONField

LINK_DAYS = 100
"""Days for which a link can be used: the time until the follow-up, and some."""


def last_day() -> date:
    """The last day of a link that is handed out today."""
    return timezone.localdate() + timedelta(days=LINK_DAYS)


class SurveyLink(models.Model):
    """A link that was handed out: that it is one, for which edition and audience. Not to whom, and not whether it was
    used. One that somebody began by an open link says by which."""

    mark = models.CharField(max_length=64, primary_key=True)
    edition = models.ForeignKey("intake.SurveyEdition", on_delete=models.PROTECT, related_name="links")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    valid_until = models.DateField(default=last_day)
    open_link = models.ForeignKey("intake.OpenSurveyLink", null=True, on_delete=models.PROTECT, related_name="begun_by")

    field_classes = classified(retention=Retention.PASSING, K9="edition audience valid_until open_link", K12="mark")

    class Meta:
        default_permissions = ()


class SurveyDraft(models.Model):
    """A reply that was not sent yet, sealed under the secret of its link: nobody else can read it."""

    mark = models.CharField(max_length=64, primary_key=True)
    sealed = models.BinaryField()
    valid_until = models.DateField(default=last_day)

    field_classes = classified(
        retention=Retention.PASSING,
        K9="valid_until",
        K12="mark",
        K13="sealed",
        unencrypted={"sealed": "sealed under the secret of the link, which is not here"},
    )

    class Meta:
        default_permissions = ()


class UsedSurveyLink(models.Model):
    """That a link was used: one reply for each. It tells nobody which link it was."""

    mark = models.CharField(max_length=64, primary_key=True)

    field_classes = classified(retention=Retention.STATISTICS, K12="mark")

    class Meta:
        default_permissions = ()


class SurveyResponse(models.Model):
    """One reply. `answers` has keys of answers by the key of the question, `texts` what was written in own words.

    No moment, no key to a link, a case or a person. Not even its place tells anything: with each reply the rows of its
    half-year are written anew in the order of their random ids (intake/services/unordered.py). What is doubted perhaps
    came from a program, and no result counts it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("intake.SurveyEdition", on_delete=models.PROTECT, related_name="responses")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    language = models.CharField(max_length=16)
    mode = models.CharField(max_length=16, choices=ReplyMode.choices)
    half_year = models.CharField(max_length=7)
    answers = models.JSONField(default=dict)
    texts = EncryptedJSONField(label="survey_response.texts", default=dict)
    is_doubted = models.BooleanField(default=False)

    field_classes = classified(
        retention=Retention.STATISTICS, K9="id edition audience language mode half_year answers texts is_doubted"
    )

    class Meta:
        default_permissions = ()
        permissions = (
            ("view_survey_results", "Can see the results of surveys"),
            ("read_survey_texts", "Can read what people wrote in surveys"),
            ("export_survey_results", "Can download the results of surveys"),
        )
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["half_year"])]
