// The keys of the desk: which press does what, when a press is a person's and when a scanner's.

import { Burst } from "./desk_burst.js";
import { ENDS, Scanner } from "./desk_scan.js";

const FIELD = "input:not([type=checkbox]), select";
const TICKET_AFTER_A_KEY = /^.(r[0-9a-z]{17}|https?:.+)$/is;
const OURS = /^(r|https?:)/i;

export class Keys {
  // `doing` is what each key does; what it gives takes that back. `scanned` hears the code of a ticket, `foreign` that
  // something else was scanned, and what takes back the key that it began with.
  constructor({ doing, undo, escape, scanned, foreign }) {
    Object.assign(this, { doing, undo, escape, scanned, foreign });
    this.takeBack = null; // what the last key did
    this.begun = null; // what the first key of a barcode did
    this.scanner = new Scanner((text) => this.hear(text));
    this.burst = new Burst({ began: (typed, event) => this.begin(typed, event), givenBack: (stroke) => this.giveBack(stroke) });
    addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key.toLowerCase() === "z" && isCommand) {
      event.preventDefault();
      this.undo();
    } else if (event.key === "Escape") {
      this.escape();
    } else if (isCommand || event.altKey || event.repeat) {
      return;
    } else if (this.isMachines(event) || this.press(event.key, event.target)) {
      event.preventDefault();
    }
  }

  // In a text field keys are text, but for those of a barcode whose first key opened it.
  isMachines(event) {
    if (this.scanner.isRunning) {
      return this.scanner.take(event);
    }
    const isStroke = event.key.length === 1 || ENDS.includes(event.key);
    if (!isStroke) {
      return false;
    }
    if (event.target.matches(FIELD) && !this.burst.follows(event)) {
      this.burst.giveBack(); // before this one, even where the page is too busy for its timers
      return false;
    }
    if (this.burst.take(event)) {
      return true;
    }
    const isScan = this.scanner.take(event);
    if (isScan) {
      this.burst.forget();
    }
    return isScan;
  }

  // A person's key. Whether it does something here.
  press(key, target) {
    if (target.matches(FIELD)) {
      return false;
    }
    const doIt = this.doing(key.toLowerCase(), target === document.body);
    this.takeBack = doIt?.() ?? null;
    return Boolean(doIt);
  }

  giveBack({ key, target }) {
    if (target.matches("input:not([type=checkbox])")) {
      target.setRangeText(key, target.selectionStart, target.selectionEnd, "end");
    } else {
      this.press(key, target);
    }
  }

  begin(typed, event) {
    this.begun = this.takeBack ?? (() => true);
    this.takeBack = null;
    this.scanner.goOn(typed);
    this.scanner.take(event);
  }

  hear(text) {
    const begun = this.begun;
    this.begun = null;
    const ticket = begun ? TICKET_AFTER_A_KEY.exec(text)?.[1] : OURS.test(text) ? text : null;
    if (ticket) {
      this.scanned(ticket); // and the key just before it was a person's
    } else {
      this.foreign(begun);
    }
  }
}
