"""Voluntary answers about who asks for mediation (zone C), in rows that lead to nobody.

A row has no moment, no key to a draft, a case or a person, and none to the other answers of the same person. Not even
its place tells anything: with each answer intake/services/unordered.py writes the rows of the half-year anew, in the
order of their random ids.
"""

import uuid

from django.db import models

from portal.common.classification import Retention, classified
from portal.common.crypto.fields import EncryptedTextField


class StatisticsAnswer(models.Model):
    """One answer to one question (intake/questions/statistics.py)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.CharField(max_length=32)
    choices = models.JSONField(default=list)
    own_words = EncryptedTextField(label="statistics.own_words")
    # Such as 2026-H2: nothing finer, for there are few requests in a month.
    half_year = models.CharField(max_length=7)
    language = models.CharField(max_length=16)

    field_classes = classified(retention=Retention.STATISTICS, K9="id question choices own_words half_year language")

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["half_year"]),)
