// Signing out: the desk takes the token back, and this browser forgets it. Two presses, for a phone is touched by chance.

import { Refused, ask } from "./api.js";
import { at, say, show, words } from "./dom.js";
import { forgetPairing } from "./store.js";

const SURE_MS = 5000;

// What was not sent yet would be lost with the pairing: `isAllSent` says whether there is nothing of it.
export function offerSignOut(store, pairing, isAllSent = () => true) {
  const button = at("sign-out");
  let asked = null;
  show(button, true);
  button.addEventListener("click", async () => {
    if (!isAllSent()) {
      say(button, words.send_first);
      return;
    }
    if (!asked) {
      say(button, words.sign_out_sure);
      asked = setTimeout(() => {
        asked = null;
        say(button, words.sign_out);
      }, SURE_MS);
      return;
    }
    clearTimeout(asked);
    asked = null;
    try {
      await ask("POST", "/api/sign-out", { token: pairing.token, body: {} });
    } catch (problem) {
      if (!(problem instanceof Refused)) {
        say(button, words.not_sent);
        return;
      }
    }
    await forgetPairing(store, pairing.device);
    location.reload();
  });
}
