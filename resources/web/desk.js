// The desk in a browser, for a second PC at the entrance: where does this party go, whom to call, who is where.

import { Refused, Stream } from "./api.js";
import { askDesk } from "./asking.js";
import { showAnswer, showFound, showLine, showRooms } from "./desk_show.js";
import { Problem, Times, at, count, fill, say, show, spoken, words } from "./dom.js";
import { offerSignOut } from "./sign_out.js";
import { openStore, pairingFor } from "./store.js";

const UNDO_MS = 10000;

const times = new Times();
const problem = new Problem(at("problem"), times);
let token = null;
let picture = null;
let isAsking = false;
let last = null; // what can be taken back: the request, and when it was answered

function take(made) {
  times.hear(made);
  picture = made;
  draw();
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
  showRooms(picture.rooms);
  showLine(picture.line, times.since, act);
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

// One thing at a time: what the desk answered stands until the next is asked.
async function act(command, put = showAnswer) {
  if (isAsking || !picture) {
    return;
  }
  isAsking = true;
  draw();
  at("answer").setAttribute("aria-busy", "true");
  try {
    const answer = await askDesk(token, command);
    if (answer.done) {
      last = command.type === "Undo" ? null : { request: answer.request, at: performance.now() };
    }
    put(answer, picture);
  } catch (failed) {
    if (failed instanceof Refused) {
      problem.unpaired();
    }
    showAnswer({ refused: words.not_sent }, picture);
  }
  at("answer").removeAttribute("aria-busy");
  isAsking = false;
  draw();
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

async function find(event) {
  event.preventDefault();
  const number = at("find-number").value.trim();
  if (number) {
    await act({ type: "Find", words: number }, showFound);
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
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("input:not([type=checkbox])")) {
    return;
  }
  const isFree = event.target === document.body;
  const doing = {
    " ": isFree ? () => at("call").disabled || act({ type: "CallNext" }) : null,
    "/": () => at("find-number").focus(),
    a: () => at("accessible").click(),
    c: () => at("chamber-wish").hidden || at("chamber").click(),
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
  at("find").addEventListener("submit", find);
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
