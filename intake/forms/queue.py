"""What comes with the forms on the queue: cases to give to somebody, a list to keep."""

from typing import Any
from uuid import UUID

from django import forms

NOBODY = "nobody"
WHO = "Choose who gets the cases."
CASES = "Tick at least one case."


class CaseIdsField(forms.Field):
    """The ticked cases, each by its id."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        """The ids; anything else was not ticked in our page."""
        try:
            return [UUID(each) for each in value or ()]
        except ValueError:
            raise forms.ValidationError(CASES) from None


class AssignForm(forms.Form):
    """Which cases, who gets them, and the list to go back to. Who may is the service's matter."""

    case = CaseIdsField(error_messages={"required": CASES})
    owner = forms.RegexField(rf"^({NOBODY}|[1-9][0-9]{{0,8}})$", error_messages={"required": WHO, "invalid": WHO})
    query = forms.CharField(required=False)

    def clean_owner(self) -> int | None:
        """The owner's account; None for nobody."""
        owner = self.cleaned_data["owner"]
        return None if owner == NOBODY else int(owner)


class SaveFilterForm(forms.Form):
    """The name under which a list is kept, whether its owner is told about it, and the list itself."""

    name = forms.CharField(max_length=60, error_messages={"required": "Give the list a name."})
    notifies = forms.BooleanField(required=False)
    query = forms.CharField(required=False, max_length=2000)
