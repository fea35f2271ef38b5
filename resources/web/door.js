// The door console: every finger becomes an item of the outbox, and what is shown is the desk's picture and the outbox.

import { Stream } from "./api.js";
import { Clock } from "./clock.js";
import { Problem, Times, at, fill, make, say, show, signed, words } from "./dom.js";
import { fitCount, moodOf, showExpected, showParked, showSent, showSpace, withOwn } from "./door_show.js";
import { Lead } from "./lead.js";
import { Outbox } from "./outbox.js";
import { Sender } from "./sender.js";
import { offerSignOut } from "./sign_out.js";
import { done, openStore, pairingFor, randomId, read } from "./store.js";

const UNDO_MS = 10000;
const VIBRATION = [250, 120, 250, 120, 400];
const HOLDING = { "on-the-way": "tap", called: "seat", claim: "seat", "stepped-out": "back", "on-deck": "speaker", recess: "tap" };

class Door {
  constructor(store, pairing) {
    this.store = store;
    this.pairing = pairing;
    this.times = new Times();
    this.problem = new Problem(at("problem"), this.times);
    this.offline = new Problem(at("offline"), this.times, at("door"));
    this.clock = new Clock(randomId());
    this.outbox = new Outbox(store, pairing, this.clock);
    this.picture = null;
    this.parked = [];
    this.earlier = [];
    this.mood = "plain";
    this.isLeading = false;
  }

  async begin() {
    await this.outbox.load();
    this.parked = (await read(this.store, "parked", (table) => done(table.getAll()))).filter(
      (one) => one.device === this.pairing.device,
    );
    this.sender = new Sender(this.outbox, this.pairing, {
      changed: () => this.settled(),
      picture: (picture) => this.take(picture),
      refused: () => this.unpaired(),
    });
    const told = {
      event: (name, data) => name === "picture" && this.take(data),
      up: () => this.connected(),
      down: () => this.offline.down(),
      refused: () => this.unpaired(),
    };
    this.stream = new Stream(this.pairing.token, told, this.pairing.device);
    this.wire();
    await this.sendEarlier();
    setInterval(() => this.show(), 1000);
    this.lead = new Lead(this.store, "door", (isLeading) => this.led(isLeading));
    await this.lead.begin();
  }

  // Another phone's pairing, or an earlier one of this phone: what it counted is sent with its own token.
  async sendEarlier() {
    const all = await read(this.store, "pairings", (table) => done(table.getAll()));
    for (const pairing of all.filter((one) => one.role === "door" && one.device !== this.pairing.device)) {
      const outbox = await new Outbox(this.store, pairing, this.clock).load();
      if (outbox.items.length) {
        const told = { changed: () => this.show(), picture: () => undefined, refused: () => undefined };
        this.earlier.push(new Sender(outbox, pairing, told));
      }
    }
  }

  async led(isLeading) {
    if (isLeading === this.isLeading) {
      if (!isLeading) {
        this.elsewhere();
      }
      return;
    }
    this.isLeading = isLeading;
    if (isLeading) {
      await this.outbox.load(); // the other tab may have counted on
      show(at("problem"), false);
      this.stream.start();
    } else {
      this.stream.end();
      this.elsewhere();
    }
    [this.sender, ...this.earlier].forEach((sender) => sender.lead(isLeading));
    this.show();
  }

  elsewhere() {
    const here = make("button", { type: "button", classes: "button small", text: words.use_here });
    here.addEventListener("click", () => this.lead.attempt(true));
    this.problem.say(`${words.elsewhere} `, here);
  }

  connected() {
    this.problem.up();
    this.offline.up();
    [this.sender, ...this.earlier].forEach((sender) => sender.poke());
  }

  unpaired() {
    this.stream.end();
    this.picture = null;
    this.problem.unpaired();
    this.show();
  }

  take(picture) {
    if (this.picture && picture.version < this.picture.version) {
      return; // a slow answer
    }
    this.clock.heard(picture.at);
    this.times.hear(picture);
    this.picture = picture;
    this.show();
  }

  async settled() {
    this.parked = (await read(this.store, "parked", (table) => done(table.getAll()))).filter(
      (one) => one.device === this.pairing.device,
    );
    this.show();
  }

  // --- fingers -------------------------------------------------------------------------------------------

  wire() {
    addEventListener("resize", fitCount);
    at("in").addEventListener("click", () => this.tap(1));
    at("out").addEventListener("click", () => this.tap(-1));
    document.querySelectorAll(".step").forEach((step) => {
      step.addEventListener("click", () => this.tap(Number(step.dataset.people)));
    });
    at("count").addEventListener("click", () => this.count());
    at("count-form").addEventListener("submit", (event) => this.saveCount(event));
    at("stepped-out").addEventListener("click", () => this.put({ kind: "step-out", change: -1, held: 1 }));
    at("undo").addEventListener("click", () => this.undo());
    addEventListener("online", () => this.stream.hurry());
    addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("visibilitychange", () => document.hidden || this.stream.hurry());
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("input")) {
      return;
    }
    const change = { "+": 1, "=": 1, "-": -1, _: -1 }[event.key] ?? (/^[1-6]$/.test(event.key) ? Number(event.key) : 0);
    if (change) {
      event.preventDefault();
      this.tap(change);
    }
  }

  tap(change) {
    const coming = this.shownExpected().filter((one) => one.kind === "on-the-way");
    const promised = coming.reduce((sum, one) => sum + one.people, 0);
    return this.put({ kind: "tap", change, held: change > 0 ? -Math.min(change, promised) : 0 });
  }

  seat(one, n) {
    if (!n) {
      const kind = one.kind === "stepped-out" ? "gone" : "already";
      return this.put({ kind, ticket: one.ticket, hold: one.hold, held: -one.people });
    }
    const kind = HOLDING[one.kind];
    // The seat of a called party takes all of it; a tap on the way takes those who came.
    const change = kind === "seat" || kind === "back" ? one.people : n;
    const hold = kind === "tap" ? null : one.hold;
    return this.put({ kind, change, held: one.kind === "recess" ? 0 : -change, ticket: one.ticket, hold });
  }

  count() {
    if (this.isCounting()) {
      at("counted-figure").focus();
    } else {
      this.put({ kind: "count-start" });
    }
  }

  saveCount(event) {
    event.preventDefault();
    const field = at("counted-figure");
    if (/^\d{1,5}$/.test(field.value)) {
      this.put({ kind: "count-save", counted: Number(field.value) });
      field.value = "";
      at("count").focus();
    }
  }

  isCounting() {
    const own = [...this.outbox.settled, ...this.outbox.items].filter((item) => item.kind.startsWith("count-"));
    const last = own.at(-1)?.kind;
    return last ? last === "count-start" : Boolean(this.picture && this.picture.space.counting !== null);
  }

  undoable() {
    const last = this.outbox.latest;
    const fits = last && !["undo", "withdrawn", "count-start", "count-save"].includes(last.kind);
    return fits && this.clock.age(last) < UNDO_MS ? last : null;
  }

  async undo() {
    const last = this.undoable();
    if (last && this.isLeading) {
      await this.kept(this.outbox.takeBack());
    }
  }

  async put(item) {
    if (this.isLeading && this.picture) {
      await this.kept(this.outbox.put(item));
    }
  }

  // Only what is on this device's disk is shown.
  async kept(writing) {
    try {
      await writing;
    } catch {
      this.problem.say(words.store);
      return;
    }
    this.show();
    this.sender.poke();
  }

  // --- the screen ----------------------------------------------------------------------------------------

  shownExpected() {
    const gone = new Set([...this.outbox.settled, ...this.outbox.items].map((item) => item.hold).filter(Boolean));
    return (this.picture?.expected ?? []).filter((one) => !gone.has(one.hold));
  }

  show() {
    const isLive = Boolean(this.picture) && this.isLeading;
    document.querySelectorAll(".pad, .step, #count").forEach((button) => (button.disabled = !isLive));
    showSent(this.outbox.items.length, this.outbox.head.differs);
    const earlier = this.earlier.reduce((sum, sender) => sum + sender.outbox.items.length, 0);
    showParked(this.parked, earlier, this.outbox.head.differs);
    this.showUndo();
    if (!this.picture) {
      return;
    }
    show(at("practice"), this.picture.practice);
    const space = withOwn(this.picture.space, this.outbox.seen(this.picture));
    const mood = moodOf(space);
    if (mood !== "plain" && this.mood === "plain") {
      navigator.userActivation?.hasBeenActive && navigator.vibrate?.(VIBRATION);
    }
    this.mood = showSpace(space, this.picture, this.times.since);
    showExpected(this.shownExpected(), this.times.since, (one, n) => this.seat(one, n));
    const isRoom = ["chamber", "overflow"].includes(space.kind);
    at("stepped-out").disabled = !isLive || !isRoom || !space.inside;
    this.showCounting(space);
  }

  showCounting(space) {
    const isCounting = this.isCounting();
    show(at("count-form"), isCounting);
    say(at("count-word"), isCounting ? words.enter_figure : words.head_count);
    say(at("counting"), fill(words.counting, { change: signed(space.counting ?? 0) }));
  }

  showUndo() {
    const last = this.undoable();
    at("undo").disabled = !last || !this.isLeading;
    if (!last) {
      say(at("undo-word"), words.undo);
      return;
    }
    const seconds = Math.ceil((UNDO_MS - this.clock.age(last)) / 1000);
    const template = last.kind === "tap" ? words.undo_what : words.undo_in;
    say(at("undo-word"), fill(template, { what: signed(last.change), seconds }));
  }
}

async function start() {
  const problem = new Problem(at("problem"), new Times());
  let store;
  try {
    store = await openStore();
  } catch {
    problem.say(words.store);
    return;
  }
  navigator.storage?.persist?.().catch(() => undefined);
  const pairing = await pairingFor(store, "door");
  if (!pairing) {
    problem.unpaired();
    return;
  }
  const door = new Door(store, pairing);
  await door.begin();
  offerSignOut(store, pairing, () => !door.outbox.items.length);
}

start();
