// The outbox of one pairing: every tap is on the disk before the number on the screen changes, and stays there until
// the desk has acknowledged it. `(device, n)` is the id of a tap for ever, so sending it twice is harmless.

import { done, read, write } from "./store.js";

const BATCH_MAX = 50;

export class Outbox {
  constructor(store, pairing, clock) {
    const { device, space, door } = pairing;
    this.store = store;
    this.device = device;
    this.place = space ? { space, door: door ?? null } : {}; // where it is done, whatever the token says later
    this.clock = clock;
    this.items = []; // not acknowledged yet, in order
    this.settled = []; // acknowledged, and not yet in the picture that is shown
    this.latest = null; // what undo would take back
    this.head = { device, n: 0, acknowledged: 0, into: 0, out: 0, differs: false };
  }

  get range() {
    return IDBKeyRange.bound([this.device, 0], [this.device, Infinity]);
  }

  async load() {
    this.items = await read(this.store, "items", (items) => done(items.getAll(this.range)));
    this.head = (await read(this.store, "heads", (heads) => done(heads.get(this.device)))) ?? this.head;
    this.latest = this.items.at(-1) ?? this.latest;
    return this;
  }

  // Keep what a finger did; only when this returns may a screen show it.
  async put(what) {
    const item = await write(this.store, ["heads", "items"], async (heads, items) => {
      const head = (await done(heads.get(this.device))) ?? this.head;
      const made = { change: 0, ...what, ...this.place, ...this.clock.press(), device: this.device, n: head.n + 1, tried: false };
      await done(items.add(made));
      await done(heads.put({ ...head, n: made.n }));
      return made;
    });
    this.items.push(item);
    this.latest = item;
    this.head = { ...this.head, n: item.n };
    return item;
  }

  // Take back the last item: one that never left this browser becomes nothing, any other is followed by its undo.
  async takeBack() {
    const { n, change, held } = this.latest;
    const withdrawn = await write(this.store, ["items"], async (items) => {
      const item = await done(items.get([this.device, n]));
      if (!item || item.tried) {
        return null;
      }
      const nothing = { ...item, kind: "withdrawn", change: 0, held: 0, hold: null, ticket: null };
      await done(items.put(nothing));
      return nothing;
    });
    if (withdrawn) {
      this.items = this.items.map((item) => (item.n === n ? withdrawn : item));
      this.latest = withdrawn;
      return;
    }
    await this.put({ kind: "undo", of: n, change: -change, held: -(held ?? 0) });
  }

  // What is sent next, marked as tried first: from now on nobody knows whether the desk has it.
  async next() {
    return await write(this.store, ["items"], async (items) => {
      const batch = await done(items.getAll(this.range, BATCH_MAX));
      for (const item of batch.filter((one) => !one.tried)) {
        item.tried = true;
        await done(items.put(item));
      }
      return batch;
    });
  }

  body(batch) {
    const sums = summed(batch, this.head);
    return {
      device: this.device,
      items: batch.map((item) => ({ ...words(item), age_ms: this.clock.age(item) })),
      acknowledged: batch[0].n - 1, // the desk may have gone back to an older copy of its log
      totals: { in: sums.into, out: sums.out },
    };
  }

  // The desk has everything up to `acknowledged` on its disk: only now does the browser let go of it.
  async settle(answer) {
    const known = answer.acknowledged;
    const gone = this.items.filter((item) => item.n <= known);
    const head = await write(this.store, ["heads", "items", "parked"], async (heads, items, parked) => {
      const before = (await done(heads.get(this.device))) ?? this.head;
      const kept = await done(items.getAll(this.range));
      const sums = summed(kept.filter((item) => item.n <= known), before);
      const differs = sums.into !== answer.totals.in || sums.out !== answer.totals.out;
      const after = { ...before, ...sums, acknowledged: Math.max(before.acknowledged, known), differs };
      await done(items.delete(IDBKeyRange.bound([this.device, 0], [this.device, known])));
      for (const one of answer.parked ?? []) {
        await done(parked.put({ device: this.device, ...one }, `${this.device}:${one.n}`));
      }
      await done(heads.put(after));
      return after;
    });
    this.head = head;
    this.items = this.items.filter((item) => item.n > known);
    this.settled.push(...gone.map((item) => ({ ...item, version: answer.version })));
  }

  // A picture is shown: forget what it holds already.
  seen(picture) {
    const applied = picture.applied ?? 0;
    this.settled = this.settled.filter((item) => item.n > applied && picture.version < item.version);
    return [...this.settled, ...this.items.filter((item) => item.n > applied)];
  }
}

function words(item) {
  const told = { n: item.n, kind: item.kind, change: item.change };
  for (const name of ["ticket", "hold", "counted", "of", "space", "door"]) {
    if (item[name] !== undefined && item[name] !== null) {
      told[name] = item[name];
    }
  }
  return told;
}

function summed(items, head) {
  const changes = items.map((item) => item.change);
  return {
    into: changes.filter((change) => change > 0).reduce((sum, change) => sum + change, head.into),
    out: changes.filter((change) => change < 0).reduce((sum, change) => sum - change, head.out),
  };
}
