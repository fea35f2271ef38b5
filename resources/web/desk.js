// The desk in a browser, for a second PC at the entrance: where does this party go, whom to call, who is where.

import { Refused, Stream } from "./api.js";
import { askDesk } from "./asking.js";
import { AwayCard } from "./desk_away.js";
import { doingOf } from "./desk_doing.js";
import { Keys } from "./desk_keys.js";
import { showNext } from "./desk_next.js";
import { Queue } from "./desk_queue.js";
import { Spaces } from "./desk_rooms.js";
import { openRest, showAnswer, showLine } from "./desk_show.js";
import { printSlip } from "./desk_slip.js";
import { TicketPanel } from "./desk_ticket.js";
import { Problem, Times, at, count, fill, make, say, show, words } from "./dom.js";
import { offerSignOut } from "./sign_out.js";
import { openStore, pairingFor } from "./store.js";

const UNDO_MS = 10000;

const times = new Times();
const problem = new Problem(at("problem"), times);
let token = null;
let picture = null;
let isAsking = false;
let asking = Promise.resolve(); // until the desk answered what was asked last
let last = null; // what can be taken back: the request, and when it was answered
let pictured;
const taps = new Queue();
const scans = new Queue(new Promise((yes) => (pictured = yes))); // what is scanned while the page opens is asked with the first picture
const printed = new Set(); // tickets whose slip this page printed: the next one has a code of its own
const spaces = new Spaces(tap);
const panel = new TicketPanel({ find, act });
const away = new AwayCard(async (command) => (await act(command))?.done);
const keys = new Keys({
  doing: doingOf({ send, callNext, away }, () => keys.scanner.isRunning),
  undo,
  escape: () => (away.isOpen ? away.close() : panel.close()),
  scanned: (code) => scanned(() => actNext({ type: "Scan", code })),
  foreign: (back) => scanned(() => foreign(back)),
});

function take(made) {
  times.hear(made);
  picture = made;
  draw();
  panel.heard(made);
  pictured();
}

function draw() {
  if (!picture) {
    return;
  }
  show(at("practice"), picture.practice);
  say(at("meeting"), picture.meeting);
  say(at("when"), picture.building);
  say(at("clock"), times.clock());
  say(at("free-figure"), count(words.free_figure, Math.max(0, picture.free)));
  say(at("figures"), fill(words.figures, picture));
  show(at("chamber-wish"), picture.chamber);
  spaces.show(picture);
  away.show(picture);
  showLine(picture.line, times.since, act, (number) => panel.open(number));
  show(at("nobody"), !picture.line.length);
  show(at("line"), picture.line.length > 0);
  showNext(picture, isAsking);
  document.querySelectorAll(".size").forEach((button) => {
    button.disabled = isAsking || Number(button.dataset.people) > (picture.party_max ?? 6);
  });
  drawUndo();
}

function drawUndo() {
  const left = last ? UNDO_MS - (performance.now() - last.at) : 0;
  at("undo").disabled = isAsking || left <= 0;
  const said = left > 0 ? fill(words.undo_in, { seconds: Math.ceil(left / 1000) }) : words.undo;
  say(at("undo").querySelector("span"), said);
}

// One thing at a time: what the desk answered stands until the next is asked. Gives the answer, null where it was not asked.
function act(command) {
  if (isAsking) {
    sayAwaited();
  }
  if (isAsking || !picture) {
    return Promise.resolve(null);
  }
  isAsking = true;
  const answer = answered(command);
  asking = answer;
  return answer;
}

async function answered(command) {
  draw();
  at("answer").setAttribute("aria-busy", "true");
  const answer = await asked(command);
  if (answer.done) {
    last = ["Undo", "Reprint"].includes(command.type) ? null : { request: answer.request, at: performance.now() };
  }
  tell(answer);
  (answer.tickets ?? []).filter((ticket) => ticket.slip.again.length).forEach(printNow);
  if (answer.done && command.authority) {
    panel.override(false);
  }
  at("answer").scrollIntoView({ block: "nearest" });
  at("answer").removeAttribute("aria-busy");
  isAsking = false;
  draw();
  panel.look();
  return answer;
}

function tell(answer) {
  showAnswer(answer, picture, { act, print: printTicket, printWord });
}

// Below the earlier answer, so that nobody takes that for the answer to this key; the next answer takes its place.
function sayAwaited() {
  if (!at("awaited")) {
    at("answer").append(make("p", { id: "awaited", classes: "strong", text: words.awaited }));
  }
}

async function asked(command) {
  try {
    return await askDesk(token, command);
  } catch (failed) {
    if (failed instanceof Refused) {
      problem.unpaired();
    }
    return { refused: words.not_sent, isUnknown: true };
  }
}

// Taps come one after another, however fast a finger is; the answer to the last question stays where it is.
function tap(space, change) {
  taps.add(async () => {
    const answer = await asked({ type: "Tap", space, change });
    if (answer.done) {
      last = { request: answer.request, at: performance.now() };
      drawUndo();
    } else {
      tell(answer);
    }
  });
}

// Scans come one after another as well, each after what is being asked: none is dropped, and each gets its own word.
function scanned(doIt) {
  const isKept = scans.add(async () => {
    await nothingAsked();
    await doIt();
  });
  if (!isKept) {
    at("answer").replaceChildren(make("p", { classes: "strong", text: words.too_many_scans }));
  } else if (!picture) {
    at("answer").replaceChildren(make("p", { text: words.scan_waits }));
  }
}

async function nothingAsked() {
  while (isAsking) {
    await asking;
  }
}

async function actNext(command) {
  await nothingAsked();
  return act(command);
}

// A barcode of something else pressed a key before anybody knew: that is taken back, and then the scan gets its word.
async function foreign(takeBack) {
  if (!takeBack || (await takeBack())) {
    tell({ refused: words.foreign_code });
  }
}

// Takes a command back once it is answered. Gives whether nothing of it is left.
async function takeBack(asked) {
  const answer = await asked;
  if (answer?.done) {
    return Boolean((await actNext({ type: "Undo", request: answer.request }))?.done);
  }
  return !answer?.isUnknown;
}

function printWord(ticket) {
  return printed.has(ticket.number) ? words.print_again : words.print;
}

// A slip that came out is not printed a second time with the same code: the desk is asked for a new one.
function printTicket(ticket) {
  if (printed.has(ticket.number)) {
    act({ type: "Reprint", ticket: ticket.number });
  } else {
    printNow(ticket);
  }
}

function printNow(ticket) {
  printed.add(ticket.number);
  document.querySelectorAll(`[data-print="${ticket.number}"]`).forEach((button) => say(button, words.print_again));
  printSlip(ticket);
}

// The ticks are of the party that is sent: where nothing is sent they stay. Gives what takes it back, null where it was not asked.
function send(people) {
  const ticked = ["accessible", "chamber"].filter((wish) => at(wish).checked);
  const command = { type: "SendParty", people };
  if (ticked.includes("accessible")) {
    command.accessible = true;
  }
  if (ticked.includes("chamber")) {
    command.wish = "chamber";
  }
  const isSent = !isAsking && picture;
  const asked = act(command);
  if (!isSent) {
    return null;
  }
  const tick = (isTicked) => ticked.forEach((wish) => (at(wish).checked = isTicked));
  tick(false);
  asked.then((answer) => answer.isUnknown && tick(true));
  return async () => {
    const isBack = await takeBack(asked);
    tick(true);
    return isBack;
  };
}

function callNext() {
  if (!isAsking && at("call").disabled) {
    return null;
  }
  const isSent = !isAsking;
  const asked = act({ type: "CallNext" });
  return isSent ? () => takeBack(asked) : null;
}

// How it stands with a ticket, and what can be done with it; nothing is recorded by asking.
function find(number) {
  return asked({ type: "Find", words: number });
}

async function look(event) {
  event.preventDefault();
  const number = at("find-number").value.trim();
  if (number) {
    await panel.open(number, { focus: false });
    at("found").scrollIntoView({ block: "nearest" });
    at("find-number").select();
  }
}

function undo() {
  if (last) {
    act({ type: "Undo", request: last.request });
  }
}

async function start() {
  const store = await openStore();
  const pairing = await pairingFor(store, "desk");
  if (!pairing) {
    problem.unpaired();
    return;
  }
  token = pairing.token;
  offerSignOut(store, pairing);
  document.querySelectorAll(".size").forEach((button) => {
    button.addEventListener("click", () => send(Number(button.dataset.people)));
  });
  at("call").addEventListener("click", () => act({ type: "CallNext" }));
  at("undo").addEventListener("click", undo);
  at("find").addEventListener("submit", look);
  at("line-all").addEventListener("click", () => picture && openRest(picture.line));
  new Stream(token, {
    event: (name, data) => name === "picture" && take(data),
    up: () => problem.up(),
    down: () => problem.down(),
    refused: () => problem.unpaired(),
  }).start();
  setInterval(draw, 1000);
}

start();
