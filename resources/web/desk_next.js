// The next best move beside Call next, in the words of the desk's own window: who, how many, into which room; or why nobody.

import { at, count, fill, named, say, spoken, words } from "./dom.js";

const NAMED_MAX = 2; // tickets named one by one; more are told by their number

export function showNext(picture, isAsking) {
  const [first, second] = picture.next ? moveWords(picture) : whyNot(picture);
  say(at("next"), first);
  say(at("next-where"), second);
  at("call").disabled = isAsking || !picture.next;
}

function moveWords({ next, rooms }) {
  const people = count(words.people, next.people);
  const names = [...new Set(next.moves.map((move) => move.room))].map((id) => rooms.find((room) => room.id === id));
  const each = new Intl.ListFormat(spoken).format(names.map((room) => named(room.name)));
  if (next.moves.length > NAMED_MAX) {
    const first = fill(words.next_more, { first: next.moves[0].ticket, more: next.moves.length - 1 });
    return [first, fill(words.next_people, { people, spaces: each })];
  }
  const tickets = new Intl.ListFormat(spoken).format(next.moves.map((move) => String(move.ticket)));
  const first = fill(words.next_tickets, { tickets, people });
  if (names.length > 1) {
    return [first, fill(words.next_to, { spaces: each })];
  }
  const [one, many] = words.next_free;
  return [first, fill(names[0].free === 1 ? one : many, { free: names[0].free, space: each })];
}

function whyNot(picture) {
  const why = picture.no_next;
  if (why.reason === "count-first") {
    const room = picture.rooms.find((one) => one.id === why.space);
    return [count(words.next_has, room.free, { room: named(room.name) }), words.next_counted];
  }
  const space = picture.others.find((one) => one.id === why.space);
  return [fill(words.no_next[why.reason], { space: space ? named(space.name) : why.space ?? "" }), ""];
}
