/* The quarter's form saves itself a moment after typing stops; the plain form does the same work. */
"use strict";

(() => {
  const form = document.getElementById("bao-cao");
  const url = form?.dataset.save;

  const PAUSE = 3000; // ms after the last key
  const AGAIN = 15000; // ms until the next try after a failure
  const place = document.getElementById("luu-trang-thai");
  const field = (name) => form.querySelector(`[name="${name}"]`);

  let timer = 0;
  let edits = 0; // counts keystrokes, so that an answer knows whether it is about the latest ones
  let saved = 0;
  let running = null;
  let stopped = false; // after a conflict only a deliberate click saves
  let leaving = false; // the form itself is on its way and carries everything

  const say = (sentence, trouble = false) => {
    place.textContent = sentence;
    place.classList.toggle("trouble", trouble);
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  /* After a new login in another tab the page's protection key is old; fetch the new one once. */
  const freshToken = async () => {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return false;
    field("csrfmiddlewaretoken").value = (await answer.json()).token;
    return true;
  };

  let sent = null; // what the answer under way is about
  const post = () => {
    sent = new FormData(form);
    return fetch(url, { method: "POST", body: sent, redirect: "manual" });
  };

  /* Somebody else's text for fields that nobody has typed in since this page was drawn. Where one
     was typed in while the answer was on its way, the page stays as old as it is: the next save
     asks about that field. */
  const take = (answer) => {
    const now = new FormData(form);
    let current = true;
    for (const [name, values] of Object.entries(answer.fields)) {
      if (String(now.getAll(name)) !== String(sent.getAll(name))) {
        current = false;
        continue;
      }
      for (const box of form.querySelectorAll(`[name="${name}"]`)) {
        if (box.type === "checkbox" || box.type === "radio") box.checked = values.includes(box.value);
        else box.value = values[0] ?? "";
      }
    }
    if (current) {
      field("version").value = answer.version;
      field("base").value = answer.base;
    }
    return Object.keys(answer.fields).length > 0;
  };

  const draw = (answer) => {
    const joined = take(answer);
    for (const [id, html] of Object.entries(answer.html)) {
      const target = document.getElementById(id);
      if (target && !target.querySelector("details[open]")) target.innerHTML = html;
    }
    for (const box of form.querySelectorAll("[data-asked]")) {
      box.removeAttribute("data-asked");
      box.classList.remove("is-invalid");
      box.removeAttribute("aria-invalid");
      document.getElementById(`${box.id}-hoi`)?.remove();
    }
    for (const problem of answer.problems) ask(problem);
    return joined ? "Đã lưu, gồm cả nội dung người khác vừa lưu." : "";
  };

  /* A value that could not be read: the question stands under its field, the typed text stays. */
  const ask = ({ id, sentence }) => {
    const box = document.getElementById(id);
    if (!box) return;
    box.dataset.asked = "1";
    box.classList.add("is-invalid");
    box.setAttribute("aria-invalid", "true");
    const note = Object.assign(document.createElement("div"), { id: `${id}-hoi`, className: "invalid-feedback", textContent: sentence });
    (box.closest(".input-group") ?? box).insertAdjacentElement("afterend", note);
  };

  const conflict = (answer) => {
    stopped = true;
    take(answer);
    document.querySelector("#foot-status .saved")?.setAttribute("hidden", ""); // not of what stands here
    document.getElementById("luu-xung-dot").innerHTML = answer.conflict;
    say("Hai người cùng sửa một chỗ. Xem hai bản ở đầu trang, sửa cho đủ ý rồi bấm Lưu nháp.", true);
    showConflict();
  };

  const showConflict = () => {
    const panel = document.querySelector("#luu-xung-dot [tabindex]");
    panel?.scrollIntoView({ block: "start" });
    panel?.focus();
  };

  const TROUBLE = {
    401: "Phiên đăng nhập đã hết. Nội dung vẫn còn trên trang: đăng nhập lại ở thẻ khác, rồi quay lại đây.",
    403: "Trang chưa lưu được. Nội dung vẫn còn trên trang: kiểm tra đăng nhập ở thẻ khác, rồi quay lại đây.",
  };

  const failed = (sentence) => {
    say(sentence, true);
    later(AGAIN);
  };

  const send = async () => {
    const about = edits;
    say("Đang lưu…");
    let answer = await post();
    if (answer.status === 403 && (await freshToken())) answer = await post();
    const json = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    if (answer.ok && json) {
      const news = draw(json);
      saved = about;
      say(news);
      if (edits === saved) form.dispatchEvent(new Event("camket:saved", { bubbles: true }));
    } else if (answer.status === 409 && json) {
      conflict(json);
    } else if (json?.sentence) {
      say(json.sentence, true);
    } else {
      const login = answer.type === "opaqueredirect" ? 401 : answer.status;
      failed(TROUBLE[login] ?? "Máy chủ chưa lưu được. Nội dung vẫn còn trên trang; trang sẽ thử lại.");
    }
  };

  function save() {
    clearTimeout(timer);
    if (stopped || leaving || edits === saved) return running;
    if (running) return running.then(save);
    running = send()
      .catch(() => failed("Mất kết nối, chưa lưu được. Nội dung vẫn còn trên trang; trang sẽ thử lại."))
      .finally(() => {
        running = null;
        if (edits !== saved && !stopped && !place.classList.contains("trouble")) later(PAUSE);
      });
    return running;
  }

  if (url) {
    form.addEventListener("input", () => {
      edits += 1;
      later(PAUSE);
    });
    form.addEventListener("change", () => later(600));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
    /* The button waits for a save under way, so that nobody conflicts with himself. */
    form.addEventListener(
      "submit",
      (event) => {
        clearTimeout(timer);
        if (stopped && event.submitter?.name === "gui") {
          event.preventDefault();
          event.stopImmediatePropagation();
          showConflict();
          return;
        }
        if (!running) {
          leaving = true;
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        running.finally(() => form.requestSubmit(event.submitter));
      },
      true,
    );
    window.addEventListener("pageshow", () => (leaving = false));
  }
})();
