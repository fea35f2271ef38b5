// What a door shows: the desk's last picture, and on top of it the taps that are not in that picture yet.

import { at, count, countdown, drawBar, fill, make, minutes, say, sayMarked, setBadge, show, signed, spoken, words } from "./dom.js";

const SHOUTING = ["full", "over"];
const FILLING = 80;
const NEARLY_FULL = 90;

// The space as this phone knows it: taps count at once, whatever the network does.
export function withOwn(space, own) {
  const change = own.reduce((sum, item) => sum + item.change, 0);
  const taken = own.reduce((sum, item) => sum + (item.held ?? 0), 0);
  if (!change && !taken) {
    return space;
  }
  const inside = Math.max(0, space.inside + change);
  const held = Math.max(0, space.held + taken);
  const free = space.places - inside - held;
  return { ...space, inside, held, free, over: Math.max(0, -free), state: stateOf(space, inside + held) };
}

function stateOf(space, taken) {
  if (["closed", "count-first"].includes(space.state)) {
    return space.state;
  }
  if (space.kind === "keep-clear") {
    return taken ? "over" : "clear";
  }
  const share = space.places > 0 ? (100 * taken) / space.places : 100;
  const states = [[100.0001, "over"], [100, "full"], [NEARLY_FULL, "nearly-full"], [FILLING, "filling"]];
  return states.find(([from]) => share >= from)?.[1] ?? "open";
}

export function moodOf(space) {
  return SHOUTING.includes(space.state) ? space.state : "plain";
}

export function showSpace(space, picture, since) {
  const mood = moodOf(space);
  at("page").dataset.mood = mood;
  say(at("room"), space.name[spoken]);
  say(at("door"), [picture.door, space.floor[spoken]].filter(Boolean).join(", "));
  say(at("inside"), String(space.inside));
  const figures = { places: space.places, n: space.over || Math.max(0, space.free), held: space.held };
  if (space.kind === "keep-clear") {
    sayMarked(at("of"), words.kept_clear);
    sayMarked(at("free"), fill(words.full_of, { places: 0, limit: 0 }));
  } else {
    sayMarked(at("of"), words.of, figures);
    sayMarked(at("free"), space.over ? words.over : words.free, figures);
  }
  setBadge(at("badge"), space.state, words.state[space.state]);
  drawBar(at("bar"), space, space.state === "count-first" ? "nearly-full" : space.state);
  say(at("counted"), countedWords(space, since));
  const shout = mood === "plain" ? "" : words.state[space.state].toUpperCase();
  say(at("shout"), shout);
  at("page").style.setProperty("--letters", String(Math.max(4, shout.length))); // as large as the word allows
  say(at("shout-figures"), mood === "plain" ? "" : fill(words.full_figures, space));
  say(at("shout-of"), mood === "plain" ? "" : fill(words.full_of, space));
  document.querySelector(".shout use").setAttribute("href", `#shape-${mood === "over" ? "over" : "full"}`);
  say(at("in-word"), mood === "plain" ? words.one_in : words.one_in_anyway);
  fitCount();
  showNotice(space, picture);
  show(at("others"), picture.others > 0);
  say(at("others"), picture.others > 0 ? count(words.others, picture.others) : "");
  return mood;
}

// The number, the words beside it and the state stand on one line where all of them have room.
export function fitCount() {
  const row = document.querySelector(".plain-count");
  const beside = row.querySelector(".beside");
  row.classList.remove("tight");
  const line = parseFloat(getComputedStyle(beside).lineHeight);
  const isTight = [...beside.children].some((each) => each.scrollWidth > each.clientWidth || each.offsetHeight > 1.5 * line);
  row.classList.toggle("tight", isTight);
}

function countedWords(space, since) {
  if (space.counting !== null) {
    return fill(words.counting, { change: signed(space.counting) });
  }
  if (space.counted_ago_ms === null) {
    return words.never_counted;
  }
  const ago = minutes(space.counted_ago_ms + since);
  return fill(ago ? words.counted : words.counted_now, { minutes: ago, drift: space.drift });
}

function showNotice(space, picture) {
  const [strong, further] = noticeOf(space, picture);
  say(at("notice"), strong);
  say(at("instead"), further);
}

function noticeOf(space, picture) {
  if (["emergency", "ended"].includes(picture.state)) {
    return words[picture.state];
  }
  if (space.kind === "keep-clear") {
    return words.notice_keep_clear;
  }
  if (space.state === "over") {
    const past = space.inside - space.places;
    const [forms, further] = past > 0 ? words.notice_over : words.notice_promised;
    return [count(forms, past > 0 ? past : space.over), further];
  }
  if (space.closed) {
    return words.notice_closed;
  }
  if (space.state === "count-first") {
    return words.notice_count_first;
  }
  if (space.state === "full") {
    return words.notice_full;
  }
  if (picture.state === "stopped") {
    return words.stopped;
  }
  if (space.unmatched) {
    return [count(words.notice_unmatched[0], space.unmatched), words.notice_unmatched[1]];
  }
  return space.count_due ? words.notice_count_due : ["", ""];
}

// One row for each party that is expected; rows that stay keep their element, so that a finger finds its button.
export function showExpected(expected, since, wanted) {
  const list = at("expected");
  const rows = new Map([...list.children].map((row) => [row.dataset.key, row]));
  const shown = together(expected).map((one) => {
    const key = `${one.kind} ${one.hold} ${one.people}`;
    const row = rows.get(key) ?? makeRow(one, key, wanted);
    say(row.querySelector(".left"), one.left_ms === null ? words.kept : fill(words.left, { time: countdown(one.left_ms - since) }));
    return row;
  });
  const focused = document.activeElement;
  if (shown.length !== list.children.length || shown.some((row, index) => row !== list.children[index])) {
    list.replaceChildren(...shown);
    focused?.isConnected && focused.focus({ preventScroll: true });
  }
  const people = expected.reduce((sum, one) => sum + one.people, 0);
  say(at("expected-sum"), people ? count(words.held, people) : "");
  say(at("nobody"), expected.length ? "" : words.nobody);
}

// Seats on deck and places kept in a recess or an emergency belong to nobody in particular: one row for all of them.
function together(expected) {
  const single = expected.filter((one) => !["on-deck", "recess"].includes(one.kind));
  const crowds = ["on-deck", "recess"].map((kind) => expected.filter((one) => one.kind === kind));
  return [
    ...single,
    ...crowds.filter((crowd) => crowd.length).map((crowd) => ({
      ...crowd[0],
      people: crowd.reduce((sum, one) => sum + one.people, 0),
    })),
  ];
}

const NAMES = { "on-the-way": "on_the_way", "stepped-out": "stepped_out", "on-deck": "speakers", recess: "recess" };

function makeRow(one, key, wanted) {
  const isCall = ["called", "claim"].includes(one.kind);
  const who = isCall ? String(one.ticket) : words[NAMES[one.kind]];
  const single = ["on-deck", "recess"].includes(one.kind);
  const n = single ? 1 : Math.min(6, one.people);
  const enter = make("button", {
    type: "button",
    classes: "button seat",
    text: fill(one.kind === "stepped-out" || one.kind === "recess" ? words.back : words.seat, { n }),
  });
  enter.setAttribute("aria-label", `${enter.textContent}: ${who}`);
  enter.addEventListener("click", () => wanted(one, n));
  const already = isCall || one.kind === "stepped-out" ? make("button", { type: "button", classes: "button flat small already", text: words.already }) : null;
  already?.setAttribute("aria-label", `${words.already}: ${who}`);
  already?.addEventListener("click", () => wanted(one, 0));
  const said = [
    make("p", { classes: "who", text: who }),
    make("p", { classes: "people", text: count(words.people, one.people) }),
    make("p", { classes: "left small" }),
  ];
  return make("li", { classes: isCall ? "called-row" : "", "data-key": key }, make("div", { classes: "whole-row" }, ...said), already, enter);
}

export function showSent(waiting, differs) {
  const pill = at("sent");
  pill.className = `pill ${waiting ? "state-filling" : differs ? "state-nearly-full" : "state-open"}`;
  pill.querySelector("use").setAttribute("href", waiting ? "#arrow-up" : differs ? "#warning" : "#check");
  say(pill.querySelector("span"), waiting ? count(words.waiting, waiting) : words.recorded);
}

export function showParked(parked, earlier, differs) {
  const lines = parked.map((one) => make("p", { text: one.sentence }));
  if (parked.length) {
    lines.unshift(make("p", { classes: "strong", text: count(words.parked, parked.length) }));
  }
  if (earlier) {
    lines.push(make("p", { text: count(words.earlier, earlier) }));
  }
  if (differs) {
    lines.push(make("p", { classes: "strong", text: words.differs }));
  }
  const box = at("parked");
  const said = lines.map((line) => line.textContent).join("\n");
  if (box.dataset.said !== said) {
    box.dataset.said = said;
    box.replaceChildren(...lines);
    show(box, lines.length > 0);
  }
}
