"""What a session needs besides people: a neutral place, an interpreter."""

import uuid

from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from portal.common.classification import Retention, classified


class Place(models.Model):
    """A neutral place, such as a room in a library; never a police building."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=240)
    access_notes = models.TextField(
        blank=True, max_length=1000, help_text="How to get in: doors, steps, parking, buses, who opens."
    )
    is_active = models.BooleanField(default=True)

    field_classes = classified(retention=Retention.STAFF, K3="id name address access_notes is_active")

    class Meta:
        default_permissions = ()
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Interpreter(models.Model):
    """An interpreter who may be booked: never a relative or friend of a party (28 CFR 35.160)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    languages = models.JSONField(default=list)
    qualification = models.CharField(max_length=120, blank=True)
    phone = PhoneNumberField(blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    field_classes = classified(retention=Retention.STAFF, K10="id name languages qualification phone email is_active")

    class Meta:
        default_permissions = ()
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
