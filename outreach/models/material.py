"""What people can take away: flyers, cards and sheets, each with its files in several languages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import ChoiceBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from portal.common.classification import Retention, classified
from portal.common.languages import BY_CODE, LANGUAGES
from portal.common.part_pages import ListingPage, PartPage


class Format(models.TextChoices):
    """What a material is when it is printed."""

    SHEET = "sheet", "Information sheet"
    FLYER = "flyer", "Flyer"
    CARD = "card", "Card"
    FORM = "form", "Form"


def language_choices() -> list[tuple[str, str]]:
    """The languages of the portal. A function, so that a new language needs no migration."""
    return [(language.code, language.name) for language in LANGUAGES]


class FileBlock(StructBlock):
    """One file and the language it is in."""

    language = ChoiceBlock(choices=language_choices)
    document = DocumentChooserBlock(label="File")

    class Meta:
        icon = "doc-full-inverse"
        label = "File"
        description = "A PDF in one language. Readers of every language see all files, their own language first."


class MaterialIndexPage(ListingPage):
    """All materials."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["outreach.MaterialPage"]
    max_count = 1
    template = "outreach/material_index_page.html"
    page_description = "All materials. There is one."
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = "list of materials"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `materials`. One query."""
        rows = MaterialPage.objects.child_of(self).live().order_by("path").values("title", "slug", "kind", "intro")
        materials = [row | {"kind": Format(row["kind"])} for row in rows]
        return super().get_context(request, *args, **kwargs) | {"materials": materials}


class MaterialPage(PartPage):
    """One thing to take away."""

    kind = models.CharField("format", max_length=10, choices=Format.choices, default=Format.SHEET)
    files = StreamField(
        [("file", FileBlock())],
        blank=True,
        max_num=30,
        help_text="Add files on the English page only, and sync: the translations show the same ones.",
    )

    parent_page_types = ["outreach.MaterialIndexPage"]
    subpage_types: list[str] = []
    template = "outreach/material_page.html"
    search_kind = gettext_lazy("Material")
    page_description = "Something to print or share, with a file for each language."
    facts_of_source = ("kind", "files")
    field_classes = classified(retention=Retention.CONTENT, K1="kind files")

    content_panels = [
        *PartPage.content_panels[:3],
        FieldPanel("kind"),
        FieldPanel("files"),
        *PartPage.content_panels[3:],
    ]

    class Meta:
        verbose_name = "material"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with its `downloads`, the reader's language first. One query for all files."""
        context = super().get_context(request, *args, **kwargs)
        files = [file.value for file in self.files if file.value["document"]]
        downloads = [{"language": BY_CODE[file["language"]], "document": file["document"]} for file in files]
        downloads.sort(key=lambda download: download["language"] != context["language"])
        return context | {"downloads": downloads, "format": Format(self.kind)}
