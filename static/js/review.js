/* Reviewing with the keyboard, and keeping what is half written; the plain form does the same work. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("duyet");
  if (!form) return;

  /* What is typed is kept in the session a moment after typing stops, and before leaving. */
  const PAUSE = 2000; // ms after the last key
  const place = document.getElementById("giu-trang-thai");
  const say = (sentence, trouble = false) => {
    place.textContent = sentence;
    place.classList.toggle("trouble", trouble);
  };
  let timer = 0;
  let edits = 0;
  let kept = 0;
  let handingOver = false;

  const LOST = "Chưa giữ được ý kiến đang viết. Ý kiến vẫn còn trên trang này.";
  const OUT = "Phiên đăng nhập đã hết. Ý kiến vẫn còn trên trang này: đăng nhập lại ở thẻ khác, rồi quay lại đây.";
  const STRANGE = "Trình duyệt đang đăng nhập bằng tài khoản khác. Ý kiến vẫn còn trên trang này: đăng nhập lại bằng tài khoản của mình ở thẻ khác, rồi quay lại đây.";

  /* A page that goes away may finish its sending, which browsers allow for short texts alone. */
  const send = () => fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: document.hidden });

  /* A fresh protection key after a new login; why there is none, empty when there is. */
  const owner = (page) => page.querySelector(".who + .pop .note")?.textContent;
  const fresh = async () => {
    const answer = await fetch(form.getAttribute("action"), { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect") return OUT;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const key = page.querySelector("[name=csrfmiddlewaretoken]");
    if (!key) return LOST;
    if (owner(page) !== owner(document)) return STRANGE;
    for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = key.value;
    return "";
  };

  /* One after the other: an older text that arrives late would stand for the newer one. */
  let sending = Promise.resolve(true);
  const keep = () => (sending = sending.then(keepNow));
  const keepNow = async () => {
    clearTimeout(timer);
    if (edits === kept || handingOver) return true;
    const now = edits;
    try {
      let answer = await send();
      const why = [401, 403].includes(answer.status) ? await fresh() : "";
      if (why) throw new Error(why);
      if ([401, 403].includes(answer.status)) answer = await send();
      if (handingOver) return true;
      const moved = answer.status === 409;
      if (!answer.ok && !moved) throw new Error(LOST);
      const { sentence } = await answer.json();
      say(moved ? `${sentence} Ý kiến đang viết được giữ để sao chép.` : sentence, moved);
      kept = now;
      if (kept === edits) form.dispatchEvent(new Event("camket:saved", { bubbles: true }));
      return true;
    } catch ({ message }) {
      say([OUT, STRANGE].includes(message) ? message : LOST, true);
      return false;
    }
  };
  form.addEventListener("input", () => {
    edits += 1;
    say("");
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    handingOver = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  window.addEventListener("pageshow", () => (handingOver = false));
  window.addEventListener("focus", () => keep()); // from the tab of a new login

  /* Where one is: the section that has the focus, -1 before the first. */
  const tasks = [...form.querySelectorAll("[data-task]")];
  const current = () => tasks.findIndex((task) => task.contains(document.activeElement));
  const go = (step) => {
    const at = current();
    const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
    const task = tasks[Math.max(0, Math.min(tasks.length - 1, next))];
    task.focus({ preventScroll: true });
    task.scrollIntoView({ block: "start" });
  };
  /* The general part has no box of its own: there is nothing to write in it. */
  const write = (task) => task?.querySelector("textarea:not([readonly])")?.focus();
  const leave = async (rel) => {
    const link = document.querySelector(`a[rel=${rel}]`);
    if (!link) return say("Không còn báo cáo nào khác đang chờ.");
    if (await keep()) link.click();
  };

  /* A verdict is asked for once more: the next report opens with its buttons at the same place. */
  const boxes = [...form.querySelectorAll("textarea[name^=comment]")];
  const comment = form.elements.comment;
  const saidSoFar = () => {
    const filled = boxes.filter((box) => box.value.trim());
    const about = filled.filter((box) => box !== comment).length;
    const parts = [about && `ý kiến về ${about} nhiệm vụ`, filled.includes(comment) && "ý kiến chung"];
    return parts.filter(Boolean).join(" và ");
  };
  const refuse = () => {
    const said = document.getElementById("thieu-y-kien") ?? document.createElement("div");
    said.id = "thieu-y-kien";
    said.className = "invalid-feedback d-block";
    said.setAttribute("role", "alert");
    said.textContent = form.dataset.noWords;
    comment.after(said);
    comment.setAttribute("aria-invalid", "true");
    comment.setAttribute("aria-errormessage", said.id);
    comment.focus({ preventScroll: true });
    comment.scrollIntoView({ block: "center" });
    form.addEventListener("input", () => {
      said.remove();
      comment.removeAttribute("aria-invalid");
      comment.removeAttribute("aria-errormessage");
    }, { once: true });
  };
  const questions = { "chap-nhan": "hoi-chap-nhan", "tra-lai": "hoi-tra-lai" };
  const pressed = (name) => {
    const dialog = document.getElementById(questions[name]);
    const said = saidSoFar();
    if (name === "tra-lai" && !said) return refuse();
    dialog.querySelector("[data-said]").textContent = said;
    dialog.querySelector("[data-with]")?.toggleAttribute("hidden", !said);
    dialog.showModal();
  };
  for (const [name, id] of Object.entries(questions)) {
    const button = document.querySelector(`button[name=${name}]`);
    const dialog = document.getElementById(id);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      pressed(name);
    });
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === name) form.requestSubmit(button);
      dialog.returnValue = "";
    });
  }
  const keys = document.getElementById("phim-tat");

  /* By the place of the key, so that capitals and Vietnamese typing programs change nothing. */
  const deeds = {
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    KeyY: () => write(tasks[Math.max(0, current())]),
    KeyS: () => leave("next"),
    KeyT: () => leave("prev"),
    KeyA: () => pressed("chap-nhan"),
    KeyB: () => write(tasks.at(-1)),
  };
  const help = () => {
    keys.open = true;
    keys.querySelector("summary").focus();
  };

  /* A key alone may be switched off, for those whose own tools use it. */
  const STORE = "camket:phim-tat";
  const box = document.getElementById("phim-tat-bat");
  box.checked = localStorage.getItem(STORE) !== "tat";
  box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "bat" : "tat"));

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog[open]");
    if (event.key === "Escape" && typing && form.contains(typing)) {
      typing.closest("[data-task]")?.focus();
      return;
    }
    if (typing || !box.checked || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const deed = event.key === "?" ? help : deeds[event.code];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
});
