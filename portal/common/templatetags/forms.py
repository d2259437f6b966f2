"""Tags that draw a form: `{% field form.name %}`, `{% fields form %}`, `{% error_summary form %}`."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def field(bound_field: BoundField, heading: bool = False) -> SafeString:
    """One question. With `heading=True` its label or legend is the h1 of the page."""
    renderer = bound_field.form.renderer
    context = {"field": bound_field, "heading": heading}
    return mark_safe(renderer.render(bound_field.template_name, context))  # noqa: S308 - a template escaped it


@register.simple_tag
def fields(form: forms.BaseForm, heading: bool = False) -> SafeString:
    """All questions of a form in order, hidden fields first. `heading=True` makes the first one the h1 of the page."""
    parts = [str(bound) for bound in form.hidden_fields()]
    parts += [field(bound, heading=heading and place == 0) for place, bound in enumerate(form.visible_fields())]
    return mark_safe("\n".join(parts))  # noqa: S308 - every part came out of a template


# What Django's own template for the attributes of an input draws, in a fraction of the time.
register.filter("attributes", flatatt)


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm, labels: bool = False) -> dict[str, Any]:
    """All errors of the form in page order, each with the id of the input to go to; nothing when there are none. With
    `labels=True` each line names its field: staff forms share words such as "Choose one."."""
    if not form.errors:
        return {"problems": []}
    problems = [{"message": message, "input_id": ""} for message in form.non_field_errors()]
    for bound in form:
        target = getattr(bound, "first_input_id", bound.auto_id)
        named = _named(str(bound.label)) if labels and not bound.is_hidden else ""
        problems += [{"message": f"{named}{message}", "input_id": target} for message in bound.errors]
    return {"problems": problems}


def _named(label: str) -> str:
    """A label in front of an error: a question ends with its own mark."""
    return f"{label}{'' if label.endswith('?') else ':'} " if label else ""
