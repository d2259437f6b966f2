"""QR codes as markup of the page, since the content policy allows no data: images."""

import qrcode  # type: ignore[import-untyped]

LABEL = "QR code for your authenticator app"
"""What it is called for somebody who does not see it, unless something else is said."""


def inline_svg(text: str, label: str = LABEL) -> str:
    """An `<svg>` of `text`, black on white in dark mode too, with the quiet zone that scanners need."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return (
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="240" height="240" '
        f'shape-rendering="crispEdges" role="img" aria-label="{label}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    )
