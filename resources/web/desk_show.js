// What a desk shows: rooms, the answer to the last question, the line.

import { at, badge, count, countdown, fill, make, makeBar, minutes, say, sayMarked, shape, spoken, words } from "./dom.js";

export function showRooms(rooms) {
  const list = at("rooms");
  const drawn = JSON.stringify(rooms);
  if (list.dataset.drawn === drawn) {
    return;
  }
  list.dataset.drawn = drawn;
  list.replaceChildren(...rooms.map(roomRow));
}

function roomRow(room) {
  const figures = make("p", { classes: "room-figures" });
  sayMarked(figures, words.inside_of, room);
  const free = Math.max(0, room.free);
  const forms = words.free_word.map((form) => form.split(": ").at(-1));
  const limit = room.reserved ? words.limit : words.limit_only;
  return make(
    "li",
    { classes: "room-row" },
    make("div", {}, make("p", { classes: "strong room-name", text: room.name[spoken] }), make("p", { classes: "small quiet", text: room.floor[spoken] })),
    make(
      "div",
      { classes: "room-middle" },
      make("div", { classes: "room-line" }, badge(room.state, words.state[room.state]), figures),
      makeBar(room, room.state === "count-first" ? "nearly-full" : room.state),
      make("p", { classes: "small quiet", text: fill(limit, room) }),
    ),
    make(
      "p",
      { classes: "room-free" },
      make("span", { classes: "figure", text: String(room.over || free) }),
      make("span", { classes: "small quiet", text: room.over ? words.over_word : forms[free === 1 ? 0 : 1] }),
    ),
  );
}

// The answer to "where do they go?" is the largest thing on the page, and stays until the next question.
export function showAnswer(answer, picture) {
  const box = at("answer");
  box.className = `answer ${answer.refused || answer.problem ? "refused" : answer.ticket ? "ticket" : "sent"}`;
  const refused = answer.refused ?? answer.problem;
  if (refused) {
    box.replaceChildren(make("p", { classes: "strong", text: words.not_done }), make("p", { text: refused }));
  } else if (answer.sent) {
    box.replaceChildren(...sentWords(answer.sent));
  } else if (answer.ticket) {
    box.replaceChildren(...ticketWords(answer.ticket));
  } else {
    box.replaceChildren(...calledWords(answer, picture));
  }
  box.dataset.version = picture.version;
}

function calledWords(answer, picture) {
  const called = answer.called ?? [];
  if (!called.length) {
    return [make("p", { classes: "title", text: words.done })];
  }
  return called.map(({ ticket, id }) => {
    const room = picture.rooms.find((one) => one.id === id);
    const said = make("span", { text: `${ticket}: ${room ? named(room.name) : id}` });
    return make("p", { classes: "answer-room called-answer" }, shape("arrow", "icon"), said);
  });
}

const named = (value) => (typeof value === "object" && value ? value[spoken] : value) ?? "";

function sentWords(sent) {
  return [
    make("p", { classes: "answer-room" }, shape("arrow", "icon"), make("span", { text: named(sent.name) })),
    make("p", { classes: "large", text: named(sent.where) || named(sent.floor) }),
    make("p", { classes: "quiet", text: named(sent.way) }),
    make("p", { classes: "small", text: count(words.to_arrive, sent.people, { time: countdown(sent.left_ms ?? 0) }) }),
  ];
}

function ticketWords(ticket) {
  const said = ticket.ahead ? count(words.ahead, ticket.ahead) : words.first;
  return [
    make(
      "div",
      { classes: "answer-ticket" },
      make(
        "div",
        {},
        make("p", { classes: "answer-number", text: fill(words.ticket, { number: ticket.number }) }),
        make("p", { classes: "large", text: said }),
        make("p", { classes: "quiet", text: words.keep }),
      ),
      ...qr(ticket.qr),
    ),
  ];
}

// The code of the slip, as the desk drew it; only a picture is taken from it, no script and no link.
function qr(text) {
  const drawn = text ? new DOMParser().parseFromString(text, "image/svg+xml").documentElement : null;
  if (drawn?.localName !== "svg" || drawn.querySelector("script, a, foreignObject, image, use, style")) {
    return [];
  }
  const code = make("div", { classes: "qr", "aria-hidden": "true" });
  code.append(document.importNode(drawn, true));
  return [code];
}

export function showLine(line, since, act) {
  const list = at("line");
  const drawn = JSON.stringify(line.map((row) => [row.ticket, row.state, row.people, named(row.room)]));
  if (list.dataset.drawn !== drawn) {
    list.dataset.drawn = drawn;
    list.replaceChildren(...line.map((row) => lineRow(row, act)));
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

// A ticket that was asked for: how it stands, in a sentence of the desk.
export function showFound(answer) {
  say(at("found"), answer.sentence || answer.refused || answer.problem || words.not_done);
}

function stateWords(row) {
  const further = row.state === "waiting" ? words[row.wish] : row.state === "called" || row.state === "seated" ? named(row.room) : "";
  return [words.ticket_state[row.state] ?? row.state, further].filter(Boolean).join(", ");
}

const DOING = { called: [["Seat", "seat"], ["Miss", "missed"]], missed: [["Back", "back"]] };

function lineRow(row, act) {
  const buttons = (DOING[row.state] ?? []).map(([type, word]) => {
    const button = make("button", { type: "button", classes: "button small", text: words[word] });
    button.setAttribute("aria-label", `${words[word]}: ${row.ticket}`);
    button.addEventListener("click", () => act({ type, ticket: row.ticket }));
    return button;
  });
  return make(
    "li",
    { classes: `line-row line-${row.state}` },
    make("p", { classes: "strong", text: String(row.ticket) }),
    make("p", { classes: "quiet", text: `×${row.people}` }),
    make("p", { classes: "line-state" }, shape(`shape-${row.state}`), make("span", { text: stateWords(row) })),
    make("p", { classes: "when small quiet" }),
    make("div", { classes: "row-buttons" }, ...buttons),
  );
}
