"""What Wagtail's checker looks for in a page that an editor previews: its own rules and those of this house.

The checker runs axe in the preview, beside the editor. Each rule of ours is a pattern for the words of an element; the
few lines that compare them are in home/static/home/content-checks.js. What needs the whole page (reading level, missing
languages) the server looks for: home/staff/warnings.py.
"""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.userbar import ContentCheckerItem

from home.staff.warnings import PHONE

VAGUE_LINK = (
    r"^\s*([Cc]lick|[Pp]ress|[Tt]ap)?\s*([Hh]ere|[Tt]his( (link|page))?|[Mm]ore|([Rr]ead|[Ll]earn|[Ss]ee) more"
    r"|[Ll]ink|[Dd]etails|[Aa]quí|[Hh]aga clic aquí|[Mm]ás|[Ll]eer más|[Vv]er más|點擊這裡|点击这里|這裡|这里|更多"
    r"|[Ա-Ֆա-ֆ]*սեղմեք այստեղ|այստեղ|ավելին)\s*[.…>»]*\s*$"
)
ADDRESS_AS_LINK = r"^\s*(https?://|www\.)"
# Six capital letters and no small one, in the scripts that have both; a short name such as TTY or ADA passes.
SHOUTING = r"^([^a-zß-öø-ÿա-և]*[A-ZÀ-ÖØ-ÞԱ-Ֆ]){6}[^a-zß-öø-ÿա-և]*$"


Spec = dict[str, Any]


def _rule(name: str, selector: str, pattern: str, without: str = "") -> tuple[Spec, Spec]:
    """An axe rule that fails where the words of an element match, and its check; the words of the parts `without` do
    not count. content-checks.js has to know the name."""
    check = {"id": f"check-{name}", "options": {"pattern": pattern, "without": without}}
    rule = {"id": name, "impact": "serious", "selector": selector, "tags": ["best-practice"], "none": [check["id"]]}
    return rule | {"enabled": True}, check


OURS = (
    _rule("vague-link", "main a[href]", VAGUE_LINK),
    _rule("address-as-link", "main a[href]", ADDRESS_AS_LINK),
    _rule("shouting-heading", "h1, h2, h3, h4", SHOUTING),
    _rule("phone-without-link", "main p, main li", PHONE.pattern, without="a[href^='tel:'], ul, ol, p"),
)


class HouseChecks(ContentCheckerItem):
    """Wagtail's checks, axe's for pictures without words and pages without a heading, and ours."""

    class Media:
        js = ["home/content-checks.js"]

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "page-has-heading-one",
        *(rule["id"] for rule, _ in OURS),
    ]
    axe_custom_rules = [*ContentCheckerItem.axe_custom_rules, *(rule for rule, _ in OURS)]
    axe_custom_checks = [*ContentCheckerItem.axe_custom_checks, *(check for _, check in OURS)]
    axe_messages = ContentCheckerItem.axe_messages | {
        "image-alt": {
            "error_name": "Picture without words",
            "help_text": "Say what it shows, or mark it as decorative",
        },
        "page-has-heading-one": {
            "error_name": "The page has no main heading",
            "help_text": "Give it a title",
        },
        "vague-link": {
            "error_name": "Link that does not say where it leads",
            "help_text": "Let the words of the link name the page: people hear links without what stands around them",
        },
        "address-as-link": {
            "error_name": "Web address as the words of a link",
            "help_text": "Write the name of the page or office instead: a screen reader spells addresses out",
        },
        "phone-without-link": {
            "error_name": "Phone number that is no link",
            "help_text": "Make it a link (“Phone”), so that a tap calls it",
        },
        "shouting-heading": {
            "error_name": "Heading in capital letters",
            "help_text": "Write it as a sentence: capitals are harder to read, and some screen readers spell them",
        },
    }


def use_our_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Puts our checker in place of Wagtail's."""
    items[:] = [
        HouseChecks(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
