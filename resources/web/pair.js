// Pairing: the secret stands after the # of the address, which no server is sent, and is gone from there at once.

import { ask } from "./api.js";
import { at, fill, say, show, spoken, words } from "./dom.js";
import { keepPairing, openStore, randomId } from "./store.js";

const LOOK_MS = 700;
const FAILED_MAX = 8;
const PAGES = { door: "/door", desk: "/desk", clerk: "/clerk", display: "/display/calls" };

const device = randomId();
const name = fill(words.device, { n: 10 + (parseInt(device.slice(0, 4), 16) % 90) });

async function pair(proof) {
  show(at("form"), false);
  say(at("say"), words.asking);
  try {
    const { waiting } = await ask("POST", "/api/pair", { body: { ...proof, device, name } });
    say(at("say"), fill(words.approve, { name: "" }).trim());
    say(at("name"), name);
    show(at("name"), true);
    await approved(waiting);
  } catch (problem) {
    again(/ 4\d\d$|refused with/.test(problem.message) ? words.wrong : words.no_desk);
  }
}

// Asks until a person at the desk has said yes or no; a request that is lost is asked again.
async function approved(waiting) {
  for (let failed = 0; ; ) {
    let answer = { state: "waiting" };
    try {
      answer = await ask("POST", "/api/pair/wait", { body: { waiting } });
      failed = 0;
    } catch (problem) {
      failed += 1;
      if (failed > FAILED_MAX) {
        throw problem;
      }
    }
    if (answer.state === "approved") {
      const store = await openStore();
      const { token, role, door, space, meeting } = answer;
      await keepPairing(store, { device: answer.device ?? device, token, role, door, space, meeting, name });
      say(at("say"), words.done);
      location.replace(`${PAGES[role]}?lang=${spoken}`);
      return;
    }
    if (answer.state === "refused") {
      again(words.refused);
      return;
    }
    await new Promise((yes) => setTimeout(yes, LOOK_MS));
  }
}

function again(sentence) {
  show(at("form"), true);
  show(at("name"), false);
  say(at("say"), sentence);
}

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const digits = at("digits").value.replaceAll(/\s/g, ""); // the desk shows them in two groups
  if (/^\d{6}$/.test(digits)) {
    pair({ digits });
  } else {
    say(at("say"), words.six);
  }
});

function begin() {
  const secret = location.hash.slice(1);
  if (secret) {
    history.replaceState(null, "", location.pathname + location.search);
    pair({ secret });
  }
}

addEventListener("hashchange", begin);
begin();
