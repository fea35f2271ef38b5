// How a page speaks with the desk: a token in a header, no cookie; answers in JSON; pictures as a stream.

export class Refused extends Error {
  // The desk does not know this token (any more): 401, 403.
  constructor(status) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

export const language = document.documentElement.lang;

function headers(token, more = {}) {
  return token ? { Authorization: `Bearer ${token}`, ...more } : more;
}

function address(path) {
  return `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}

export async function ask(method, path, { token = null, body = null, timeout = 10000 } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  try {
    const answer = await fetch(address(path), {
      method,
      signal: stop.signal,
      cache: "no-store",
      credentials: "omit",
      headers: headers(token, body === null ? {} : { "Content-Type": "application/json" }),
      body: body === null ? null : JSON.stringify(body),
    });
    if (answer.status === 401 || answer.status === 403) {
      throw new Refused(answer.status);
    }
    if (!answer.ok) {
      throw new Error(`the desk answered ${answer.status}`);
    }
    return await answer.json();
  } finally {
    clearTimeout(timer);
  }
}

export async function file(path, token) {
  const answer = await fetch(address(path), { cache: "no-store", credentials: "omit", headers: headers(token) });
  if (answer.status === 401 || answer.status === 403) {
    throw new Refused(answer.status);
  }
  if (!answer.ok) {
    throw new Error(`the desk answered ${answer.status}`);
  }
  const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
  return { blob: await answer.blob(), name: named?.[1] ?? path.split("/").at(-1) };
}

const SILENCE_MS_MAX = 25000; // the desk says something every 15 s
const WAIT_MS = [250, 500, 1000, 2000, 4000];

// Pictures as they are made, for as long as the page lives. EventSource cannot send a header, so it is read by hand.
export class Stream {
  constructor(token, { event, up, down, refused }, device = "") {
    this.token = token;
    this.path = device ? `/api/stream?device=${device}` : "/api/stream";
    this.event = event;
    this.up = up;
    this.down = down;
    this.refused = refused;
    this.failed = 0;
    this.stopped = false;
    this.timer = null;
    this.stop = null;
  }

  start() {
    this.stopped = false;
    this.again();
  }

  end() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.stop?.abort();
  }

  // The network is back: do not wait any longer.
  hurry() {
    if (!this.stop && !this.stopped) {
      clearTimeout(this.timer);
      this.again();
    }
  }

  async again() {
    this.stop = new AbortController();
    try {
      await this.listen(this.stop);
    } catch (problem) {
      if (problem instanceof Refused) {
        this.stopped = true;
        this.refused(problem);
      }
    }
    this.stop = null;
    if (this.stopped) {
      return;
    }
    this.down();
    const wait = WAIT_MS[Math.min(this.failed, WAIT_MS.length - 1)] * (0.75 + Math.random() / 2);
    this.failed += 1;
    this.timer = setTimeout(() => this.again(), wait);
  }

  async listen(stop) {
    let watch = setTimeout(() => stop.abort(), SILENCE_MS_MAX);
    const heard = () => {
      clearTimeout(watch);
      watch = setTimeout(() => stop.abort(), SILENCE_MS_MAX);
    };
    try {
      const answer = await fetch(address(this.path), {
        signal: stop.signal,
        cache: "no-store",
        credentials: "omit",
        headers: headers(this.token, { Accept: "text/event-stream" }),
      });
      if (answer.status === 401 || answer.status === 403) {
        throw new Refused(answer.status);
      }
      if (!answer.ok) {
        throw new Error(`the desk answered ${answer.status}`);
      }
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          return;
        }
        heard();
        text += value;
        const parts = text.split("\n\n");
        text = parts.pop();
        parts.forEach((part) => this.tell(part));
      }
    } finally {
      clearTimeout(watch);
    }
  }

  tell(part) {
    let name = "message";
    const data = [];
    for (const line of part.split("\n")) {
      if (line.startsWith("event:")) {
        name = line.slice(6).trim();
      } else if (line.startsWith("data:")) {
        data.push(line.slice(5).trim());
      }
    }
    if (data.length) {
      this.failed = 0;
      this.up();
      this.event(name, JSON.parse(data.join("\n")));
    }
  }
}
