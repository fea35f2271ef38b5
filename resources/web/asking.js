// Asking the desk for something: the id is made where the finger is, so that asking again does nothing twice.

import { Refused, ask } from "./api.js";
import { randomId } from "./store.js";

const TRIES_MAX = 4;
const WAIT_MS = 400;

export async function askDesk(token, command) {
  const body = { request: randomId(), command };
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await ask("POST", "/api/ask", { token, body, timeout: 6000 });
      return { ...answer, request: body.request };
    } catch (problem) {
      if (problem instanceof Refused || tries === TRIES_MAX) {
        throw problem;
      }
      await new Promise((yes) => setTimeout(yes, WAIT_MS * tries));
    }
  }
}
