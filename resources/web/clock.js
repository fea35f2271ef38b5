// How long ago a finger pressed, in ms: an age, because the clock of a phone may be wrong and may jump.
//
// Two measures, and the larger counts. `performance.now()` never jumps, but it ends with the page and stands still
// while some phones sleep. The wall clock, put right by the desk's own time as it was heard before and after, survives
// both; where it jumped unheard between two pictures it can only measure too little, or the jump was backwards in the
// seconds before a tap without network, which is the one case that stays wrong.

const AGE_MS_MAX = 12 * 60 * 60 * 1000;

export class Clock {
  constructor(session, now = () => performance.now(), wall = () => Date.now()) {
    this.session = session;
    this.now = now;
    this.wall = wall;
    this.offset = null;
    this.heardAt = -Infinity;
  }

  // The desk said what time it is there (UTC ms).
  heard(deskTime) {
    this.offset = deskTime - this.wall();
    this.heardAt = this.now();
  }

  isFresh(ms) {
    return this.now() - this.heardAt < ms;
  }

  // What an item keeps of the moment it was pressed.
  press() {
    return { pressed: this.wall(), offset: this.offset, mono: this.now(), session: this.session };
  }

  age(item) {
    const here = item.session === this.session ? this.now() - item.mono : 0;
    const before = item.offset ?? this.offset ?? 0;
    const after = this.offset ?? before;
    const there = this.wall() + after - (item.pressed + before);
    return Math.round(Math.min(AGE_MS_MAX, Math.max(0, here, there)));
  }
}
