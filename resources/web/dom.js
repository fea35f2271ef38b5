// Small things every page needs: elements, words with numbers in them, times.

export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
export const spoken = document.documentElement.lang;
const SVG = "http://www.w3.org/2000/svg";

export function at(id) {
  return document.getElementById(id);
}

// Text changes only where it is another one: a screen reader is not told the same twice.
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function make(tag, { text = null, classes = "", ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (classes) {
    element.className = classes;
  }
  if (text !== null) {
    element.textContent = text;
  }
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function fill(template, values = {}) {
  return template.replace(/{(\w+)}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// One or many: `forms` are both, English and Spanish count alike.
export function count(forms, n, values = {}) {
  return fill(n === 1 ? forms[0] : forms[1], { n, ...values });
}

// A text with `*bold*` parts; only what is between the marks can be bold, so no text can make an element.
export function sayMarked(element, template, values = {}) {
  const parts = fill(template, values).split("*");
  const text = parts.join("");
  if (element.textContent === text) {
    return;
  }
  element.replaceChildren(...parts.map((part, index) => (index % 2 ? make("b", { text: part }) : part)));
}

export function show(element, isShown) {
  element.hidden = !isShown;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function shape(name, classes = "shape") {
  return svg("svg", { class: classes, "aria-hidden": "true", focusable: "false" }, svg("use", { href: `#${name}` }));
}

export function badge(state, word) {
  return make("p", { classes: `badge state-${state}` }, shape(`shape-${state}`), make("span", { text: word }));
}

export function setBadge(element, state, word) {
  element.className = `badge state-${state}`;
  element.querySelector("use").setAttribute("href", `#shape-${state}`);
  say(element.querySelector("span"), word);
}

const rect = (name, x, width, more = {}) => svg("rect", { class: name, x: `${x}%`, width: `${width}%`, height: "100%", ...more });

// How full a room is: the full width is the posted limit; people past the places reach into what is reserved.
export function drawBar(bar, { inside, held, limit, reserved }, state) {
  const drawn = `${inside} ${held} ${limit} ${reserved} ${state}`;
  if (bar.dataset.drawn === drawn) {
    return;
  }
  bar.dataset.drawn = drawn;
  bar.setAttribute("class", `bar state-${state}`);
  const part = (people) => Math.min(100, Math.max(0, (100 * people) / Math.max(1, limit)));
  const [taken, promised] = [part(inside), part(inside + held)];
  const open = part(limit - reserved);
  bar.replaceChildren(
    rect("track", 0, 100),
    rect("reserved", open, 100 - open, { fill: "url(#dots)" }),
    rect("fill", 0, taken),
    rect("held", taken, promised - taken, { fill: `url(#hatch-${state})` }),
    svg("rect", { class: "limit", x: `${open}%`, width: "2", height: "100%" }),
    rect("outline", 0, 100),
  );
}

export function makeBar(figures, state) {
  const bar = svg("svg", { class: "bar", "aria-hidden": "true", focusable: "false" });
  drawBar(bar, figures, state);
  return bar;
}

export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// A name that the building has in each language.
export const named = (value) => (typeof value === "object" && value ? value[spoken] : value) ?? "";

export const minutes = (ms) => Math.max(0, Math.floor(ms / 60000));

export const signed = (n) => `${n < 0 ? "−" : n > 0 ? "+" : ""}${Math.abs(n)}`;

// The time of day in the meeting's zone, by the desk's clock and not by this device's.
export class Times {
  constructor() {
    this.at = null;
    this.zone = "UTC";
    this.heard = 0;
  }

  hear(picture) {
    this.at = picture.at;
    this.zone = picture.zone;
    this.heard = performance.now();
  }

  get ms() {
    return this.at === null ? Date.now() : this.at + performance.now() - this.heard;
  }

  // How long ago the picture was heard: deadlines in it are counted on from there.
  get since() {
    return performance.now() - this.heard;
  }

  clock() {
    const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: this.zone };
    return new Intl.DateTimeFormat("en-GB", format).format(this.ms);
  }
}

// A connection that is gone is said in words, with the time since when.
export class Problem {
  constructor(element, times, instead = null) {
    this.element = element;
    this.instead = instead; // what makes room for it, so that nothing moves
    this.times = times;
    this.since = null;
  }

  up() {
    this.since = null;
    show(this.element, false);
    this.instead && show(this.instead, true);
  }

  down() {
    this.since ??= this.times.clock();
    this.say(fill(words.offline, { time: this.since }));
  }

  say(text, ...more) {
    show(this.element, true);
    this.instead && show(this.instead, false);
    if (!this.element.textContent.startsWith(text)) {
      this.element.replaceChildren(text, ...more);
    }
  }

  unpaired() {
    this.say(`${words.unpaired} `, make("a", { href: `/pair?lang=${spoken}`, text: words.pair }));
  }
}
