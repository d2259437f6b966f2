"""The public figures: what is published when, and what is never shown. Frozen figures come with the first period."""

from wagtail_localize.fields import SynchronizedField

from portal.common.part_pages import ListingPage


class FiguresPage(ListingPage):
    """`/<language>/figures/`. It will read approved, frozen figures only; there are none yet."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    page_description = "What the program publishes about its work, and what it never shows. There is one."
    # DESIGN section 8: outside checks rely on /<language>/figures/.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = "figures"
