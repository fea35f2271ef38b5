// The two pages of the public are written whole by the desk; this asks for them again, at moments that differ from
// phone to phone, and puts what changed in place. Nothing is kept, and nothing is told but the wish to see the page.

const live = document.getElementById("live");
const problem = document.getElementById("problem");
const seconds = Number(live.dataset.seconds);
let tag = null;
let since = null;
let failed = 0;

function later() {
  const wait = seconds * 1000 * Math.min(4, 1 + failed) * (0.75 + Math.random() / 2);
  setTimeout(look, wait);
}

async function look() {
  if (document.hidden) {
    document.addEventListener("visibilitychange", look, { once: true });
    return;
  }
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const address = new URL(location.href);
    address.hash = "";
    address.searchParams.set("lang", document.documentElement.lang);
    const answer = await fetch(address, { headers, cache: "no-store", credentials: "omit" });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag");
      put(await answer.text());
    } else if (answer.status !== 304) {
      throw new Error(`answered ${answer.status}`);
    }
    failed = 0;
    since = null;
    problem.hidden = true;
  } catch {
    failed += 1;
    since ??= new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(new Date());
    problem.textContent = problem.dataset.words.replace("{time}", since);
    problem.hidden = false;
  }
  later();
}

function put(text) {
  const made = new DOMParser().parseFromString(text, "text/html");
  const isOpen = document.querySelector("details")?.open ?? false;
  for (const part of [".names", "main", ".clock"]) {
    const [now, next] = [live.querySelector(part), made.querySelector(part)];
    if (now && next && now.innerHTML !== next.innerHTML) {
      now.replaceWith(document.importNode(next, true));
    }
  }
  const details = document.querySelector("details");
  if (details) {
    details.open = isOpen;
  }
}

later();
