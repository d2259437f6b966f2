"""Registers the app intake, and keeps the roles' rights as intake/permissions.py says."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from intake.services.roles import grant_roles


class IntakeConfig(AppConfig):
    name = "intake"
    label = "intake"
    verbose_name = "Intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(grant_roles, sender=self, dispatch_uid="intake.roles")
