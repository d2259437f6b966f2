"""One stylesheet out of many small files, without a build step (docs/decisions/look.md).

`css/site.css` does not lie in the source tree. This finder puts it together from css/base.css, css/tokens.css and
css/components/*.css whenever it is asked for: by the development server, by whitenoise, by collectstatic. Each part is
looked up through the other finders, so a city with its own css/tokens.css in an earlier folder re-brands the site.
"""

import gzip
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage, Storage

SHEET = "css/site.css"
# The same, compressed: whitenoise sends the file beside the asked one that the browser takes.
COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    f"{SHEET}.br": partial(brotli.compress, mode=brotli.MODE_TEXT),
    f"{SHEET}.gz": partial(gzip.compress, mtime=0),
}
SOURCES = Path(__file__).resolve().parents[1] / "static"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s*\n\s*")


def part_names() -> list[str]:
    """The parts in order: base.css opens with the order of the layers, so the order of the others does not matter."""
    components = sorted(path.name for path in (SOURCES / "css/components").glob("*.css"))
    return ["css/base.css", "css/tokens.css", *(f"css/components/{name}" for name in components)]


def put_together() -> str:
    """The text of the stylesheet: all parts, without comments and indents."""
    texts = []
    for name in part_names():
        path = finders.find(name)
        if not isinstance(path, str):
            raise FileNotFoundError(name)
        texts.append(SPACE.sub("\n", COMMENT.sub("", Path(path).read_text())).strip())
    return "\n".join(texts) + "\n"


class StylesheetFinder(finders.BaseFinder):
    """Finds css/site.css and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "stylesheet")
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check: the parts come with the code."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where the stylesheet lies, freshly put together; an empty list for every other path."""
        if path != SHEET:
            return []
        found = str(self.write())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """The stylesheet, plain and compressed, for collectstatic and for whitenoise's list of files."""
        self.write()
        for name in (SHEET, *COMPRESSED):
            yield name, self.storage

    def write(self) -> Path:
        """Writes the files if the stylesheet changed; a reader never sees half of one."""
        target = Path(self.storage.path(SHEET))
        body = put_together().encode()
        compressed = [Path(self.storage.path(name)) for name in COMPRESSED]
        if not all(path.exists() for path in (target, *compressed)) or target.read_bytes() != body:
            target.parent.mkdir(parents=True, exist_ok=True)
            for path, compress in zip(compressed, COMPRESSED.values(), strict=True):
                replace(path, compress(body))
            replace(target, body)
        return target


def replace(path: Path, body: bytes) -> None:
    """Puts the file in place whole."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(body)
    draft.replace(path)
