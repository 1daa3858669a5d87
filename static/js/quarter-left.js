/* A report that can no longer be written: what this browser has kept of it is shown, to be copied.

   The copy stays until its owner presses the button: a report that comes back to the unit finds it
   again, with the ticks that are not shown here. */
"use strict";

(async () => {
  const notice = document.getElementById("luu-ban-sao");
  if (!notice) return;
  const copies = quarterCopies();
  const plain = (text) => text.split(/\s+/).join(" ").trim();

  /* Not what the report says word for word: the save came in, and only its answer was lost. A
     number is always shown, since the report writes it in another way. */
  const missing = (copy) => {
    const said = new Set([...document.querySelectorAll("[data-said]")].map((one) => plain(one.textContent)));
    return writtenTexts(copy).filter(({ text }) => !said.has(plain(text)));
  };

  let turn = Promise.resolve(); // one notice at a time
  const offer = (copy) => (turn = turn.then(() => decided(copy)));
  const decided = (copy) => {
    const texts = missing(copy);
    if (!texts.length) return false;
    showCopy(notice, copy.at, texts.map(({ name, text }) => [copy.names?.[name] ?? "Nội dung đã nhập", text]));
    return new Promise((done) => {
      notice.onclick = (event) => {
        if (!event.target.closest("[data-drop]")) return;
        notice.hidden = true;
        done(true);
      };
    });
  };

  const answer = await fetch(notice.dataset.save, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" }).catch(() => null);
  const keys = answer?.ok && (await answer.json().catch(() => null));
  if (keys && (await copies.unlock(keys))) copies.leftBehind(offer);
})();
