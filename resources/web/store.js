// What this browser keeps: pairings, the outbox, who leads. IndexedDB, because it survives a reload and a restart.

const NAME = "roomflow";
const VERSION = 1;

export function openStore() {
  return new Promise((yes, no) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const store = request.result;
      store.createObjectStore("pairings", { keyPath: "device" });
      store.createObjectStore("items", { keyPath: ["device", "n"] });
      store.createObjectStore("heads", { keyPath: "device" });
      store.createObjectStore("parked", { autoIncrement: true });
      store.createObjectStore("leases", { keyPath: "page" });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      yes(request.result);
    };
    request.onerror = () => no(request.error);
    request.onblocked = () => no(new Error("another tab holds an older store"));
  });
}

export function done(request) {
  return new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });
}

// Everything `work` asks of these tables happens together or not at all; the promise ends when it is on the disk.
export async function write(store, tables, work) {
  const transaction = store.transaction(tables, "readwrite", { durability: "strict" });
  const end = new Promise((yes, no) => {
    transaction.oncomplete = () => yes();
    transaction.onabort = () => no(transaction.error ?? new Error("the store gave up"));
  });
  end.catch(() => undefined);
  let value;
  try {
    value = await work(...tables.map((table) => transaction.objectStore(table)));
  } catch (problem) {
    try {
      transaction.abort();
    } catch {
      // It ended by itself.
    }
    throw problem;
  }
  await end;
  return value;
}

export async function read(store, table, work) {
  return await work(store.transaction(table, "readonly").objectStore(table));
}

// 128 random bits as text; crypto.randomUUID is missing where the address is plain http.
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function pairingFor(store, role) {
  const all = await read(store, "pairings", (table) => done(table.getAll()));
  return all.find((pairing) => pairing.role === role && pairing.current) ?? null;
}

// A new pairing takes the place of the one before; that one's outbox goes on being sent with its own token.
export async function keepPairing(store, pairing) {
  await write(store, ["pairings"], async (table) => {
    for (const before of await done(table.getAll())) {
      if (before.role === pairing.role && before.current) {
        await done(table.put({ ...before, current: false }));
      }
    }
    await done(table.put({ ...pairing, current: true }));
  });
}

export async function forgetPairing(store, device) {
  await write(store, ["pairings"], (table) => done(table.delete(device)));
}
