"""Pictures of the public site under /media/, the same in the demo and in production (docs/decisions/media.md).

Only copies that Wagtail made itself go out: they were read as a picture and written anew, so they are one. Originals,
papers and everything else in the storage have no address here; papers go through Wagtail's own view, as a download
(docs/decisions/editing.md).
"""

from errno import ENAMETOOLONG, ENOENT

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from portal.common.policies import public

# One folder, names without a slash, and the endings of pictures that Wagtail writes: no SVG.
COPIES = r"(?P<name>images/[\w.-]+\.(?P<kind>jpg|jpeg|png|webp|avif|gif))"
TYPES = {"jpg": "jpeg"}
# Another version of a picture has another name, since Wagtail adds letters to one that is taken.
KEPT = "public, max-age=86400"


@public
@require_safe
def picture(request: HttpRequest, name: str, kind: str) -> FileResponse:
    """The copy of this name from the storage, shown as a picture and as nothing else. Raises Http404 without one."""
    try:
        file = storages["default"].open(name)
    except OSError as fault:
        if fault.errno not in (ENOENT, ENAMETOOLONG):
            raise
        raise Http404 from None
    response = FileResponse(file, content_type=f"image/{TYPES.get(kind, kind)}")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = KEPT
    return response
