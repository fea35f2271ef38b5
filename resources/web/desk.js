// The desk in a browser, for a second PC at the entrance: where does this party go, whom to call, who is where.

import { Refused, Stream } from "./api.js";
import { askDesk } from "./asking.js";
import { AwayCard } from "./desk_away.js";
import { Spaces } from "./desk_rooms.js";
import { Scanner } from "./desk_scan.js";
import { showAnswer, showLine } from "./desk_show.js";
import { printSlip } from "./desk_slip.js";
import { TicketPanel } from "./desk_ticket.js";
import { Problem, Times, at, count, fill, say, show, spoken, words } from "./dom.js";
import { offerSignOut } from "./sign_out.js";
import { openStore, pairingFor } from "./store.js";

const UNDO_MS = 10000;
const TAPS_MAX = 30; // that wait for the desk: a finger that is quicker than a network that is gone

const times = new Times();
const problem = new Problem(at("problem"), times);
let token = null;
let picture = null;
let isAsking = false;
let last = null; // what can be taken back: the request, and when it was answered
let taps = Promise.resolve();
let tapsWaiting = 0;
const printed = new Set(); // tickets whose slip this page printed: the next one has a code of its own
const spaces = new Spaces(tap);
const panel = new TicketPanel({ find, act });
const away = new AwayCard(act);
const scanner = new Scanner((code) => act({ type: "Scan", code }));

function take(made) {
  times.hear(made);
  picture = made;
  draw();
  panel.heard(made);
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
  drawNext();
  document.querySelectorAll(".size").forEach((button) => {
    button.disabled = isAsking || Number(button.dataset.people) > (picture.party_max ?? 6);
  });
  drawUndo();
}

function drawNext() {
  const tickets = picture.next?.tickets ?? [];
  const named = new Intl.ListFormat(spoken).format(tickets.map(String));
  const people = picture.next ? count(words.people, picture.next.people) : "";
  say(at("next"), tickets.length ? `${named}, ${people}` : picture.line.length ? words.none_fits : words.nobody_waits);
  at("call").disabled = isAsking || !tickets.length;
}

function drawUndo() {
  const left = last ? UNDO_MS - (performance.now() - last.at) : 0;
  at("undo").disabled = isAsking || left <= 0;
  const said = left > 0 ? fill(words.undo_in, { seconds: Math.ceil(left / 1000) }) : words.undo;
  say(at("undo").querySelector("span"), said);
}

// One thing at a time: what the desk answered stands until the next is asked. Gives whether it was done.
async function act(command) {
  if (isAsking || !picture) {
    return false;
  }
  isAsking = true;
  draw();
  at("answer").setAttribute("aria-busy", "true");
  const answer = await asked(command);
  if (answer.done) {
    last = ["Undo", "Reprint"].includes(command.type) ? null : { request: answer.request, at: performance.now() };
  }
  showAnswer(answer, picture, { act, print: printTicket, printWord });
  (answer.tickets ?? []).filter((ticket) => ticket.slip.again.length).forEach(printNow);
  if (answer.done && command.authority) {
    panel.override(false);
  }
  at("answer").scrollIntoView({ block: "nearest" });
  at("answer").removeAttribute("aria-busy");
  isAsking = false;
  draw();
  panel.look();
  return Boolean(answer.done);
}

async function asked(command) {
  try {
    return await askDesk(token, command);
  } catch (failed) {
    if (failed instanceof Refused) {
      problem.unpaired();
    }
    return { refused: words.not_sent };
  }
}

// Taps come one after another, however fast a finger is; the answer to the last question stays where it is.
function tap(space, change) {
  if (!picture || tapsWaiting >= TAPS_MAX) {
    return;
  }
  tapsWaiting += 1;
  taps = taps.then(async () => {
    const answer = await asked({ type: "Tap", space, change });
    tapsWaiting -= 1;
    if (answer.done) {
      last = { request: answer.request, at: performance.now() };
      drawUndo();
    } else {
      showAnswer(answer, picture, { act, print: printTicket, printWord });
    }
  });
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

async function send(people) {
  const command = { type: "SendParty", people };
  if (at("accessible").checked) {
    command.accessible = true;
  }
  if (at("chamber").checked) {
    command.wish = "chamber";
  }
  await act(command);
  at("accessible").checked = false;
  at("chamber").checked = false;
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
    at("find-number").select();
  }
}

function undo() {
  if (last) {
    act({ type: "Undo", request: last.request });
  }
}

function key(event) {
  if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    undo();
    return;
  }
  if (event.key === "Escape") {
    away.isOpen ? away.close() : panel.close();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("input:not([type=checkbox]), select")) {
    return;
  }
  if (scanner.take(event)) {
    event.preventDefault();
    return;
  }
  const isFree = event.target === document.body;
  const doing = {
    " ": isFree ? () => at("call").disabled || act({ type: "CallNext" }) : null,
    "/": () => at("find-number").focus(),
    a: () => at("accessible").click(),
    c: () => at("chamber-wish").hidden || at("chamber").click(),
    t: () => away.open(),
    p: () => at("answer").querySelector("[data-print]")?.click(),
  }[event.key.toLowerCase()];
  const doIt = /^[1-6]$/.test(event.key) ? () => send(Number(event.key)) : doing;
  if (doIt) {
    event.preventDefault();
    doIt();
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
  addEventListener("keydown", key);
  new Stream(token, {
    event: (name, data) => name === "picture" && take(data),
    up: () => problem.up(),
    down: () => problem.down(),
    refused: () => problem.unpaired(),
  }).start();
  setInterval(draw, 1000);
}

start();
