// A ticket's slip on 80 mm paper: it is printed out of the answer of the desk, so only what is recorded comes out.

import { at, make } from "./dom.js";

const MODULE_MM = 1.25; // ten dots of a printer with 8 dots a millimetre
const PX_OF_MM = 96 / 25.4;
const SPARE_MM = 2;
const PRINTS = "prints-slip";

// The code as the desk drew it; only a picture is taken from it, no script and no link.
export function makeQr(text) {
  const drawn = text ? new DOMParser().parseFromString(text, "image/svg+xml").documentElement : null;
  if (drawn?.localName !== "svg" || drawn.querySelector("script, a, foreignObject, image, use, style")) {
    return [];
  }
  const code = make("div", { classes: "qr", "aria-hidden": "true" });
  code.append(document.importNode(drawn, true));
  return [code];
}

const lines = (texts, classes) => texts.map((text, index) => make("p", { classes: index ? classes : `${classes} first`, text }));

function figure([number, captions]) {
  return make("div", {}, make("p", { classes: "slip-figure", text: number }), ...lines(captions, "slip-caption"));
}

function parts(ticket) {
  const slip = ticket.slip;
  const band = slip.practice ? [make("p", { classes: "slip-band", text: slip.practice })] : [];
  const [code] = makeQr(ticket.qr);
  if (code) {
    const modules = Number(code.firstChild.getAttribute("viewBox").split(" ")[2]);
    code.firstChild.style.width = `${modules * MODULE_MM}mm`;
  }
  return [
    ...band,
    make("p", { classes: "slip-meeting", text: slip.meeting }),
    make("p", { classes: "slip-date", text: slip.date }),
    make("div", { classes: "slip-head" }, make("div", {}, ...lines(slip.title, "slip-title")), make("p", { classes: "slip-number", text: String(ticket.number) })),
    make("div", { classes: "slip-figures" }, ...slip.figures.map(figure)),
    code ?? make("p"),
    make("p", { classes: "slip-keep", text: slip.keep }),
    make("p", { classes: "slip-code", text: slip.code }),
    ...lines(slip.again, "slip-again"),
    make("div", { classes: "slip-notices" }, ...lines(slip.notices, "slip-notice")),
    make("div", { classes: "slip-screens" }, ...lines(slip.screens, "slip-notice")),
    ...band.map((one) => one.cloneNode(true)),
  ];
}

// The paper is as long as the slip: a roll is cut behind it.
export function printSlip(ticket) {
  const slip = at("slip");
  slip.replaceChildren(...parts(ticket));
  slip.classList.add("measured");
  const height = Math.ceil(slip.getBoundingClientRect().height / PX_OF_MM) + SPARE_MM;
  slip.classList.remove("measured");
  const paper = new CSSStyleSheet();
  paper.replaceSync(`@page { size: 80mm ${height}mm; margin: 0; }`);
  document.adoptedStyleSheets = [paper];
  document.body.classList.add(PRINTS);
  addEventListener("afterprint", put, { once: true });
  print();
}

// Afterwards the page prints as itself again.
function put() {
  document.adoptedStyleSheets = [];
  document.body.classList.remove(PRINTS);
}
