"""The sample evening from four phones and one display while half of all requests are disturbed; browsers that die."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from roomflow.domain.commands import SendParty
from tests.browser.browsing import FLAGS, Surprises, chromium_program, opened, pair, station
from tests.browser.evening import DOORS, WITHOUT_IDS, Phone, taps_of
from tests.browser.proxy import network
from tests.web.site import CHAMBER, Site

SHARE = 0.5
TAPS = 240
TAPS_IN_PROOF = 20_000
KILLS = 2
LOST = 2
"""So many answers are lost after the desk has recorded what was sent."""
KILLS_IN_PROOF = 50


def evening(chromium: Browser, site: Site, surprises: Surprises, taps: int, seed: int) -> None:
    for _ in range(50):
        site.do(SendParty(6))
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net, ExitStack() as stack:
        screen = stack.enter_context(opened(chromium, surprises, viewport={"width": 1920, "height": 1080}))
        display = station(screen, site, "display-calls")
        phones = []
        for space in DOORS:
            phone = Phone(chromium, surprises, site, net, space)
            stack.callback(phone.context.close)
            phones.append(phone)
        net.disturb(SHARE)
        for phone in phones:
            phone.press(taps_of(phone.space, taps // len(phones)))
        for phone in phones:
            phone.finish()
        errors = {phone.space: phone.error(site) for phone in phones}
        inside = {room: site.meeting.spaces[room].inside for room in DOORS}
        print(
            f"{sum(len(p.taps) for p in phones)} taps, {net.disturbed} of {net.requests} requests disturbed: {errors}"
        )
        assert net.disturbed > net.requests / 4 > 0
        assert errors == dict.fromkeys(DOORS, 0)
        for room in DOORS:
            wanted = str(max(0, site.meeting.spaces[room].free))
            row = display.locator("#rooms li", has_text=room).locator(".figure")
            expect(row).to_have_text(wanted)
        for phone in phones:
            expect(phone.page.locator("#inside")).to_have_text(str(inside[phone.space]))


def test_the_evening_is_counted_without_an_error_behind_a_network_that_fails(
    chromium: Browser, site: Site, surprises: Surprises, seed: int
) -> None:
    evening(chromium, site, surprises, TAPS, seed)


@pytest.mark.proof
def test_twenty_thousand_taps_are_counted_without_an_error(
    chromium: Browser, site: Site, surprises: Surprises, seed: int
) -> None:
    evening(chromium, site, surprises, TAPS_IN_PROOF, seed)


@pytest.mark.parametrize("has_ids", [True, False])
def test_an_answer_that_is_lost_makes_errors_only_without_ids(
    chromium: Browser, site: Site, surprises: Surprises, seed: int, has_ids: bool
) -> None:
    with network(site.web.staff.host, site.web.staff.port, 0, seed) as net, ExitStack() as stack:
        phone = Phone(chromium, surprises, site, net, CHAMBER)
        stack.callback(phone.context.close)
        if not has_ids:
            phone.page.evaluate(WITHOUT_IDS)
        net.ways = ("after",)
        net.disturb(1)
        phone.press(taps_of(CHAMBER, 60))
        while net.disturbed < LOST:
            phone.page.wait_for_timeout(50)
        net.disturb(0)
        phone.finish()
        assert (phone.error(site) == 0) is has_ids


# --- browsers that die -----------------------------------------------------------------------------------


@contextmanager
def living(playwright: Playwright, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], Page]]:
    """A browser in a process of its own, with what it kept in `folder`; killed at the end."""
    port_file = folder / "DevToolsActivePort"
    port_file.unlink(missing_ok=True)
    flags = [*FLAGS, "--headless", "--remote-debugging-port=0", f"--user-data-dir={folder}"]
    process = subprocess.Popen(
        [chromium_program(), *flags, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        waited = threading.Event()
        for _ in range(400):
            if port_file.exists() and port_file.read_text().count("\n"):
                break
            waited.wait(0.05)
        port = port_file.read_text().splitlines()[0]
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        yield process, browser.contexts[0].new_page()
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """As a battery that falls out: the whole browser at once."""
    if process.poll() is None:
        import os

        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


CONFIRMED = """
() => {
  window.shown = 0;
  const inside = document.getElementById("inside");
  const tell = () => console.log(`shown ${inside.textContent}`);
  new MutationObserver(tell).observe(inside, { childList: true, characterData: true, subtree: true });
  const press = async () => {
    for (;;) {
      document.getElementById("in").click();
      console.log("pressed");
      await new Promise((yes) => setTimeout(yes, 15));
    }
  };
  press();
}
"""


def listened(page: Page) -> list[str]:
    """What the page says in its console from now on."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text))
    return heard


def killed_in_mid_tap(playwright: Playwright, site: Site, folder: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    origin = f"http://{site.web.staff.host}:{site.web.staff.port}"
    token = site.token("door", CHAMBER, DOORS[CHAMBER])
    pressed = shown = 0
    with living(playwright, folder) as (_process, page):
        pair(page, origin, "door", token)
        page.close()
        _process.send_signal(signal.SIGTERM)
        _process.wait(10)
    for _ in range(kills):
        with living(playwright, folder) as (process, page):
            heard = listened(page)
            page.goto(f"{origin}/door")
            page.wait_for_selector("#in:not(:disabled)")
            page.evaluate(CONFIRMED)
            page.wait_for_timeout(dice.uniform(60, 500))
            kill(process)
        pressed += heard.count("pressed")
        shown = max([shown, *(int(line.split()[1]) for line in heard if line.startswith("shown"))])
    with living(playwright, folder) as (_process, page):
        page.goto(f"{origin}/door")
        page.wait_for_selector("#in:not(:disabled)")
        page.wait_for_selector("#sent:has-text('Recorded')")
        kept = page.evaluate(KEPT)
    counted = site.meeting.spaces[CHAMBER].inside
    print(f"{kills} kills: {pressed} pressed, {shown} shown at the last, {kept} kept, {counted} counted at the desk")
    assert counted >= shown, "a tap that was shown is lost"
    assert counted == kept, "a tap counted twice"
    assert shown > kills


KEPT = """
async () => {
  const { openStore, read, done } = await import("/static/store.js");
  const store = await openStore();
  const heads = await read(store, "heads", (table) => done(table.getAll()));
  store.close();
  return heads[0].n;
}
"""


def test_a_browser_killed_in_mid_tap_loses_nothing_it_showed(
    playwright: Playwright, site: Site, tmp_path: Path, seed: int
) -> None:
    killed_in_mid_tap(playwright, site, tmp_path / "profile", KILLS, seed)
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


@pytest.mark.proof
def test_fifty_kills_lose_no_tap_that_was_shown_and_double_none(
    playwright: Playwright, site: Site, tmp_path: Path, seed: int
) -> None:
    killed_in_mid_tap(playwright, site, tmp_path / "profile", KILLS_IN_PROOF, seed)
