"""A browser for all tests of the pages, and a desk with a web server for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.browser.browsing import WAIT_MS_MAX, Surprises, chromium_of, chromium_program, opened
from tests.web.site import Site, site_in


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    chromium_program()
    expect.set_options(timeout=WAIT_MS_MAX)
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with chromium_of(playwright) as browser:
        yield browser


@pytest.fixture
def surprises() -> Iterator[Surprises]:
    """Fails a test whose pages threw or complained."""
    made = Surprises()
    yield made
    assert made.found == []


@pytest.fixture
def context(chromium: Browser, surprises: Surprises) -> Iterator[BrowserContext]:
    """One device."""
    made = opened(chromium, surprises)
    yield made
    made.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path, tickets=True) as made:
        yield made
