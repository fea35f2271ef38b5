// What can be done with a ticket: the choices as the desk says them, each with its command, and the card of an override.

import { choiceButton } from "./desk_show.js";
import { at, fill, make, say, show, words } from "./dom.js";

const LOOK_MS = 1500;

export class TicketPanel {
  // `find` asks how it stands with a ticket; `act` asks the desk for a command.
  constructor({ find, act }) {
    this.find = find;
    this.act = act;
    this.number = null;
    this.version = null;
    this.timer = null;
    this.before = null;
    this.isOverriding = false;
    at("ticket-close").addEventListener("click", () => this.close());
    at("override-cancel").addEventListener("click", () => this.override(false));
    at("override-room").addEventListener("change", () => this.sayEffect());
    at("override").addEventListener("submit", (event) => this.call(event));
    fillList(at("override-role"), words.roles);
    fillList(at("override-reason"), words.reasons);
    say(at("override-note-label"), words.note);
  }

  // By its number or code, or from its row: the focus goes to it, and back to where it was.
  async open(asked, { focus = true } = {}) {
    this.before = document.activeElement;
    const answer = await this.find(String(asked));
    this.take(answer);
    if (this.number !== null) {
      at("ticket-panel").scrollIntoView({ block: "nearest" });
      focus && at("ticket-title").focus({ preventScroll: true });
    }
  }

  take(answer) {
    say(at("found"), answer.sentence || answer.refused || answer.problem || words.not_done);
    const number = answer.found?.ticket ?? null;
    if (number !== this.number) {
      this.override(false);
    }
    this.number = number;
    show(at("ticket-panel"), number !== null);
    if (number === null) {
      return;
    }
    say(at("ticket-title"), fill(words.ticket, { number }));
    const groups = answer.choices.map((group) => this.group(group));
    if (answer.override.length) {
      const more = make("button", { type: "button", classes: "button small choice", id: "override-open", text: words.override });
      more.addEventListener("click", () => this.override(true));
      groups.splice(1, 0, make("div", { classes: "choice-group" }, more));
    }
    const drawn = JSON.stringify([answer.choices, answer.override]);
    if (at("choices").dataset.drawn !== drawn) {
      const focused = at("choices").contains(document.activeElement) ? document.activeElement.textContent : null;
      at("choices").dataset.drawn = drawn;
      at("choices").replaceChildren(...groups);
      [...at("choices").querySelectorAll("button")].find((one) => one.textContent === focused)?.focus({ preventScroll: true });
    }
    this.fillRooms(answer.override, number);
  }

  group(group) {
    return make("div", { classes: "choice-group" }, ...group.map((choice) => choiceButton(choice, (command) => this.act(command))));
  }

  // The meeting went on: what can be done may be another thing. Not more often than somebody can read it.
  heard(picture) {
    if (this.number !== null && picture.version !== this.version) {
      this.version = picture.version;
      this.timer ??= setTimeout(() => this.look(), LOOK_MS);
    }
  }

  async look() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.number === null) {
      return;
    }
    const number = this.number;
    const answer = await this.find(String(number));
    if (this.number === number && answer.found) {
      this.take(answer);
    }
  }

  close() {
    if (this.number === null) {
      return;
    }
    this.number = null;
    this.override(false);
    show(at("ticket-panel"), false);
    say(at("found"), "");
    this.before?.isConnected && this.before.focus({ preventScroll: true });
    if (document.activeElement === at("find-number")) {
      at("find-number").blur(); // keys are the desk's again, and no text; its own are in sight
      scrollTo(0, 0);
    }
  }

  // --- an override ---------------------------------------------------------------------------------------

  override(isOpen) {
    this.isOverriding = isOpen;
    show(at("override"), isOpen);
    show(at("choices"), !isOpen);
    say(at("override-problem"), "");
    if (isOpen) {
      say(at("ticket-title"), fill(words.override_title, { number: this.number }));
      say(at("override-call"), fill(words.call_number, { number: this.number }));
      ["override-room", "override-role", "override-reason"].forEach((id) => (at(id).value = "")); // asked each time
      at("override-note").value = "";
      this.sayEffect();
      at("override-room").focus();
    } else if (this.number !== null) {
      say(at("ticket-title"), fill(words.ticket, { number: this.number }));
    }
  }

  fillRooms(rooms, number) {
    this.rooms = rooms;
    fillList(at("override-room"), rooms.map((room) => [room.id, room.words]));
    if (this.isOverriding && !rooms.length) {
      this.override(false);
    } else if (this.isOverriding) {
      say(at("ticket-title"), fill(words.override_title, { number }));
      this.sayEffect();
    }
  }

  sayEffect() {
    const chosen = this.rooms?.find((room) => room.id === at("override-room").value);
    say(at("override-effect"), chosen?.effect ?? "");
  }

  call(event) {
    event.preventDefault();
    const asked = [["room", words.choose_room], ["role", words.choose_role], ["reason", words.choose_reason]];
    const missing = asked.find(([name]) => !at(`override-${name}`).value);
    say(at("override-problem"), missing ? missing[1] : "");
    if (missing) {
      at(`override-${missing[0]}`).focus();
      return;
    }
    const [space, role, reason] = asked.map(([name]) => at(`override-${name}`).value);
    const note = at("override-note").value.trim().replace(/\s+/g, " ");
    this.act({ type: "Call", ticket: this.number, space, authority: { role, reason, words: note } });
  }
}

// A list of [value, words], with nothing chosen; what was chosen stays.
function fillList(list, choices) {
  const drawn = JSON.stringify(choices);
  if (list.dataset.drawn === drawn) {
    return;
  }
  list.dataset.drawn = drawn;
  const kept = list.value;
  list.replaceChildren(make("option", { value: "", text: words.choose }), ...choices.map(([value, text]) => make("option", { value, text })));
  list.value = choices.some(([value]) => value === kept) ? kept : "";
}
