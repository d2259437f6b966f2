"""Registers the app portal.common and the checks that stop the program from starting."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from portal.common.checks.classification import check_classification
from portal.common.checks.fonts import check_fonts
from portal.common.checks.policies import check_policies
from portal.common.crypto.checks import check_keyset, check_keyset_of_database, check_labels
from portal.common.crypto.key_check import write_key_check


class CommonConfig(AppConfig):
    name = "portal.common"
    label = "common"
    verbose_name = "Common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(check_keyset, Tags.security)
        register(check_labels, Tags.models)
        register(check_classification, Tags.models)
        register(check_policies, Tags.urls)
        register(check_fonts, Tags.compatibility)
        register(check_keyset_of_database, Tags.database)
        post_migrate.connect(write_key_check, sender=self, dispatch_uid="portal.common.key_check")
        import_module("portal.common.translation_notices")  # connects itself; it needs the models, so not before now
        import_module("portal.common.source_facts")
        import_module("portal.common.signin.receivers")
        # Last: what other receivers write about a page is written before other processes hear of the page.
        import_module("portal.common.content_changes")
