"""Registers the app intake, and keeps the roles' rights as intake/permissions.py says."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IntakeConfig(AppConfig):
    name = "intake"
    label = "intake"
    verbose_name = "Intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # These need the models, so not before now.
        roles = import_module("intake.services.roles")
        post_migrate.connect(roles.grant_roles, sender=self, dispatch_uid="intake.roles")
        import_module("intake.services.translated")  # hears of published letters and surveys
        import_module("intake.services.health")
