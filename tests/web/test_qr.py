"""A ticket's QR, put together from its bits, reads as its text; one with a bit left out does not."""

from __future__ import annotations

import random

import pytest
import zxingcpp
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from roomflow.domain.codes import CODE_CHARACTERS, draw_code, qr_text
from roomflow.web import qr
from roomflow.web.qr import Bits, bits_behind, qr_svg

CODES = 100
SIDE = 200


def read(svg: str) -> str | None:
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    found = zxingcpp.read_barcode(image)
    return None if found is None else found.text


@pytest.mark.parametrize("public", ["", "http://192.168.100.20:8127", "https://[fd00::20]:8127"])
def test_every_code_that_is_drawn_reads_as_its_text(public: str, seed: int) -> None:
    dice = random.Random(seed)
    texts = [qr_text(draw_code(dice.getrandbits), public) for _ in range(CODES)]
    assert [read(qr_svg(text)) for text in texts] == texts, f"seed {seed}"


def test_negative_control_with_bits_of_another_code_it_does_not_read_as_its_text(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    text = qr_text(draw_code(random.Random(seed).getrandbits))
    whole = bits_behind(text[:-CODE_CHARACTERS].encode())
    missing = next(place for place in range(8) if ord(text[-1]) >> place & 1)
    without = (*whole.each[:missing], 0, *whole.each[missing + 1 :])
    qr._turned.cache_clear()
    monkeypatch.setattr(qr, "bits_behind", lambda _beginning: Bits(whole.modules, whole.bare, without))
    drawn = read(qr_svg(text))
    qr._turned.cache_clear()
    assert drawn is not None, f"seed {seed}"
    assert drawn != text, f"seed {seed}"
