"""The program's name, city and contact lines, shown on every page: one row for each language."""

from django.db import models
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from portal.common.classification import Retention, classified


class ProgramDetails(TranslatableMixin, RevisionMixin, models.Model):
    """What names this program and how to reach it. Another city changes these rows and no code."""

    name = models.CharField(max_length=80, help_text="The full name, as on letters.")
    short_name = models.CharField(max_length=40, help_text="The name in a sentence: “Mediation Program”.")
    city = models.CharField(max_length=80, help_text="As it reads above the name, for example “City of Pasadena”.")
    phone = PhoneNumberField(help_text="The help line on every page. The same in every language.")
    tty = models.CharField("TTY", max_length=20, blank=True, help_text="711 is the relay service in the United States.")
    email = models.EmailField("e-mail address")
    hours = models.CharField(max_length=120, help_text="When a person answers the phone.")
    interpreter_line = models.CharField(
        max_length=160, help_text="Says in the reader's language that help in it is free and how to get it."
    )

    override_translatable_fields = [
        SynchronizedField("phone", overridable=False),
        SynchronizedField("tty", overridable=False),
        SynchronizedField("email", overridable=False),
    ]
    field_classes = classified(
        retention=Retention.CONTENT, K0="id name short_name city phone tty email hours interpreter_line"
    )

    panels = [
        HelpPanel("Every page shows this. A change is public as soon as you save; then sync the other languages."),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name"), FieldPanel("city")], heading="Names"),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("tty"), FieldPanel("email"), FieldPanel("hours")], heading="Help line"
        ),
        FieldPanel("interpreter_line"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "program details"
        verbose_name_plural = "program details"

    def __str__(self) -> str:
        return self.name
