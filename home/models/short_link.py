"""Short addresses for paper: `/go/library/` on a flyer leads to a page of this site, in the reader's language."""

import re
from datetime import timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page

from portal.common.classification import Retention, classified
from portal.common.languages import LANGUAGES

CODE = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# Letters, digits and hyphens between single slashes, then perhaps an anchor: no host, no scheme, no query, no dots.
OWN_PATH = re.compile(r"/(?:[a-z0-9_-]+/)*(?:#[A-Za-z][A-Za-z0-9_-]*)?")
# Behind these a short link would lead in a circle, or to people's own and staff pages.
NOT_FOR_PAPER = ("/go/", "/admin/", "/accounts/", "/static/", "/media/", "/documents/")


def language_choices() -> list[tuple[str, str]]:
    """The languages that a link can be tied to. A function, so that a new language needs no migration."""
    return [(language.code, language.name) for language in LANGUAGES]


def is_own_path(path: str) -> bool:
    """Whether a path is one of this site's public addresses: it can lead to no other host, whatever a browser makes
    of it."""
    return OWN_PATH.fullmatch(path) is not None and not path.startswith(NOT_FOR_PAPER)


def validate_own_path(path: str) -> None:
    """Raises ValidationError with words for the editor."""
    if not is_own_path(path):
        raise ValidationError(
            "Only an address of this site, without a language, such as /request/ or /faq/#cost. Not another site."
        )


class ShortLinkQuerySet(models.QuerySet["ShortLink"]):
    """Short links as the staff list shows them."""

    def with_visits(self) -> "ShortLinkQuerySet":
        """Each link with `visits` and `recent_visits`, those of the last thirty days."""
        recent = Q(days__day__gt=localdate() - timedelta(days=30))
        return self.annotate(
            visits=Coalesce(Sum("days__visits"), 0),
            recent_visits=Coalesce(Sum("days__visits", filter=recent), 0),
        )


class ShortLink(models.Model):
    """A code and where it leads: a page, or a path on this site. Never another site, so nobody can borrow our name."""

    code = models.CharField(
        max_length=40,
        unique=True,
        help_text="Small letters, digits and hyphens, short enough to type: “library” becomes /go/library/.",
    )
    page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The page it leads to. Readers get it in their language where that version is published.",
    )
    path = models.CharField(
        "other address on this site",
        max_length=200,
        blank=True,
        validators=[validate_own_path],
        help_text="Instead of a page: an address without its language, for example /events/ or /faq/#cost.",
    )
    language = models.CharField(
        max_length=10,
        blank=True,
        choices=language_choices,
        help_text="For a flyer in one language. Empty: the language of the reader's phone or computer.",
    )
    source = models.CharField(
        max_length=60, blank=True, help_text="Where people find it, for example “library flyer”. Staff only."
    )
    note = models.TextField(blank=True, help_text="Who printed how many, and when. Staff only.")

    field_classes = classified(retention=Retention.CONTENT, K1="id code page path language source note")
    objects = ShortLinkQuerySet.as_manager()

    panels = [
        HelpPanel(
            "A code on paper cannot be changed. If its page is deleted the code leads to the home page; if the code is"
            " deleted, people see “page not found”. Visits are counted by day, and nothing about who came."
        ),
        FieldPanel("code"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("path"), FieldPanel("language")], heading="Leads to"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("note")], heading="For staff"),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(code__regex=f"^{CODE}$"), name="short_link_code_is_plain"),
            models.CheckConstraint(condition=Q(page=None) | Q(path=""), name="short_link_leads_to_one_place"),
            models.CheckConstraint(
                condition=Q(path="") | Q(path__regex=rf"^{OWN_PATH.pattern}$"), name="short_link_path_is_our_own"
            ),
        ]

    def __str__(self) -> str:
        return f"/go/{self.code}/"

    @property
    def target(self) -> str:
        """Where it leads, in words for the staff's list."""
        return str(self.page) if self.page else self.path or "The home page: its page was deleted"

    def clean(self) -> None:
        """One target, no more and no less; the code in small letters whatever was typed."""
        self.code = self.code.strip().lower()
        if not re.fullmatch(CODE, self.code):
            raise ValidationError({"code": "Small letters, digits and single hyphens only."})
        if bool(self.page_id) == bool(self.path):
            raise ValidationError({"page": "Choose a page or give another address, one of the two."})


class ShortLinkDay(models.Model):
    """How many people followed a link on a day: a number, no address, no cookie, no time."""

    link = models.ForeignKey(ShortLink, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    visits = models.PositiveIntegerField(default=0)

    field_classes = classified(retention=Retention.STATISTICS, K2="id link day visits")

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["link", "day"], name="one_row_per_link_and_day"),
        ]


def count_visit(link: ShortLink) -> None:
    """Adds one to today's number, in one statement, so that two visits at once are two."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO home_shortlinkday (link_id, day, visits) VALUES (%s, %s, 1)"
            " ON CONFLICT (link_id, day) DO UPDATE SET visits = home_shortlinkday.visits + 1",
            [link.pk, localdate()],
        )
