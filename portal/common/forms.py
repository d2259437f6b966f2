"""How every form of the public site looks: the renderer, and what a field knows about itself when it is drawn.

Named in settings as FORM_RENDERER. Forms stay plain Django forms; templates draw them with the tags of
`{% load forms %}` (portal/common/templatetags/forms.py). docs/decisions/look.md has the pattern of a page.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from portal.common.memorable_date import MemorableDateInput


class PortalBoundField(BoundField):
    """A field of a form as its template sees it."""

    @property
    def is_radio_group(self) -> bool:
        """True for one choice out of several: the group carries aria-invalid, a radio button may not."""
        widget = self.field.widget
        return isinstance(widget, forms.RadioSelect) and not isinstance(widget, forms.CheckboxSelectMultiple)

    @property
    def is_single_checkbox(self) -> bool:
        """True for one box to tick: its label stands behind it, and "optional" says nothing there."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def invalid_parts(self) -> tuple[str, ...]:
        """The parts of a date that its errors name, in page order; all parts when an error names none."""
        errors = self.form.errors.as_data().get(self.name, [])
        named = [part for error in errors for part in (error.params or {}).get("parts", MemorableDateInput.parts)]
        return tuple(part for part in MemorableDateInput.parts if part in named)

    @property
    def first_input_id(self) -> str:
        """The id that an error summary links to: the input, the first choice, the first wrong part of a date."""
        if self.is_hidden or not self.auto_id:
            return ""
        if isinstance(self.field.widget, forms.RadioSelect):
            return f"{self.auto_id}_0"
        if isinstance(self.field.widget, MemorableDateInput):
            return self.field.widget.part_id(self.auto_id, (self.invalid_parts or MemorableDateInput.parts)[0])
        return str(self.id_for_label or self.auto_id)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes, with aria-invalid only where the role allows it and only on the wrong part of a date."""
        attrs = super().build_widget_attrs(attrs, widget)
        if self.is_radio_group and "aria-invalid" in attrs:
            del attrs["aria-invalid"]
        if isinstance(widget or self.field.widget, MemorableDateInput) and "aria-invalid" in attrs:
            del attrs["aria-invalid"]
            attrs["invalid_parts"] = " ".join(self.invalid_parts)
            attrs["error_id"] = f"{self.auto_id}_error"
        return attrs


class PortalFormRenderer(TemplatesSetting):
    """Django's renderer, looking in our templates first; one template draws every field."""

    field_template_name = "forms/field.html"
    bound_field_class = PortalBoundField
