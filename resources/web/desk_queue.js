// What comes quicker than the desk answers stands in a queue and is asked one after another: none is dropped, none doubled.

const WAITING_MAX = 30; // a finger, or a scanner, that is quicker than a network that is gone

export class Queue {
  // `ready` is awaited before the first.
  constructor(ready = Promise.resolve()) {
    this.last = ready;
    this.waiting = 0;
  }

  // Whether there was room for it.
  add(doIt) {
    if (this.waiting >= WAITING_MAX) {
      return false;
    }
    this.waiting += 1;
    this.last = this.last.then(async () => {
      this.waiting -= 1;
      await doIt();
    });
    return true;
  }
}
