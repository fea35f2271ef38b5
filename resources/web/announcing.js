// The queue of calls, as the public screen of the desk says them: one after another, each twice, and never two at once.
// First sayings go before second ones. It knows no clock and makes no sound: whoever says the calls brings the time.

const SAYINGS = 2;
const SHOWN_MS_MIN = 4000; // long enough to look up and find it, also where nothing is heard
const SAID_MS_MAX = 30000; // a sound that never tells its end does not keep the next call waiting for ever

const keyOf = (call) => `${call.ticket}.${call.call}.${call.turn}`;

export class CallQueue {
  constructor() {
    this.known = null;
    this.waiting = [];
    this.saying = null;
    this.since = 0;
    this.isHeard = false;
    this.largest = null;
  }

  // The newest list of calls. Of what was called before the first list nothing is said: a screen does not shout when
  // it is switched on; and calls that are no longer in it are not said any more.
  take(calls, now) {
    const keys = new Set(calls.map(keyOf));
    this.known ??= keys;
    const fresh = calls.filter((call) => !this.known.has(keyOf(call)));
    this.known = new Set([...this.known, ...keys]);
    this.waiting = this.waiting.filter((one) => keys.has(keyOf(one.call)));
    fresh.sort((a, b) => a.turn - b.turn || a.call - b.call).forEach((call) => this.put({ call, time: 1 }));
    if (this.saying && !keys.has(keyOf(this.saying.call))) {
      this.saying = null;
    }
    this.advance(now);
  }

  heard(now) {
    this.isHeard = true;
    this.advance(now);
  }

  advance(now) {
    if (this.saying && !this.isOver(now)) {
      return;
    }
    if (this.saying && this.saying.time < SAYINGS) {
      this.put({ call: this.saying.call, time: this.saying.time + 1 });
    }
    this.saying = this.waiting.shift() ?? null;
    if (this.saying) {
      this.largest = this.saying.call.ticket;
      this.since = now;
      this.isHeard = false;
    }
  }

  // When to advance though nothing happens; null where nothing is said.
  due() {
    return this.saying ? this.since + (this.isHeard ? SHOWN_MS_MIN : SAID_MS_MAX) : null;
  }

  // The calls as a screen shows them: first the one said now or last, then as they are, newest first.
  shown(calls) {
    return [...calls].sort((a, b) => (a.ticket !== this.largest) - (b.ticket !== this.largest));
  }

  isOver(now) {
    const shown = now - this.since;
    return shown >= SAID_MS_MAX || (this.isHeard && shown >= SHOWN_MS_MIN);
  }

  put(saying) {
    const after = this.waiting.findIndex((other) => other.time > saying.time);
    this.waiting.splice(after < 0 ? this.waiting.length : after, 0, saying);
  }
}
