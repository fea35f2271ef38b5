// A screen in a hallway: called numbers with the newest largest, rooms, waits; both languages on each line.

import { CallQueue } from "./announcing.js";
import { Stream } from "./api.js";
import { Problem, Times, at, badge, count, make, makeBar, say, shape, show, words } from "./dom.js";
import { offerSignOut } from "./sign_out.js";
import { Sound } from "./sound.js";
import { openStore, pairingFor } from "./store.js";

const ARROWS = { straight: "arrow-up", up: "arrow-up", left: "arrow-left", right: "arrow", down: "arrow-down" };
const WHOLE = ["emergency", "ended"];
const OTHERS_MAX = 3;
const TURN_MS = 6000;
const BETWEEN = " · ";

const times = new Times();
const problem = new Problem(at("problem"), times);
const queue = new CallQueue();
const sound = new Sound(drawSound);
let picture = null;
let page = 0;
let said = null; // what of the queue was begun
let timer = null;

const both = (named) => [...new Set(Object.values(named).filter(Boolean))].join(BETWEEN);

function take(made) {
  times.hear(made);
  picture = made;
  say(at("clock"), times.clock());
  queue.take(WHOLE.includes(made.state) ? [] : made.calls, performance.now());
  announce();
  draw();
}

// What the queue says now is shown largest and begins with the chime; the next one comes when it was heard, and seen.
function announce() {
  const saying = queue.saying;
  if (saying !== said) {
    said = saying;
    say(at("announced"), saying ? `${saying.call.ticket}. ${words.come_in}: ${both(saying.call.name)}${"\u200b".repeat(saying.time)}` : "");
    saying && sound.chime().then(() => {
      if (said === saying) {
        queue.heard(performance.now());
        announce();
        draw();
      }
    });
  }
  clearTimeout(timer);
  const due = queue.due();
  if (due !== null) {
    timer = setTimeout(() => {
      queue.advance(performance.now());
      announce();
      draw();
    }, Math.max(0, due - performance.now()));
  }
}

function drawSound() {
  say(at("sound-word"), sound.isOn ? words.sound_on : words.sound_off);
  at("sound").setAttribute("aria-pressed", String(sound.isOn));
}

function draw() {
  if (!picture) {
    return;
  }
  show(at("practice"), picture.practice);
  say(at("meeting"), picture.meeting);
  say(at("building"), picture.building);
  const isWhole = WHOLE.includes(picture.state);
  at("page").dataset.state = picture.state;
  show(at("whole"), isWhole);
  if (isWhole) {
    put(at("whole"), messages(picture.state, "p"));
    return;
  }
  drawCalls();
  drawWaits();
  const strip = words.message[picture.state];
  show(at("strip"), strip.length > 0);
  put(at("strip"), messages(picture.state, "p"));
  drawRooms(); // last: how many have room depends on what stands below them
}

function messages(state, tag) {
  return words.message[state].map(([title, body]) =>
    make("div", {}, make(tag, { classes: "strong", text: title }), make("p", { text: body })),
  );
}

// Elements are put only where something changed: a screen that is drawn anew each second would tire eyes and readers.
function put(element, children) {
  const text = children.map((child) => child.outerHTML).join("");
  if (element.dataset.drawn !== text) {
    element.dataset.drawn = text;
    element.replaceChildren(...children);
  }
}

function drawCalls() {
  const [newest, ...others] = queue.shown(picture.calls);
  put(at("newest"), [newest ? newestCard(newest) : nobodyCard()]);
  const pages = Math.max(1, Math.ceil(others.length / OTHERS_MAX));
  const first = (page % pages) * OTHERS_MAX;
  const cards = others.slice(first, first + OTHERS_MAX).map(otherCard);
  if (pages > 1) {
    cards.push(make("p", { classes: "more", text: `${words.more}  ${(page % pages) + 1}/${pages}` }));
  }
  at("others").classList.toggle("wide", others.some((call) => call.ticket > 999));
  put(at("others"), cards);
}

function newestCard(call) {
  const wheres = Object.keys(call.name).map((language) => [call.where[language], call.way[language]].filter(Boolean).join(", "));
  const lines = [...new Set(wheres)].filter(Boolean);
  return make(
    "section",
    { classes: "newest", "data-call": `${call.call}.${call.turn}` },
    make("p", { classes: "digits", text: String(call.ticket) }),
    make(
      "div",
      { classes: "newest-words" },
      make("p", { classes: "come-in", text: words.come_in }),
      make("p", { classes: "room-name", text: both(call.name) }),
      make(
        "div",
        { classes: "way" },
        call.arrow ? shape(ARROWS[call.arrow], "arrow") : null,
        make("div", {}, ...lines.map((line) => make("p", { text: line }))),
      ),
    ),
  );
}

function nobodyCard() {
  return make(
    "section",
    { classes: "panel nobody" },
    ...words.nobody.map(([title, body]) =>
      make("div", {}, make("p", { classes: "strong", text: title }), make("p", { classes: "quiet", text: body })),
    ),
  );
}

function otherCard(call) {
  return make(
    "section",
    { classes: "panel other" },
    make("p", { classes: "digits", text: String(call.ticket) }),
    make(
      "p",
      { classes: "strong" },
      call.arrow ? shape(ARROWS[call.arrow], "arrow") : null,
      make("span", { text: both(call.name) }),
    ),
    make("p", { classes: "quiet", text: both(call.floor) }),
  );
}

function drawRooms() {
  const rows = picture.rooms.map((room) =>
    make(
      "li",
      {},
      make("p", { classes: "room-name", text: both(room.name) }),
      make("p", { classes: "figure", text: room.state === "closed" ? "–" : String(room.free) }),
      badge(room.state, words.room_state[room.state]),
      makeBar(room, room.state),
    ),
  );
  const list = at("rooms");
  if (list.dataset.height !== String(list.clientHeight)) {
    list.dataset.height = String(list.clientHeight);
    list.dataset.drawn = "";
  }
  put(list, rows);
  // A screen has no hand to scroll it: what does not fit is said.
  for (let left = rows.length - 1; left > 0 && list.scrollHeight > list.clientHeight + 1; left -= 1) {
    const said = words.more_rooms.map((forms) => count(forms, rows.length - left)).join(BETWEEN);
    list.replaceChildren(...rows.slice(0, left), make("li", { classes: "more", text: said }));
  }
}

function drawWaits() {
  put(
    at("waits"),
    picture.waits.map((wait) =>
      make(
        "div",
        { classes: "wait" },
        make("p", { classes: "strong", text: words.wish[wait.wish] }),
        make("p", { classes: "figure", text: figureOf(wait) }),
        ...reasonsOf(wait).map((reason) => make("p", { classes: "quiet reason", text: reason })),
      ),
    ),
  );
}

function figureOf(wait) {
  if (["unlikely-tonight", "no-places-opened"].includes(wait.kind)) {
    return "";
  }
  return wait.kind === "more-than-60" ? "60+ min" : `${wait.low}–${wait.high ?? "60+"} min`;
}

function reasonsOf(wait) {
  if (wait.kind === "unlikely-tonight") {
    return words.unlikely;
  }
  if (wait.kind === "no-places-opened") {
    return words.not_opened;
  }
  if (wait.low === 0 && wait.high === 5) {
    return words.free_now;
  }
  return words.freed.map((forms) => count(forms, wait.freed));
}

async function start() {
  const store = await openStore();
  const pairing = await pairingFor(store, "display");
  if (!pairing) {
    problem.unpaired();
    return;
  }
  offerSignOut(store, pairing);
  at("sound").addEventListener("click", () => sound.press());
  show(at("sound"), true);
  drawSound();
  new Stream(pairing.token, {
    event: (name, data) => name === "picture" && take(data),
    up: () => problem.up(),
    down: () => problem.down(),
    refused: () => problem.unpaired(),
  }).start();
  setInterval(() => say(at("clock"), picture ? times.clock() : ""), 1000);
  addEventListener("resize", () => {
    at("rooms").dataset.drawn = "";
    draw();
  });
  setInterval(() => {
    page += 1;
    draw();
  }, TURN_MS);
}

start();
