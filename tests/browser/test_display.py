"""A display says each call twice, one after another, with its own chime after a press; signed out at the screen."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect

from roomflow.domain.commands import BeginEmergency, Tap
from tests.browser import scenes
from tests.browser.browsing import Surprises, opened, sized, staff_of, station
from tests.web.site import CHAMBER, Site

STRUCK = """
() => {
  window.struck = 0;
  const real = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    window.struck += 1;
    return real.call(this);
  };
}
"""
TONES_OF_A_CHIME = 6
"""Two notes of three tones."""
SAYINGS = """
async (steps) => {
  const { CallQueue } = await import("/static/announcing.js");
  const queue = new CallQueue();
  const call = (ticket, at) => ({ ticket, call: at, turn: 0 });
  let now = 0;
  const said = [];
  const note = () => said.push(queue.saying ? `${queue.saying.call.ticket}.${queue.saying.time}` : "-");
  for (const step of steps) {
    now += 5000;
    if (step === "heard") queue.heard(now);
    else if (step === "wait") queue.advance(now);
    else if (step === "at once") { now -= 5000; queue.heard(now); }
    else queue.take(step.map(([ticket, at]) => call(ticket, at)), now);
    note();
  }
  return [said, queue.shown([call(3, 3), call(2, 2), call(1, 1)]).map((one) => one.ticket)];
}
"""


def sayings(context: BrowserContext, site: Site, *steps: Any) -> Any:
    page = context.new_page()
    page.goto(f"{staff_of(site)}/pair")
    return page.evaluate(SAYINGS, list(steps))


def test_each_call_is_said_twice_and_first_sayings_go_before_second_ones(context: BrowserContext, site: Site) -> None:
    said, shown = sayings(context, site, [], [[2, 2], [1, 1]], "heard", "heard", "heard", "heard")
    assert said == ["-", "1.1", "2.1", "1.2", "2.2", "-"]
    assert shown == [2, 3, 1], "the one that was said last stays the largest"


def test_a_call_stands_for_a_while_though_it_was_heard_at_once_or_never(context: BrowserContext, site: Site) -> None:
    said, _shown = sayings(context, site, [], [[1, 1]], "at once", "wait", "wait")
    assert said == ["-", "1.1", "1.1", "1.2", "1.2"]
    said, _shown = sayings(context, site, [], [[1, 1]], *["wait"] * 6)
    assert said == ["-", *["1.1"] * 6, "1.2"], "a sound that never ends keeps nothing for ever"


def test_what_was_called_before_is_not_said_and_what_is_not_called_any_more_neither(
    context: BrowserContext, site: Site
) -> None:
    said, _shown = sayings(context, site, [[1, 1]], [[2, 2], [1, 1]], [[1, 1]], "wait")
    assert said == ["-", "2.1", "-", "-"]


def test_a_display_is_silent_until_it_is_pressed_and_then_chimes_at_each_saying(
    chromium: Browser, site: Site, surprises: Surprises
) -> None:
    with opened(chromium, surprises, viewport={"width": 1920, "height": 1080}) as context:
        context.add_init_script(f"({STRUCK})()")
        page = station(context, site, "display-calls")
        button = page.locator("#sound")
        expect(button).to_have_text("Sound off: press once")
        assert page.evaluate("() => window.struck") == 0
        button.click()
        expect(button).to_have_text("Sound on")
        expect(button).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("() => window.struck") == TONES_OF_A_CHIME
        scenes.busy(site)
        expect(page.locator("#announced")).not_to_be_empty()
        page.wait_for_function(f"() => window.struck >= {3 * TONES_OF_A_CHIME}")
        site.do(BeginEmergency())
        expect(page.locator("#announced")).to_be_empty()
        button.click()
        expect(button).to_have_text("Sound off: press once")


def test_a_display_without_sound_shows_every_call_all_the_same(context: BrowserContext, site: Site) -> None:
    page = station(context, site, "display-calls")
    scenes.busy(site)
    first = page.locator("#newest .digits").inner_text()
    expect(page.locator("#announced")).to_contain_text("Please come in")
    page.wait_for_function("(first) => document.querySelector('#newest .digits').textContent !== first", arg=first)


def test_a_display_is_signed_out_at_the_screen(context: BrowserContext, site: Site) -> None:
    page = station(context, site, "display-rooms")
    page.click("#sign-out")
    expect(page.locator("#sign-out")).to_have_text("Press again to sign out")
    page.click("#sign-out")
    expect(page.locator("#problem")).to_contain_text("This device is not paired")


def test_a_room_that_had_no_place_is_shown_again_when_there_is_one(context: BrowserContext, site: Site) -> None:
    page = station(context, site, "display-calls")
    sized(page, 1366, 768)
    rooms = page.locator("#rooms li:not(.more)")
    expect(rooms).to_have_count(4)
    page.evaluate("() => { document.querySelector('#waits').style.minHeight = '22rem'; }")
    site.do(Tap("Lobby", 1))  # a new picture, of the same rooms
    expect(page.locator("#rooms .more")).to_be_visible()
    page.evaluate("() => { document.querySelector('#waits').style.minHeight = ''; }")
    site.do(Tap("Lobby", 1))
    expect(rooms).to_have_count(4)
    expect(page.locator("#rooms .more")).to_have_count(0)


def test_the_words_of_a_room_that_is_to_be_counted_stand_on_one_line(context: BrowserContext, site: Site) -> None:
    for _ in range(17):
        site.do(Tap(CHAMBER, 6))
    page = station(context, site, "display-calls")
    for width, height in ((1366, 768), (1920, 1080)):
        sized(page, width, height)
        words = page.locator("#rooms .badge.state-count-first")
        expect(words).to_contain_text("To be counted · Por contar")
        line = "(element) => element.offsetHeight < 2 * parseFloat(getComputedStyle(element).fontSize)"
        assert words.evaluate(line)
        words.evaluate("(element) => { element.style.width = '5rem'; element.style.whiteSpace = 'normal'; }")
        assert not words.evaluate(line), "two lines are seen"
        words.evaluate("(element) => element.removeAttribute('style')")
