"""The code of a ticket as a picture for browsers: SVG of its modules, black on white in either light."""

from __future__ import annotations

from typing import Final

QUIET_MODULES: Final = 4
"""What must stay clear around it (BRIEF)."""


def qr_svg(text: str) -> str:
    """One path of all dark modules; no text of the code stands in it."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=QUIET_MODULES)
    code.add_data(text)
    matrix = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark)
    path = "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#FFFFFF" d="M0 0h{size}v{size}h-{size}z"/><path fill="#000000" d="{path}"/></svg>'
    )
