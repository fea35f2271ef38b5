// A USB scanner types a code anywhere on the page. After R, or H of an address, outside a text field, keys are a scan
// until Enter or a short silence; every other key acts at once, so that no scan sends a party of four.

const SILENCE_MS = 100;
const CHARACTERS_MAX = 400;
const BEGINS = /^[rh]$/i;

export class Scanner {
  constructor(scanned) {
    this.scanned = scanned;
    this.text = "";
    this.timer = null;
  }

  // Whether the key belongs to a scan.
  take(event) {
    if (!this.text && !BEGINS.test(event.key)) {
      return false;
    }
    clearTimeout(this.timer);
    if (event.key === "Enter") {
      const text = this.text;
      this.text = "";
      this.scanned(text);
    } else {
      this.text = (this.text + (event.key.length === 1 ? event.key : "")).slice(0, CHARACTERS_MAX);
      this.timer = setTimeout(() => (this.text = ""), SILENCE_MS);
    }
    return true;
  }
}
