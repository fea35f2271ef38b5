"""The sample evening at four doors: what each room's people did, and phones whose fingers do it again."""

from __future__ import annotations

import functools
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.browsing import Surprises, opened, pair
from tests.browser.proxy import Network
from tests.rehearsal.played import first_entries
from tests.web.site import Site

DOORS: Final = {
    "Commission Chamber": "East door",
    "Overflow A": "Front door",
    "Overflow B": "Door",
    "Overflow C": "Door",
}
STEP_MAX: Final = 6
DONE_MS_MAX: Final = 1_200_000

# Presses as fast as the page keeps up, and no faster than a crowd of fingers would: it waits while much is unsent.
FINGERS: Final = """
(changes) => {
  const waiting = () => Number((document.getElementById("sent").textContent.match(/\\d+/) ?? [0])[0]);
  const pads = { 1: document.getElementById("in"), "-1": document.getElementById("out") };
  document.querySelectorAll(".step").forEach((step) => (pads[step.dataset.people] = step));
  const pause = (ms) => new Promise((yes) => setTimeout(yes, ms));
  window.pressed = 0;
  (async () => {
    for (const change of changes) {
      while (pads[change].disabled || waiting() > 40) await pause(20);
      pads[change].click();
      window.pressed += 1;
      await pause(1);
    }
    document.body.dataset.pressed = "all";
  })();
}
"""

WITHOUT_IDS: Final = """
(() => {
  // What a console without ids would do: each request is a new one, so the desk cannot know that it had it before.
  const real = window.fetch.bind(window);
  window.fetch = async (address, options = {}) => {
    if (!String(address).includes("/api/taps")) return real(address, options);
    const body = JSON.parse(options.body);
    const last = body.items.at(-1).n;
    const sums = body.totals;
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    body.device = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    body.items = body.items.map((item, index) => ({ ...item, n: index + 1 }));
    delete body.totals;
    const answer = await real(address, { ...options, body: JSON.stringify(body) });
    const said = await answer.json();
    return new Response(JSON.stringify({ ...said, acknowledged: last, totals: sums, differs: 0 }), { status: 200 });
  };
})();
"""


@functools.cache
def evening_of(space: str) -> tuple[int, ...]:
    """The taps of the sample evening at a room: people in together up to six, people out one by one."""
    taps: list[int] = []
    inside = 0
    for entry in first_entries():
        change = entry.change if entry.space == space and entry.kind != "counted" else 0
        if entry.from_space == space:
            change += entry.from_change
        while change > 0:
            taps.append(min(STEP_MAX, change))
            change -= taps[-1]
            inside += taps[-1]
        while change < 0 and inside:
            taps.append(-1)
            change += 1
            inside -= 1
        # More people went out than came in: a head count found them. The phone has no such tap.
        if change < 0:
            continue
    return tuple(taps)


def taps_of(space: str, how_many: int) -> list[int]:
    """So many taps: the evening, again and again."""
    once = evening_of(space)
    assert len(once) > 20, f"nobody came to {space}"
    return [once[index % len(once)] for index in range(how_many)]


class Phone:
    """A device at one door, behind a network; its page is loaded while that is good."""

    def __init__(self, browser: Browser, surprises: Surprises, site: Site, net: Network, space: str) -> None:
        self.space = space
        self.context: BrowserContext = opened(browser, surprises)
        self.page: Page = self.context.new_page()
        self.device = pair(self.page, net.origin, "door", site.token("door", space, DOORS[space]))
        self.page.goto(f"{net.origin}/door")
        self.page.wait_for_selector("#in:not(:disabled)")

    def press(self, taps: list[int]) -> None:
        """Begin to press; `finish` waits for it."""
        self.taps = taps
        self.page.evaluate(FINGERS, taps)

    def finish(self) -> None:
        """Everything was pressed, and everything is acknowledged."""
        self.page.wait_for_selector("body[data-pressed=all]", timeout=DONE_MS_MAX)
        self.page.wait_for_selector("#sent:has-text('Recorded')", timeout=DONE_MS_MAX)

    def error(self, site: Site) -> int:
        """By how many people the desk differs from the fingers, in and out, at this door."""
        into, out = site.meeting.spaces[self.space].doors.get(DOORS[self.space], (0, 0))
        wanted_in = sum(tap for tap in self.taps if tap > 0)
        wanted_out = -sum(tap for tap in self.taps if tap < 0)
        return abs(into - wanted_in) + abs(out - wanted_out)
