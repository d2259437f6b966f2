"""Pages that are not for everybody: Wagtail's "Privacy". Few sites have any, so a page should not pay for asking.

Aliases take the restrictions of the page they mirror, wherever it lies: Wagtail itself sorts those out.
"""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

from portal.common.kept_values import KeptValues


def may_be_restricted(page: Page) -> bool:
    """Whether Wagtail must be asked: the page, one above it or one that is mirrored somewhere has a restriction. One
    query, and none while the process knows the answer."""
    return any(mirrored or page.path.startswith(path) for path, mirrored in _restricted.of(None))


def read_restricted(_: None = None) -> frozenset[tuple[str, bool]]:
    """The place in the tree of each page with a restriction, and whether it is mirrored. One query."""
    return frozenset(
        (path, alias is not None)
        for path, alias in PageViewRestriction.objects.values_list("page__path", "page__aliases")
    )


_restricted = KeptValues(read_restricted)


def restricted() -> Exists:
    """The same as a condition for the pages of an outer query."""
    outer_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(outer_path=outer_path).filter(
            Q(outer_path__startswith=F("page__path")) | Q(page__aliases__isnull=False)
        )
    )
