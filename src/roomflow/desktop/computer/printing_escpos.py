"""Receipt printers that speak ESC/POS, by the package python-escpos, which is an extra and may be missing.

The address is one that a person typed: `network:HOST:PORT`, `usb:VENDOR:PRODUCT` (hexadecimal) or `file:PATH`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.print_problem import PrintProblem

PORT: Final = 9100
PORT_MAX: Final = 65_535
SECONDS_MAX: Final = 10
NO_PAPER: Final = 0


def address_problem(address: str) -> str:
    """Why this is no address of a printer, as a sentence; empty where it is one."""
    kind, _colon, rest = address.partition(":")
    if kind == "network":
        host, _colon, port = rest.partition(":")
        good = bool(host) and not host.startswith("-") and (not port or (port.isdigit() and 0 < int(port) <= PORT_MAX))
    elif kind == "usb":
        good = _usb_ids(rest) is not None
    else:
        good = kind == "file" and bool(rest)
    if good:
        return ""
    return _("Write an address like network:192.168.1.50, usb:04b8:0e15 or file:/dev/usb/lp0.")


def print_image(image: QImage, address: str) -> None:
    """Print a picture of 8 dots a millimetre and cut the paper; raises PrintProblem."""
    problem = address_problem(address)
    if problem:
        raise PrintProblem(problem)
    try:
        from escpos.exceptions import Error
    except ImportError as error:
        words = _("Receipt printers need the package python-escpos: install roomflow with its extra “escpos”.")
        raise PrintProblem(words) from error
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "slip.png"
        # No dots between black and white: a module of the QR has sharp edges.
        image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither).save(str(picture))
        try:
            printer = _open(address)
            try:
                _need_paper(printer)
                printer.image(str(picture), impl="bitImageRaster", center=False)
                printer.cut()
            finally:
                printer.close()
        except (Error, OSError, RuntimeError) as error:  # RuntimeError: USB support is missing
            words = _("The printer at {address} cannot be reached ({reason}): switch it on, then print again.")
            raise PrintProblem(words.format(address=address, reason=error)) from error


def _open(address: str) -> Any:
    from escpos.printer import File, Network, Usb

    kind, _colon, rest = address.partition(":")
    if kind == "network":
        host, _colon, port = rest.partition(":")
        printer = Network(host, port=int(port or PORT), timeout=SECONDS_MAX)
    elif kind == "usb":
        vendor, product = _usb_ids(rest) or (0, 0)
        printer = Usb(vendor, product, timeout=SECONDS_MAX * 1_000)
    else:
        printer = File(rest)
    printer.open()
    return printer


def _need_paper(printer: Any) -> None:
    """Ask a printer that can answer; one that cannot, and a file, prints as it is."""
    try:
        status = printer.paper_status()
    except (NotImplementedError, OSError, IndexError, TypeError):
        return
    if status == NO_PAPER:
        raise PrintProblem(_("The printer has no paper: put a roll in, then print again."))


def _usb_ids(text: str) -> tuple[int, int] | None:
    vendor, colon, product = text.partition(":")
    try:
        ids = (int(vendor, 16), int(product, 16))
    except ValueError:
        return None
    return ids if colon and all(0 < each <= 0xFFFF for each in ids) else None
