"""A template as a PDF to keep: the sender's copy, the form on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.common import pdf
from portal.common.languages import language_of


def as_pdf(
    request: HttpRequest, template: str, context: dict[str, Any], *, filename: str, shown: bool, otherwise: str
) -> HttpResponse:
    """The document in the active language, `shown` in the browser or saved under `filename`; where none can be written
    now, a redirect to `otherwise`. The context has its `title` and the moment it was `created`."""
    html = render_to_string(template, context, request)
    language = language_of(get_language())
    try:
        written = pdf.pdf_of(html, language=language, title=context["title"], created=context["created"])
    except pdf.PdfUnavailable:
        return HttpResponseRedirect(otherwise)
    response = HttpResponse(written, content_type="application/pdf")
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{filename}"'
    return response
