"""Registers the app home."""

from importlib import import_module

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = "Site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connects what hears of published pages; it needs the models, so not before now."""
        import_module("home.search.upkeep")
