// The rooms and the waiting spaces of the desk: figures, and one in or out at the desk. Rows keep their elements, so that
// a finger that presses while something changes presses what it saw.

import { at, badge, count, drawBar, fill, make, makeBar, named, say, sayMarked, setBadge, show, words } from "./dom.js";

const KEEP_CLEAR = "keep-clear";

export class Spaces {
  // `tap` counts people at the desk: (id of the space, −1 or +1).
  constructor(tap) {
    this.tap = tap;
    this.rows = new Map();
  }

  show(picture) {
    this.list(at("rooms"), picture.rooms, roomRow);
    this.list(at("waiting"), picture.others, waitingRow);
    show(at("waiting-part"), picture.others.length > 0);
    const waits = picture.others.find((space) => space.id === picture.waits_in);
    const hasWaiting = picture.others.some((space) => space.kind !== KEEP_CLEAR);
    say(at("waits-in"), waits ? fill(words.waits_in, { space: named(waits.name) }) : hasWaiting ? words.waits_outside : "");
  }

  list(element, spaces, makeRow) {
    const rows = spaces.map((space) => {
      const row = this.rows.get(space.id) ?? makeRow(space, (change) => this.tap(space.id, change));
      this.rows.set(space.id, row);
      row.show(space);
      return row.element;
    });
    if (rows.length !== element.children.length || rows.some((row, index) => row !== element.children[index])) {
      element.replaceChildren(...rows);
    }
  }
}

function steps(space, tap) {
  const each = [[-1, "−", words.out_at], [1, "+", words.in_at]];
  return make(
    "div",
    { classes: "space-steps" },
    ...each.map(([change, sign, said]) => {
      const button = make("button", { type: "button", classes: "button space-step", text: sign });
      button.setAttribute("aria-label", fill(said, { space: named(space.name) }));
      button.addEventListener("click", () => tap(change));
      return button;
    }),
  );
}

const wordsOf = (space) => (space.unmatched ? count(words.unmatched, space.unmatched) : "");

function roomRow(space, tap) {
  const state = badge(space.state, "");
  const figures = make("p", { classes: "room-figures" });
  const bar = makeBar(space, space.state);
  const limit = make("p", { classes: "small quiet" });
  const notice = make("p", { classes: "small problem" });
  const free = make("span", { classes: "figure" });
  const freeWord = make("span", { classes: "small quiet" });
  const floor = make("p", { classes: "small quiet", text: named(space.floor) });
  const element = make(
    "li",
    { classes: "room-row" },
    make("div", {}, make("p", { classes: "strong room-name", text: named(space.name) }), floor),
    make("div", { classes: "room-middle" }, make("div", { classes: "room-line" }, state, figures), bar, limit, notice),
    make("p", { classes: "room-free" }, free, freeWord),
    steps(space, tap),
  );
  return {
    element,
    show(now) {
      setBadge(state, now.state, words.state[now.state]);
      sayMarked(figures, words.inside_of, now);
      drawBar(bar, now, now.state === "count-first" ? "nearly-full" : now.state);
      say(limit, [fill(now.reserved ? words.limit : words.limit_only, now), wordsOf(now)].filter(Boolean).join(". "));
      say(notice, now.waits_for_count && !now.closed ? words.counted_first : "");
      const places = Math.max(0, now.free);
      const forms = words.free_word.map((form) => form.split(": ").at(-1));
      say(free, String(now.over || places));
      say(freeWord, now.over ? words.over_word : forms[places === 1 ? 0 : 1]);
    },
  };
}

// A hallway or a lobby has a limit and no doors; where it is kept clear nobody may stand.
function waitingRow(space, tap) {
  const isClear = space.kind === KEEP_CLEAR;
  const state = badge(space.state, "");
  const figures = make("p", { classes: "waiting-figures" });
  const bar = isClear ? null : makeBar(space, space.state);
  const free = make("p", { classes: "waiting-free" });
  const notice = make("p", { classes: "small problem" });
  const name = make("div", {}, make("p", { classes: "strong", text: named(space.name) }), notice);
  const buttons = steps(space, tap);
  const element = make("li", { classes: "waiting-row" }, name, state, bar, figures, isClear ? null : free, buttons);
  return {
    element,
    show(now) {
      setBadge(state, now.state, words.state[now.state]);
      say(notice, wordsOf(now));
      if (isClear) {
        show(buttons, now.inside > 0);
        say(figures, now.inside ? count(words.there, now.inside) : fill(words.clear_words, now));
        return;
      }
      drawBar(bar, now, now.state);
      sayMarked(figures, words.of_places, now);
      const places = Math.max(0, now.free);
      say(free, now.over ? `${now.over} ${words.over_word}` : count(words.free_figure, places));
    },
  };
}
