"""Guide pages: how it works, what to expect, privacy, contact and every other page that explains."""

from django.utils.translation import gettext_lazy

from portal.common.part_pages import PartPage


class GuidePage(PartPage):
    """A page that explains one thing. Contact, privacy notice and accessibility statement are guides too."""

    parent_page_types = ["home.HomePage", "outreach.GuidePage"]
    subpage_types = ["outreach.GuidePage"]
    template = "outreach/guide_page.html"
    search_kind = gettext_lazy("Guide")
    search_rank = 2
    page_description = "Explains one thing: an introduction, then text, points, steps and notices."

    class Meta:
        verbose_name = "guide page"
