"""A body in the codings that browsers take: Brotli, gzip, as it is."""

import gzip
from functools import lru_cache

import brotli

# At 5 a page takes 1.5 ms and is 14 % larger than at 11, which takes 20 ms.
BROTLI_QUALITY = 5
# Best first.
CODINGS = ("br", "gzip")


def in_every_coding(body: bytes) -> dict[str, bytes]:
    """The body under each coding that makes it smaller, best first, and as it is under the empty name."""
    coded = {"br": brotli.compress(body, quality=BROTLI_QUALITY), "gzip": gzip.compress(body, mtime=0)}
    return {**{coding: coded[coding] for coding in CODINGS if len(coded[coding]) < len(body)}, "": body}


@lru_cache(maxsize=256)
def accepted(header: str) -> tuple[str, ...]:
    """The codings of ours that an Accept-Encoding header allows, best first; the empty name, as it is, always last."""
    wanted: dict[str, bool] = {}
    for part in header.lower().split(","):
        coding, _, parameters = part.partition(";")
        wanted[coding.strip()] = parameters.replace(" ", "").rstrip("0") not in ("q=", "q=0.")
    return (*(coding for coding in CODINGS if wanted.get(coding, wanted.get("*", False))), "")
