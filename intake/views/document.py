"""A template as a PDF to keep: the sender's copy, the form on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.common import pdf
from portal.common.languages import language_of


def as_pdf(
    request: HttpRequest, template: str, context: dict[str, Any], *, filename: str, otherwise: str
) -> HttpResponse:
    """The document in the active language, to be saved under `filename`; where none can be written now, a redirect to
    `otherwise`. The context has its `title` and the moment it was `created`."""
    try:
        written = pdf_from(template, context, request)
    except pdf.PdfUnavailable:
        return HttpResponseRedirect(otherwise)
    return as_file(written, filename=filename, shown=False)


def pdf_from(template: str, context: dict[str, Any], request: HttpRequest | None = None) -> bytes:
    """The bytes of the document; raises PdfUnavailable. Without a request the context brings `program` and `demo`."""
    html = render_to_string(template, context, request)
    return pdf.pdf_of(html, language=language_of(get_language()), title=context["title"], created=context["created"])


def as_file(written: bytes, *, filename: str, shown: bool) -> HttpResponse:
    """The answer that carries a PDF, `shown` in the browser or saved."""
    response = HttpResponse(written, content_type="application/pdf")
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{filename}"'
    return response
