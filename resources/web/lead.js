// One tab leads, also where the address is plain http and there are no locks: a lease in IndexedDB says who, and a
// channel asks whether that one still lives. A tab that is gone does not answer; no clock is read.

import { done, randomId, write } from "./store.js";

const ANSWER_MS = 400;
const LOOK_MS = 2000;

export class Lead {
  constructor(store, page, told) {
    this.store = store;
    this.page = page;
    this.told = told;
    this.me = randomId();
    this.isLeading = false;
    this.heard = new Set();
    this.channel = new BroadcastChannel(`roomflow-${page}`);
    this.channel.onmessage = ({ data }) => this.hear(data);
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && this.begin());
  }

  async begin() {
    await this.attempt();
    clearInterval(this.timer);
    this.timer = setInterval(() => this.attempt(), LOOK_MS);
  }

  // Take the lease where nobody who lives has it; `now`: whoever has it (a person said "use it here").
  async attempt(now = false) {
    if (this.isLeading) {
      return;
    }
    const holder = await this.holder();
    if (holder && holder !== this.me && !now && (await this.lives(holder))) {
      this.told(false);
      return;
    }
    const taken = await write(this.store, ["leases"], async (leases) => {
      const lease = await done(leases.get(this.page));
      if (!now && lease && lease.tab !== holder && lease.tab !== this.me) {
        return false; // somebody else was faster
      }
      await done(leases.put({ page: this.page, tab: this.me }));
      return true;
    });
    if (taken) {
      this.isLeading = true;
      this.channel.postMessage({ took: this.me });
      this.told(true);
    }
  }

  async holder() {
    const lease = await done(this.store.transaction("leases").objectStore("leases").get(this.page));
    return lease?.tab ?? null;
  }

  lives(tab) {
    this.heard.delete(tab);
    this.channel.postMessage({ ask: tab });
    return new Promise((yes) => setTimeout(() => yes(this.heard.has(tab)), ANSWER_MS));
  }

  hear(data) {
    if (data.ask === this.me && this.isLeading) {
      this.channel.postMessage({ here: this.me });
    } else if (data.here) {
      this.heard.add(data.here);
    } else if (data.took && data.took !== this.me && this.isLeading) {
      this.isLeading = false;
      this.told(false);
    } else if (data.left) {
      this.attempt();
    }
  }

  leave() {
    clearInterval(this.timer);
    if (this.isLeading) {
      this.isLeading = false;
      this.channel.postMessage({ left: this.me });
    }
  }
}
