"""What cameras and programs write into pictures beside the picture: the place, the time, names. None of it goes out.

Colour profiles stay, and which side is up. An original loses the rest when it is uploaded (`without_metadata`), a copy
once more when it is made (`BareFilter`): a picture may have come into the storage some other way.
"""

from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image
from wagtail.images.models import Filter

ORIENTATION = 0x0112
COLOUR = {"icc_profile", "transparency", "gamma", "srgb"}
# "keep" means the tables of the file itself, which costs next to nothing; phones also write JPEG files of two pictures.
OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": "keep"},
    "MPO": {"quality": 95},
    "PNG": {},
    "WEBP": {"quality": 95},
}


def without_metadata(file: BinaryIO) -> bytes:
    """The picture of this file written anew in its own format, one picture only. Raises OSError or ValueError for a
    file that is damaged."""
    with Image.open(file) as picture:
        exif = Image.Exif()
        if side := picture.getexif().get(ORIENTATION):
            exif[ORIENTATION] = side
        _keep_colour(picture)
        written = BytesIO()
        kind = picture.format or ""
        colours = {"icc_profile": picture.info.get("icc_profile")}
        picture.save(written, kind.replace("MPO", "JPEG"), exif=exif.tobytes(), **colours, **OPTIONS[kind])
    return written.getvalue()


class BareFilter(Filter):
    """Wagtail's recipe for a copy, with one step more at the end: Willow would copy EXIF and comments."""

    @property
    def filter_operations(self) -> list[Any]:
        """The steps after the picture was turned upright and cut."""
        return [*super().filter_operations, _Bare()]


class _Bare:
    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        _keep_colour(willow.get_pillow_image())
        return willow


def _keep_colour(picture: Image.Image) -> None:
    picture.info = {name: value for name, value in picture.info.items() if name in COLOUR}
