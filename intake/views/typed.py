"""What somebody typed and could not send. A form that is shown once more holds it, and says that it is not sent yet."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase, QueryDict

Answer = TypeVar("Answer", bound=HttpResponseBase)


def show_again(
    view: Callable[..., Answer], request: HttpRequest, typed: QueryDict, *args: Any, **kwargs: Any
) -> Answer:
    """The page of a view with what was typed there, as an answer to a POST that must do nothing."""
    request.method = "GET"
    request.typed = typed  # type: ignore[attr-defined]
    return view(request, *args, **kwargs)


def typed_in(request: HttpRequest) -> QueryDict | None:
    """What the form of a page holds: what was sent now, or typed before; None where the page was just opened."""
    return request.POST if request.method == "POST" else getattr(request, "typed", None)


def is_sent(request: HttpRequest, form: Any) -> bool:
    """Whether the form was sent, and is right."""
    return request.method == "POST" and form.is_valid()
