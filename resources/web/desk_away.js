// People who were sent home without a ticket: how many and why; it warns while places are free.

import { at, count, fill, make, named, say, show, words } from "./dom.js";

const INVITING = ["open", "recess"];

export class AwayCard {
  // `act` asks the desk for a command; gives whether it was done.
  constructor(act) {
    this.act = act;
    at("away-reason").replaceChildren(...words.away_reasons.map(([value, text]) => make("option", { value, text })));
    at("away-open").addEventListener("click", () => this.open());
    at("away-cancel").addEventListener("click", () => this.close());
    at("away").addEventListener("submit", (event) => this.save(event));
  }

  get isOpen() {
    return !at("away").hidden;
  }

  open() {
    show(at("away"), true);
    at("away-people").value = "";
    say(at("away-problem"), "");
    at("away").scrollIntoView({ block: "nearest" });
    at("away-people").focus();
  }

  close() {
    show(at("away"), false);
    at("away-open").focus({ preventScroll: true });
  }

  show(picture) {
    say(at("away-free"), INVITING.includes(picture.state) ? freeWords(picture.rooms) : "");
  }

  async save(event) {
    event.preventDefault();
    const typed = at("away-people").value.trim();
    if (!/^\d{1,6}$/.test(typed) || !Number(typed)) {
      say(at("away-problem"), words.away_number);
      at("away-people").focus();
      return;
    }
    if (await this.act({ type: "TurnAway", people: Number(typed), reason: at("away-reason").value })) {
      this.close();
    }
  }
}

// Why turning people away is wrong now, and what to do first; empty where all is full.
function freeWords(rooms) {
  const open = rooms.filter((room) => room.free > 0 && !room.closed);
  const uncounted = open.filter((room) => room.waits_for_count);
  const sum = (some) => some.reduce((all, room) => all + room.free, 0);
  const free = sum(open) - sum(uncounted);
  const first = uncounted.map((room) => named(room.name)).join(", ");
  return [
    free ? count(words.away_free, free) : "",
    first ? fill(count(words.away_count, sum(uncounted)), { rooms: first }) : "",
  ].filter(Boolean).join(" ");
}
