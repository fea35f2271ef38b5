// The chime, made here out of sine waves as packaging/sounds.py makes it for the window: no file, nothing from elsewhere.
// Browsers keep a page silent until somebody pressed something on it, so sound begins with a press.

// Pitch in Hz, when it begins, how long it lasts, in how many seconds it falls to a third.
const CHIME = [[659.26, 0, 1.3, 0.38], [523.25, 0.42, 1.1, 0.42]];
const OVERTONES = [[1, 1], [2, 0.35], [3, 0.12]];
const LOUDEST = 0.4;
const ATTACK_SECONDS = 0.006;
const KEPT = "sound";

export class Sound {
  constructor(changed) {
    this.changed = changed;
    this.context = null;
    this.isWanted = localStorage.getItem(KEPT) === "on";
    if (this.isWanted) {
      this.open(); // some browsers of a kiosk allow it; else it waits for the press
    }
  }

  get isOn() {
    return this.isWanted && this.context?.state === "running";
  }

  open() {
    this.context ??= new AudioContext();
    this.context.onstatechange = () => this.changed();
  }

  // A press: on, with the chime to hear it by, or off again.
  async press() {
    this.isWanted = !this.isOn;
    localStorage.setItem(KEPT, this.isWanted ? "on" : "off");
    if (this.isWanted) {
      this.open();
      await this.context.resume();
      this.chime();
    } else {
      await this.context.suspend();
    }
    this.changed();
  }

  // Ends when it was heard, at once where there is no sound.
  async chime() {
    if (!this.isOn) {
      return;
    }
    const begins = this.context.currentTime;
    const struck = CHIME.flatMap(([pitch, ...tone]) => OVERTONES.map(([times, loud]) => this.strike(pitch * times, loud, begins, ...tone)));
    await Promise.all(struck);
  }

  strike(pitch, loud, base, begins, lasts, falls) {
    const [wave, volume] = [this.context.createOscillator(), this.context.createGain()];
    const at = base + begins;
    wave.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(loud * LOUDEST, at + ATTACK_SECONDS);
    volume.gain.setTargetAtTime(0, at + ATTACK_SECONDS, falls);
    wave.connect(volume).connect(this.context.destination);
    wave.start(at);
    wave.stop(at + lasts);
    return new Promise((yes) => (wave.onended = yes));
  }
}
