// What a desk shows: the answer to the last question, and the line.

import { at, count, countdown, fill, make, minutes, named, say, shape, show, spoken, words } from "./dom.js";
import { makeQr } from "./desk_slip.js";

// The answer to "where do they go?" is the largest thing on the page, and stays until the next question. `act` is what
// its buttons ask, `print` prints a ticket's slip, `printed` says what that button is called.
export function showAnswer(answer, picture, { act, print, printWord }) {
  const box = at("answer");
  const tickets = answer.tickets ?? [];
  box.className = `answer ${answer.refused || answer.problem ? "refused" : tickets.length ? "ticket" : "sent"}`;
  const refused = answer.refused ?? answer.problem;
  if (refused) {
    box.replaceChildren(make("p", { classes: "strong", text: words.not_done }), make("p", { text: refused }));
  } else if (answer.sent) {
    box.replaceChildren(...sentWords(answer.sent, act));
  } else {
    const said = [...calledWords(answer, picture), ...tickets.map((ticket) => ticketWords(ticket, print, printWord))];
    const done = make("p", { classes: "title", text: answer.sentence || words.done });
    box.replaceChildren(...(said.length ? said : [done]));
  }
  box.dataset.version = picture.version;
}

function calledWords(answer, picture) {
  return (answer.called ?? []).map(({ ticket, id }) => {
    const room = picture.rooms.find((one) => one.id === id);
    const said = make("span", { text: `${ticket}: ${room ? named(room.name) : id}` });
    return make("p", { classes: "answer-room called-answer" }, shape("arrow", "icon"), said);
  });
}

function sentWords(sent, act) {
  const choices = (sent.choices ?? []).map((choice) => choiceButton(choice, act));
  return [
    make("p", { classes: "answer-room" }, shape("arrow", "icon"), make("span", { text: named(sent.name) })),
    make("p", { classes: "large", text: named(sent.where) || named(sent.floor) }),
    make("p", { classes: "quiet", text: named(sent.way) }),
    make("p", { classes: "small", text: count(words.to_arrive, sent.people, { time: countdown(sent.left_ms ?? 0) }) }),
    choices.length
      ? make("details", {}, make("summary", { text: words.other_room }), make("div", { classes: "choice-group" }, ...choices))
      : null,
  ].filter(Boolean);
}

// A choice of the desk: its words and the command that it asks for; one that cannot be chosen now says why in its words.
export function choiceButton(choice, act) {
  const button = make("button", { type: "button", classes: "button small choice", text: choice.words });
  button.disabled = !choice.enabled;
  choice.reason && button.append(make("span", { classes: "small", text: choice.reason }));
  button.addEventListener("click", () => act(choice.command));
  return button;
}

function ticketWords(ticket, print, printWord) {
  const said = ticket.ahead ? count(words.ahead, ticket.ahead) : words.first;
  const button = make("button", { type: "button", classes: "button", "data-print": String(ticket.number), text: printWord(ticket) });
  button.addEventListener("click", () => print(ticket));
  return make(
    "div",
    { classes: "answer-ticket" },
    make(
      "div",
      {},
      make("p", { classes: "answer-number", text: fill(words.ticket, { number: ticket.number }) }),
      make("p", { classes: "large", text: `${count(words.people, ticket.people)}, ${said}` }),
      ...ticket.keep.split("\n").map((line) => make("p", { classes: "quiet", text: line })),
      button,
    ),
    ...makeQr(ticket.qr),
  );
}

const SHOWN_MAX = 12; // of the line, until somebody asks for all of it (roomflow.css)

// The rest of a long line stands behind a press, so that the rooms are never far below it.
function showRest(line) {
  const isAll = at("line").classList.contains("all");
  show(at("line-all"), line.length > SHOWN_MAX);
  say(at("line-all"), isAll ? words.fewer_tickets : count(words.all_tickets, line.length));
  at("line-all").setAttribute("aria-expanded", String(isAll));
}

export function openRest(line) {
  at("line").classList.toggle("all");
  showRest(line);
}

// `open` shows what can be done with a ticket.
export function showLine(line, since, act, open) {
  const list = at("line");
  showRest(line);
  const drawn = JSON.stringify(line.map((row) => [row.ticket, row.state, row.people, named(row.room)]));
  if (list.dataset.drawn !== drawn) {
    list.dataset.drawn = drawn;
    const focused = document.activeElement?.getAttribute?.("aria-label");
    list.replaceChildren(...line.map((row) => lineRow(row, act, open)));
    const again = focused && [...list.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === focused);
    again?.focus({ preventScroll: true });
  }
  line.forEach((row, index) => say(list.children[index].querySelector(".when"), whenWords(row, since)));
  const waiting = line.filter((row) => ["waiting", "called"].includes(row.state));
  const people = waiting.reduce((sum, row) => sum + row.people, 0);
  const parts = { parties: count(words.parties, waiting.length), people: count(words.people, people) };
  say(at("line-sum"), fill(words.line, parts));
}

function whenWords(row, since) {
  if (row.state === "called" && row.left_ms !== null) {
    return fill(words.left, { time: countdown(row.left_ms - since) });
  }
  const waited = minutes((row.waited_ms ?? 0) + since);
  return waited ? fill(words.waited, { minutes: waited }) : words.just_now;
}

function stateWords(row) {
  const further = row.state === "waiting" ? words[row.wish] : row.state === "called" || row.state === "seated" ? named(row.room) : "";
  return [words.ticket_state[row.state] ?? row.state, further].filter(Boolean).join(", ");
}

const DOING = { called: [["Seat", "seat"], ["Miss", "missed"]], missed: [["Back", "back"]] };

function lineRow(row, act, open) {
  const number = make("button", { type: "button", classes: "line-number", text: String(row.ticket), "aria-label": fill(words.more, { number: row.ticket }) });
  number.addEventListener("click", () => open(row.ticket));
  const buttons = (DOING[row.state] ?? []).map(([type, word]) => {
    const button = make("button", { type: "button", classes: "button small", text: words[word] });
    button.setAttribute("aria-label", `${words[word]}: ${row.ticket}`);
    button.addEventListener("click", () => act({ type, ticket: row.ticket }));
    return button;
  });
  return make(
    "li",
    { classes: `line-row line-${row.state}` },
    number,
    make("p", { classes: "quiet", text: `×${row.people}` }),
    make(
      "div",
      { classes: "line-words" },
      make("p", { classes: "line-state" }, shape(`shape-${row.state}`), make("span", { text: stateWords(row) })),
      make("p", { classes: "when small quiet" }),
    ),
    make("div", { classes: "row-buttons" }, ...buttons),
  );
}
