// The clerk's page: the figures of the meeting, its files, and what stations asked that could not be done as asked.

import { Stream, ask, file } from "./api.js";
import { Problem, Times, at, count, fill, make, say, show, words } from "./dom.js";
import { offerSignOut } from "./sign_out.js";
import { openStore, pairingFor } from "./store.js";

const LOOK_MS = 5000;
const HEADLINES = ["admissions", "peak", "issued", "seated", "median_wait", "turned_away", "head_counts", "largest_difference"];

let looking = null;
let isStale = false;
const times = new Times();
const problem = new Problem(at("problem"), times);

// The figures are read out of the whole log, so they are asked for when something changed, and not too often.
function look(token) {
  if (looking) {
    isStale = true;
    return;
  }
  isStale = false;
  looking = setTimeout(() => {
    looking = null;
    isStale && look(token);
  }, LOOK_MS);
  ask("GET", "/api/picture", { token, timeout: 30000 }).then(take, () => (isStale = true));
}

function take(picture) {
  times.hear(picture);
  show(at("practice"), picture.practice);
  say(at("meeting"), picture.meeting);
  say(at("when"), `${picture.building}, ${picture.time}`);
  say(at("minutes"), picture.minutes ?? "");
  const rows = picture.summary;
  const heads = rows.filter(([, , name]) => HEADLINES.includes(name));
  at("figures").replaceChildren(
    ...heads.map(([figure, said]) => make("div", {}, make("dt", { text: said }), make("dd", { text: figure }))),
  );
  at("all-figures").replaceChildren(
    ...rows.map(([figure, said]) => make("tr", {}, make("th", { scope: "row", text: said }), make("td", { text: figure }))),
  );
  const parked = picture.parked ?? [];
  const lines = parked.map((one) => make("li", { text: [one.station, one.sentence].filter(Boolean).join(": ") }));
  at("parked").replaceChildren(
    make("p", { text: parked.length ? count(words.parked, parked.length) : words.none_parked }),
    ...(lines.length ? [make("ul", {}, ...lines)] : []),
  );
  document.querySelectorAll("[data-format]").forEach((button) => {
    button.disabled = !picture.downloads.includes(button.dataset.format);
  });
}

async function save(format, token) {
  const named = format.toUpperCase();
  say(at("download-words"), fill(words.making, { format: named }));
  try {
    const { blob, name } = await file(`/api/report/${format}`, token);
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    say(at("download-words"), fill(words.saved, { file: name }));
  } catch {
    say(at("download-words"), fill(words.not_made, { format: named }));
  }
}

async function start() {
  const store = await openStore();
  const pairing = await pairingFor(store, "clerk");
  if (!pairing) {
    problem.unpaired();
    return;
  }
  offerSignOut(store, pairing);
  document.querySelectorAll("[data-format]").forEach((button) => {
    button.addEventListener("click", () => save(button.dataset.format, pairing.token));
  });
  new Stream(pairing.token, {
    event: (name) => name === "picture" && look(pairing.token),
    up: () => problem.up(),
    down: () => problem.down(),
    refused: () => problem.unpaired(),
  }).start();
}

start();
