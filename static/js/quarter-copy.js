/* A copy of what is typed, in this browser, until the server has confirmed it (decision 0018).

   Encrypted with a key that the server sends and this page alone remembers. Without WebCrypto – a
   page fetched over plain http from another machine – no copy is kept. */
"use strict";

/* What a copy holds of texts that were written and not yet saved: [{name, text}]. */
const WRITTEN = /-(actual|changed|highlights|difficulties|proposals)$/;
const writtenTexts = (copy) => {
  const words = (values) => (values?.[0] ?? "").replaceAll("\r\n", "\n").trim();
  return Object.entries(copy.fields)
    .filter(([name, values]) => WRITTEN.test(name) && words(values) && words(values) !== words(copy.was[name]))
    .map(([name, values]) => ({ name, text: words(values) }));
};

/* A copy in its notice: when it was typed, and [label, words] of what. */
const showCopy = (notice, at, lines) => {
  const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  const read = (day) => Object.fromEntries(clock.formatToParts(day).map((part) => [part.type, part.value]));
  const said = read(new Date(at));
  const day = read(new Date()).day === said.day ? "" : ` ngày ${said.day}/${said.month}`;
  notice.querySelector("[data-when]").textContent = `${said.hour}:${said.minute}${day}`;
  notice.querySelector("[data-what]").replaceChildren(
    ...lines.flatMap(([label, words]) => [
      Object.assign(document.createElement("div"), { className: "lab mt-2", textContent: label }),
      Object.assign(document.createElement("div"), { className: "prose", textContent: words }),
    ]),
  );
  notice.hidden = false;
};

const quarterCopies = () => {
  const PAUSE = 500; // ms: as much as a killed browser loses
  const OLD = 30 * 24 * 3600 * 1000; // ms: copies nobody came back for
  const possible = Boolean(window.isSecureContext && crypto.subtle && window.indexedDB && navigator.locks);
  const page = possible ? crypto.randomUUID() : "";

  let key = null;
  let secret = "";
  let name = "";
  let opened = null;
  let timer = 0;
  let next = null; // reads what is to be kept, once its turn comes
  let last = null; // the same, of a copy that lies there already
  let work = Promise.resolve(); // one write after the other

  const asked = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });

  /* A logout empties the browser's stores under our feet; the next write opens them anew. */
  const store = async (mode) => {
    if (!opened) {
      const request = indexedDB.open("camket", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("copies");
      opened = await asked(request);
      opened.onclose = () => (opened = null);
    }
    try {
      return opened.transaction("copies", mode).objectStore("copies");
    } catch {
      opened = null;
      return store(mode);
    }
  };

  const mine = () => `${name}.${page}`;
  const inTurn = (deed) => (work = work.then(deed).catch(() => null));

  /* True the first time: there may be copies to be read. With another password, set in another tab,
     the copy is written anew: nobody opens it with the old one. */
  const unlock = async (keys) => {
    if (!possible || secret === keys.key) return false;
    const raw = Uint8Array.from(atob(keys.key), (letter) => letter.charCodeAt(0));
    key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    secret = keys.key;
    next ||= last;
    inTurn(write);
    if (name === keys.copy) return false;
    name = keys.copy;
    /* Held for as long as this page lives, so that others leave its copy alone. */
    navigator.locks.request(mine(), () => new Promise(() => {}));
    inTurn(sweep);
    return true;
  };

  /* Logged out in another tab: what the store has lost is not written anew until somebody may write. */
  if (possible) {
    new BroadcastChannel("camket:dang-xuat").onmessage = () => {
      key = null;
      secret = "";
    };
  }

  const sweep = async () => {
    const copies = await store("readwrite");
    for (const id of await asked(copies.getAllKeys())) {
      const found = await asked(copies.get(id));
      if (Date.now() - found.at > OLD) copies.delete(id);
    }
  };

  const write = async () => {
    clearTimeout(timer);
    timer = 0;
    if (!key || !next) return;
    const text = next();
    next = null;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(text)));
    const copies = await store("readwrite");
    await asked(copies.put({ at: Date.now(), iv, data }, mine()));
  };

  /* `read` gives the text at the moment of writing; however fast one types, it is never put off. */
  const keep = (read) => {
    next = last = read;
    timer ||= setTimeout(() => inTurn(write), PAUSE);
  };
  const keepNow = () => inTurn(write);

  const drop = (id) => inTurn(async () => asked((await store("readwrite")).delete(id)));
  const forget = () => {
    next = last = null;
    return drop(mine());
  };

  const unsealed = async (id) => {
    const found = await asked((await store("readonly")).get(id));
    if (!found) return null;
    try {
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: found.iv }, key, found.data);
      return JSON.parse(new TextDecoder().decode(text));
    } catch {
      drop(id); // locked with a password that is no longer in use
      return null;
    }
  };

  /* Each copy that a page of the past left behind; `offer` answers when it has been dealt with. One
     of a page still open in another tab waits for that page's end. */
  const leftBehind = async (offer) => {
    if (!key) return;
    await work;
    const copies = await store("readonly");
    const ids = await asked(copies.getAllKeys(IDBKeyRange.bound(`${name}.`, `${name}.g`)));
    for (const id of ids.filter((one) => one !== mine())) {
      navigator.locks.request(id, async () => {
        const text = await unsealed(id);
        if (text && (await offer(text))) await drop(id);
      });
    }
  };

  return { unlock, keep, keepNow, forget, leftBehind };
};
