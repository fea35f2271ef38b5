// Sends the outbox while there is something in it: one request at a time, in order, again and again until it is heard.

import { ask, Refused } from "./api.js";

const TRY_MS_MAX = 8000;
const WAIT_MS = [200, 500, 1000, 2000, 4000];
const CLOCK_MS_MAX = 60000;

export class Sender {
  constructor(outbox, pairing, { changed, picture, refused }) {
    this.outbox = outbox;
    this.pairing = pairing;
    this.changed = changed;
    this.picture = picture;
    this.refused = refused;
    this.isLeading = false;
    this.isBusy = false;
    this.failed = 0;
    this.wake = null;
  }

  lead(isLeading) {
    this.isLeading = isLeading;
    this.poke();
  }

  // Something is there to be sent, or the network is back: try now.
  poke() {
    if (this.wake) {
      clearTimeout(this.wake);
      this.wake = null;
    }
    if (this.isLeading && !this.isBusy) {
      this.run();
    }
  }

  async run() {
    this.isBusy = true;
    try {
      while (this.isLeading && this.outbox.items.length) {
        await this.sendOnce();
        this.failed = 0;
      }
    } catch (problem) {
      this.failed += 1;
      if (problem instanceof Refused) {
        this.isLeading = false;
        this.refused(problem);
      } else {
        this.later();
      }
    } finally {
      this.isBusy = false;
    }
  }

  async sendOnce() {
    if (!this.outbox.clock.isFresh(CLOCK_MS_MAX)) {
      // The desk's time first: it tells how old the taps are.
      const path = `/api/picture?device=${this.pairing.device}`;
      this.picture(await ask("GET", path, { token: this.pairing.token, timeout: TRY_MS_MAX }));
    }
    const batch = await this.outbox.next();
    if (!batch.length) {
      await this.outbox.load();
      return;
    }
    const body = this.outbox.body(batch);
    const answer = await ask("POST", "/api/taps", { token: this.pairing.token, body, timeout: TRY_MS_MAX });
    if (answer.acknowledged < batch[0].n) {
      throw new Error("the desk did not take the next tap");
    }
    await this.outbox.settle(answer);
    this.changed();
  }

  later() {
    const wait = WAIT_MS[Math.min(this.failed - 1, WAIT_MS.length - 1)] * (0.75 + Math.random() / 2);
    this.wake = setTimeout(() => {
      this.wake = null;
      this.poke();
    }, wait);
  }
}
