// Tells by the speed of keys that a machine types them: a barcode of something else, which begins with no R. A person's
// key acts at once, so the first key has acted before a second is there. The second is held back; with a third at the
// same speed all of them are a scan.

import { ENDS } from "./desk_scan.js";

const BURST_MS = 50; // scanners type a character in 2 to 30 ms; nobody strikes three keys of the desk within twice this
export const KNOWN_MS = 3 * BURST_MS; // after a key: by then it is known whether it began a scan

export class Burst {
  // `began` hears what was typed before the key that makes it a scan, and that key; `givenBack` a key that was a person's.
  constructor({ began, givenBack }) {
    this.began = began;
    this.givenBack = givenBack;
    this.first = null;
    this.second = null;
    this.timer = null;
  }

  // Whether a press came as fast after the one before as a machine types.
  follows(event) {
    const before = this.second ?? this.first;
    return before !== null && event.timeStamp >= before.at && event.timeStamp - before.at <= BURST_MS;
  }

  // Whether this press is a machine's, or is held back until that is known.
  take(event) {
    const stroke = { key: event.key, text: ENDS.includes(event.key) ? "" : event.key, at: event.timeStamp, target: event.target };
    if (!this.follows(event)) {
      this.giveBack();
      this.first = stroke.text ? stroke : null;
      return false;
    }
    if (this.second) {
      this.begin(this.first.text + this.second.text, event);
    } else if (stroke.key === this.first.key) {
      this.first = { ...stroke, text: this.first.text + stroke.text }; // the same digit twice: it acts once
    } else if (stroke.text) {
      this.second = stroke;
      this.timer = setTimeout(() => (this.timer = setTimeout(() => this.giveBack())), BURST_MS);
    } else if (this.first.text.length > 1) {
      this.begin(this.first.text, event);
    } else {
      this.first = null; // one character and its end are no barcode
      return false;
    }
    return true;
  }

  // What was typed is no beginning of a barcode.
  forget() {
    clearTimeout(this.timer);
    this.first = null;
    this.second = null;
  }

  begin(typed, event) {
    this.forget();
    this.began(typed, event);
  }

  giveBack() {
    const held = this.second;
    this.forget();
    if (held) {
      this.givenBack(held);
    }
  }
}
