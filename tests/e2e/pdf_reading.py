"""What a reader, or a program that reads aloud, gets out of a PDF of ours."""

import io
import unicodedata
from typing import Any

from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    """The text of all pages, as copying it out of the document would give it."""
    return "\n".join(page.extract_text() for page in reader(pdf).pages)


def missing_letters(pdf: bytes, source: str) -> set[str]:
    """The letters of the plain text `source` that the PDF does not have: those that no font could draw."""
    return visible(source) - visible(words(pdf))


def visible(text: str) -> set[str]:
    """The characters that leave ink, in one spelling: fonts may hold a letter under another of its code points."""
    plain = unicodedata.normalize("NFKC", text)
    return {letter for letter in plain if unicodedata.category(letter)[0] not in "CZ"}


def tags(pdf: bytes) -> list[str]:
    """The kinds of the document's parts, such as /H1 and /P, in reading order."""
    return list(_kinds(reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _kinds(node: Any):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _kinds(child)
    elif isinstance(node, dict) and "/S" in node:
        yield str(node["/S"])
        yield from _kinds(node.get("/K", []))
