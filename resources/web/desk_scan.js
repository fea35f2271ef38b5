// A USB scanner types a code anywhere on the page. After R, or H of an address, outside a text field, keys are a scan
// until Enter, Tab or a short silence. A code that begins otherwise is known by its speed alone (desk_burst.js).

const SILENCE_MS = 100;
const CHARACTERS_MAX = 400;
const BEGINS = /^[rh]$/i;
export const ENDS = ["Enter", "Tab"];

export class Scanner {
  constructor(scanned) {
    this.scanned = scanned;
    this.text = "";
    this.at = -Infinity; // when the last key of a scan was pressed
    this.timer = null;
  }

  get isRunning() {
    return this.text !== "";
  }

  // Whether the key belongs to a scan.
  take(event) {
    const ends = ENDS.includes(event.key);
    if (!this.isRunning && ends) {
      return event.timeStamp - this.at <= SILENCE_MS; // the end of a scan that silence ended before: it presses nothing
    }
    if (!this.isRunning && !BEGINS.test(event.key)) {
      return false;
    }
    this.at = event.timeStamp;
    if (ends) {
      return this.finish();
    }
    this.goOn((this.text + (event.key.length === 1 ? event.key : "")).slice(0, CHARACTERS_MAX));
    return true;
  }

  // A scan that began with this. When the page was busy, keys typed in time lie behind the timer: they go first.
  goOn(text) {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.timer = setTimeout(() => this.finish())), SILENCE_MS);
  }

  // Whether there was a scan: a single R or H is a slip of a person's finger.
  finish() {
    clearTimeout(this.timer);
    const text = this.text;
    this.text = "";
    if (text.length < 2) {
      return false;
    }
    this.scanned(text);
    return true;
  }
}
