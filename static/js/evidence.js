/* Files of evidence go by themselves, each beside its task, while the text of the form stays. */
"use strict";

(() => {
  const LARGEST = 20 * 1024 * 1024; // bytes, as the server has it
  const ANSWERED = [422, 507]; // refused with a sentence, drawn in the block

  /* The form saves itself again and again: without these fields, which are sent by their own buttons. */
  const apart = (root) => {
    for (const box of root.querySelectorAll("[data-evidence] input:not([type=hidden]), [data-evidence] select")) box.setAttribute("form", "");
  };

  const block = (event) => event.target.closest("[data-evidence]");

  document.addEventListener("DOMContentLoaded", () => apart(document));
  for (const drawn of ["htmx:afterSwap", "htmx:oobAfterSwap"]) document.addEventListener(drawn, () => apart(document));

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.matches("[data-evidence]") && ANSWERED.includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  /* The pressed button is gone with the block it stood in: what became of the file is said aloud, and
     the focus goes to the new block, unless one has gone on to type elsewhere. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const drawn = event.target;
    if (!drawn.matches?.("[data-evidence]")) return;
    document.getElementById("minh-chung-tin").textContent = drawn.querySelector("[data-said]")?.textContent ?? "";
    if (document.activeElement === document.body) drawn.querySelector(".form-label").focus();
  });

  const progress = (event, share) => {
    const bar = block(event)?.querySelector(".sent");
    if (!bar) return;
    bar.hidden = share === null;
    bar.value = share ?? 0;
  };
  document.addEventListener("htmx:xhr:loadstart", (event) => {
    if (block(event)?.querySelector("[type=file]")?.files.length) progress(event, 0);
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const { loaded, total, lengthComputable } = event.detail;
    if (lengthComputable && total) progress(event, Math.round((100 * loaded) / total));
  });
  document.addEventListener("htmx:xhr:loadend", (event) => progress(event, null));

  /* A file that was chosen and not sent would be lost with the page. */
  document.addEventListener(
    "submit",
    (event) => {
      const waiting = [...document.querySelectorAll("[data-evidence] [type=file]")].find((box) => box.files.length);
      if (!waiting || event.target.id !== "bao-cao") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting.closest("details").open = true;
      note(waiting, "Tệp đã chọn nhưng chưa tải lên: bấm Tải lên, hoặc bỏ chọn tệp.");
      waiting.focus();
    },
    true,
  );

  const note = (box, sentence) => {
    const place = document.getElementById(box.getAttribute("aria-describedby"));
    box.classList.toggle("is-invalid", sentence !== "");
    place.querySelector(".late-text")?.remove();
    if (sentence) place.append(Object.assign(document.createElement("div"), { className: "late-text", textContent: sentence }));
  };

  /* The word about secrecy is asked for before anything is sent: an answer would cost the chosen file. */
  document.addEventListener("htmx:confirm", (event) => {
    if (event.target.name !== "tai-len") return;
    const tick = block(event).querySelector("[type=checkbox]");
    if (tick.checked) return;
    event.preventDefault();
    note(tick, "Đánh dấu xác nhận rồi bấm Tải lên; tệp đã chọn vẫn còn.");
    tick.focus();
  });

  /* What is too large is said before it is sent; the server asks again. */
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-evidence] [type=checkbox]")) note(box, "");
    if (!box.matches("[data-evidence] [type=file]")) return;
    const large = [...box.files].filter((file) => file.size > LARGEST).map((file) => file.name);
    note(box, large.length ? `Lớn hơn 20 MB: ${large.join(", ")}.` : "");
  });
})();
