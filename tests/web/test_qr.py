"""A ticket's QR, put together from its bits, reads as its text; one with a bit left out does not."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
import zxingcpp
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from roomflow.domain.codes import CODE_CHARACTERS, draw_code, qr_text
from roomflow.web import qr
from roomflow.web.qr import CODE_BITS, Bits, bits_behind, qr_svg

CODES = 100
SIDE = 200
SECONDS_MAX = 30.0
SHORT_SECONDS = 0.05


def read(svg: str) -> str | None:
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    found = zxingcpp.read_barcode(image)
    return None if found is None else found.text


def test_what_two_threads_ask_for_at_once_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []
    begun, asked = threading.Event(), threading.Event()

    def slowly(data: bytes) -> tuple[int, int]:
        drawn.append(data)
        begun.set()
        assert asked.wait(SECONDS_MAX)
        return 1, len(drawn)

    monkeypatch.setattr(qr, "_drawn", slowly)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(bits_behind, b"drawn beside it ")
        assert begun.wait(SECONDS_MAX)
        second = threads.submit(bits_behind, b"drawn beside it ")
        assert not wait([second], SHORT_SECONDS).done, "it waits for the first"
        asked.set()
        assert first.result(SECONDS_MAX) is second.result(SECONDS_MAX)
    assert len(drawn) == 1 + CODE_BITS


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
