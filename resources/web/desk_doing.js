// What each single key of the desk does, and how it is taken back where it was the first key of a barcode.

import { KNOWN_MS } from "./desk_burst.js";
import { at } from "./dom.js";

// What a key does when it is pressed; `isFree` is whether no control has the focus. Each gives what takes it back, or null.
export function doingOf({ send, callNext, away }, isScanning) {
  return (key, isFree) => {
    if (/^[1-6]$/.test(key)) {
      return () => send(Number(key));
    }
    return {
      " ": isFree ? callNext : null,
      "/": openFind,
      a: () => flip("accessible"),
      c: () => (at("chamber-wish").hidden ? null : flip("chamber")),
      t: () => openCard(away),
      p: () => printLater(isScanning),
    }[key];
  };
}

function flip(wish) {
  at(wish).click();
  return () => {
    at(wish).click();
    return true;
  };
}

// A barcode of something else may begin with this as well: then the focus is where it was.
function openFind() {
  const before = document.activeElement;
  at("find-number").focus();
  return () => {
    at("find-number").blur();
    before?.focus({ preventScroll: true });
    return true;
  };
}

function openCard(card) {
  card.open();
  return () => {
    card.close();
    return true;
  };
}

// A slip comes out once it is known that the key was a person's.
function printLater(isScanning) {
  const timer = setTimeout(() => isScanning() || at("answer").querySelector("[data-print]")?.click(), KNOWN_MS);
  return () => {
    clearTimeout(timer);
    return true;
  };
}
