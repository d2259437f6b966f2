"""The roles of the people who sign in. Each is a Django group of this name; the apps say what a role may do.

Source: DESIGN section 1, DOMAIN section 8 and the role table in SECURITY.md section 2. Reviewers are the second pair of
eyes that the table asks for between an editor and the public (docs/decisions/editing.md). A lead administrator is a
program administrator who also decides (docs/decisions/cases.md).
"""

from django.db.models import TextChoices


class Role(TextChoices):
    """A group of staff; the value is the group's name."""

    LEAD = "Lead administrators"
    ADMINISTRATOR = "Program administrators"
    MEDIATOR = "Mediators"
    LIAISON = "City liaisons"
    EDITOR = "Outreach editors"
    REVIEWER = "Outreach reviewers"
    TRANSLATOR = "Translators"
    AUDITOR = "Auditors"
