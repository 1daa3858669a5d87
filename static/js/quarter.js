/* The quarter's form saves itself while one types; the plain form does the same work.

   htmx sends (hx-post and hx-trigger of the form) and draws what comes back in bits; this file says
   when sending makes sense, what a failure means, and lets nobody leave with text unsaved. */
"use strict";

(() => {
  const form = document.getElementById("bao-cao");
  const url = form?.dataset.save;
  if (!url) return;

  const LONGEST = 10000; // ms that text waits for the server while one types on
  const PAUSES = [2000, 4000, 8000, 16000, 30000, 60000]; // ms between tries after failures
  const fields = quarterFields(form);
  const copies = quarterCopies();
  const place = document.getElementById("luu-trang-thai");

  let edits = 0; // counts changes, so that an answer knows whether it is about the latest one
  let saved = 0;
  let about = 0; // of the request under way
  let sent = null;
  let confirmed = fields.typed();
  let unread = 0; // fields that the server could not read: typed, not stored
  let busy = false;
  let conflict = false; // two texts for one field: only a choice or a click saves
  let stranger = false; // another person has logged in: nothing is saved in that name
  let refused = false;
  let leaving = false; // the form itself is on its way and carries everything
  let tries = 0;
  let timer = 0;
  let waiting = [];
  let joined = []; // fields saved elsewhere that came in since a button was pressed
  let isOwn = true; // whether all of them were saved by the same person

  const SAVING = "Đang lưu…";
  const say = (sentence, trouble = false) => {
    place.setAttribute("aria-live", sentence === SAVING ? "off" : "polite"); // it comes every few seconds
    place.textContent = sentence;
    place.classList.toggle("trouble", trouble);
    document.querySelector("#foot-status .saved")?.toggleAttribute("hidden", trouble && dirty()); // not of what stands here
  };
  const inTrouble = () => place.classList.contains("trouble");
  const dirty = () => edits !== saved;

  const TROUBLE = {
    out: "Phiên đăng nhập đã hết. Nội dung vẫn còn trên trang: đăng nhập lại ở thẻ khác, rồi quay lại đây.",
    closed: "Tài khoản đang đăng nhập không soạn được báo cáo này. Nội dung vẫn còn trên trang: kiểm tra đăng nhập ở thẻ khác.",
    offline: "Mất kết nối, chưa lưu được. Nội dung vẫn còn trên trang; trang sẽ tự thử lại.",
    down: "Máy chủ chưa lưu được. Nội dung vẫn còn trên trang; trang sẽ tự thử lại.",
  };
  const STRANGE = " Nội dung vẫn còn trên trang: đăng nhập lại bằng tài khoản của mình ở thẻ khác, rồi quay lại đây.";
  const TWO = "Hai người cùng sửa một chỗ. Chọn một trong hai bản ở đầu trang, hoặc sửa cho đủ ý rồi bấm Lưu nháp.";
  const OWN = "Trang mở trước đã lưu nội dung khác ở cùng một chỗ. Chọn một trong hai bản ở đầu trang, hoặc sửa cho đủ ý rồi bấm Lưu nháp.";
  const joinedWith = (own) => `Đã lưu, gồm cả nội dung ${own ? "anh/chị vừa lưu ở trang khác" : "người khác vừa lưu"}.`;
  const UNREAD = "Báo cáo chưa được gửi: đọc lại rồi bấm Gửi báo cáo.";

  /* --- Keys: a fresh protection key after a new login, and the one that locks the copy. --- */

  const ask = async () => {
    try {
      return await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
    } catch {
      return null;
    }
  };

  /* Drawn before the last save of the page left behind had come in, and nobody has typed here yet. */
  const isStale = (keys) => !edits && String(keys.version) !== fields.box("version").value;

  /* Why the page cannot go on; empty when it can. */
  const fresh = async () => {
    const answer = await ask();
    if (!answer) return TROUBLE.offline;
    if (answer.type === "opaqueredirect") return TROUBLE.out;
    if (answer.status === 403 || answer.status === 404) return TROUBLE.closed;
    const keys = answer.ok && (await answer.json().catch(() => null));
    if (!keys) return TROUBLE.down; // also a proxy's own page, while the server is away
    stranger = keys.author !== fields.box("author").value;
    if (stranger) return keys.stranger + STRANGE;
    if (isStale(keys)) {
      location.reload();
      return "";
    }
    for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = keys.token;
    if (await copies.unlock(keys)) copies.leftBehind(offer);
    return "";
  };

  /* --- Sending --- */

  const send = () => htmx.trigger(form, "camket:save");
  const tell = (done) => {
    const ended = waiting;
    waiting = [];
    for (const one of ended) one(done);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(again, PAUSES[Math.min(tries, PAUSES.length - 1)] * (0.8 + 0.4 * Math.random()));
    tries += 1;
  };
  const failed = (sentence) => {
    say(sentence, true);
    later();
  };

  /* After a failure: ask first whether, and as whom, the page may go on; then send. */
  const again = async () => {
    clearTimeout(timer);
    if (busy || leaving) return;
    const why = await fresh();
    if (busy || leaving) return;
    if (why) {
      failed(why);
      tell(false);
    } else if (dirty()) send();
    else if (!conflict) say("");
  };

  /* Whether all that was typed lies with the server by now. */
  const settled = async () => {
    for (let turn = 0; turn < 3 && (dirty() || busy); turn += 1) {
      if (!busy) await again();
      if (!busy || !(await new Promise((done) => waiting.push(done)))) break;
    }
    return !dirty() && !busy;
  };

  const snapshot = () => ({
    at: Date.now(),
    was: confirmed,
    fields: fields.typed(),
    names: fields.namesOfTexts(), // for a page that no longer has the boxes
    version: conflict ? "0" : fields.box("version").value, // none that a row has: both are compared
    base: fields.undecided(),
  });

  const draw = (news) => {
    const taken = fields.take(news, sent);
    joined.push(...taken);
    isOwn &&= news.own || !taken.length;
    fields.askNoMore();
    news.problems.forEach(fields.ask);
    fields.askDoubts();
    unread = news.problems.length;
    saved = about;
    tries = 0;
    const asked = new Set(news.problems.map(({ id }) => document.getElementById(id)?.name));
    for (const name of Object.keys(sent)) if (!asked.has(name)) confirmed[name] = news.fields[name] ?? sent[name];
    say(taken.length ? joinedWith(news.own) : "");
    if (dirty()) setTimeout(send, LONGEST / 5);
    else if (!unread) {
      form.dispatchEvent(new Event("camket:saved", { bubbles: true }));
      copies.forget();
    }
  };

  const clash = (news) => {
    conflict = true;
    fields.take(news, sent);
    copies.keep(snapshot);
    say(news.own ? OWN : TWO, true);
    fields.showPanel();
  };

  const read = () => {
    const told = document.getElementById("luu-noi-dung");
    return told && JSON.parse(told.textContent);
  };

  const finish = ({ status }) => {
    const news = read();
    busy = false;
    refused = status === 422;
    if (status === 403 && tries < 2) {
      tries += 1;
      setTimeout(again); // who waits, waits for this one
      return;
    }
    if (status === 200 && news) draw(news);
    else if (status === 409 && news) clash(news);
    else if (refused && news) say(news.sentence, true);
    else if (status === 401) failed(TROUBLE.out);
    else failed(status ? TROUBLE.down : TROUBLE.offline);
    tell(status === 200 && Boolean(news));
  };

  /* --- htmx: what it sends and what it makes of the answer --- */

  form.addEventListener("htmx:confirm", (event) => {
    if (event.target === form && (busy || !dirty() || conflict || stranger || leaving)) event.preventDefault();
  });
  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target !== form) return;
    event.detail.path = url; // whatever button was pressed last
    for (const [name, value] of [...event.detail.formData]) {
      if (value instanceof File) event.detail.formData.delete(name);
    }
    about = edits;
    sent = fields.typed();
  });
  form.addEventListener("htmx:beforeSend", (event) => {
    if (event.target !== form) return;
    busy = true;
    document.getElementById("luu-tin").replaceChildren();
    if (!inTrouble()) say(SAVING);
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target !== form) return;
    if ([409, 422].includes(event.detail.xhr.status)) Object.assign(event.detail, { shouldSwap: true, isError: false });
  });
  /* A list that somebody reads is not drawn anew under the hand. */
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.querySelector("details[open]")) event.detail.shouldSwap = false;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form) return;
    setTimeout(finish, 0, event.detail.xhr); // htmx is done with this request by then
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(name, (event) => event.target === form && event.stopPropagation()); // said at the foot
  }

  /* A button of evidence with the key of an earlier login: it is pressed once more with a fresh one. */
  form.addEventListener("htmx:responseError", async (event) => {
    const button = event.target;
    if (button === form || ![401, 403].includes(event.detail.xhr.status)) return;
    event.stopPropagation();
    const why = await fresh();
    const isAgain = "again" in button.dataset;
    if (why || isAgain) say(why || TROUBLE.down, true);
    if (why || isAgain) delete button.dataset.again;
    else {
      say("");
      button.dataset.again = "1";
      button.click();
    }
  });

  /* --- What people do --- */

  form.addEventListener("input", () => {
    edits += 1;
    refused = false;
    leaving = false; // who types on has stopped it
    copies.keep(snapshot);
  });
  setInterval(() => !inTrouble() && dirty() && send(), LONGEST);
  const back = () => (inTrouble() || dirty()) && !conflict && !refused && again();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") back();
    else {
      copies.keepNow();
      if (dirty()) send();
    }
  });
  window.addEventListener("focus", back);
  window.addEventListener("online", back);
  form.addEventListener("camket:chosen", () => {
    conflict = false;
    say("");
    send();
  });

  /* The button waits until everything typed is saved: nobody leaves with text that is not, and
     nobody conflicts with himself. What the server refuses, the page it draws explains. Nothing is
     handed in that its sender has not read. */
  const question = document.getElementById("hoi-gui"); // empty while something is missing: the server says what
  const pass = (button) => {
    passing = true;
    form.requestSubmit(button);
  };
  question.addEventListener("close", () => {
    if (question.returnValue) pass(document.querySelector("[name=gui]"));
    question.returnValue = "";
  });
  let passing = false;
  const onSubmit = (event) => {
    const button = event.submitter;
    const isHandingIn = button?.name === "gui";
    if (passing || (!isHandingIn && !dirty() && !busy && !conflict)) {
      passing = false;
      leaving = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (conflict && (isHandingIn || form.contains(button))) return fields.showPanel(); // Enter chooses no text
    if (conflict || isHandingIn) edits += 1; // what is asked before handing in comes with the save
    conflict = false;
    joined = [];
    isOwn = true;
    settled().then((done) => {
      if (!done && !refused) return;
      if (isHandingIn && joined.length) {
        say(`${joinedWith(isOwn)} ${UNREAD}`, true);
        return fields.focus(joined);
      }
      if (!isHandingIn || !done || !question.childElementCount) pass(button);
      else if (!question.open) question.showModal();
    });
  };
  form.addEventListener("submit", onSubmit, true);
  window.addEventListener("pageshow", () => (leaving = false));

  /* --- What an earlier page left behind --- */

  const notice = document.getElementById("luu-ban-sao");
  const lost = (copy) => {
    const now = fields.typed();
    const isBegun = (name, values, whole) => fields.box(name).matches("textarea") && fields.begins(whole, values);
    /* The text goes on from here by now; who cut it off at the end has left the rest out on purpose. */
    const isHere = (name, values) => isBegun(name, values, now[name]) && !isBegun(name, values, copy.was[name]);
    const changed = ([name, values]) => name in now && !fields.same(values, copy.was[name]) && !fields.same(values, now[name]) && !isHere(name, values);
    return Object.entries(copy.fields).filter(changed);
  };

  /* Texts whose fields are no longer on the page, of a task that was withdrawn: to be copied out.
     What the server has just given back is not shown twice; the copy holds it for the next page. */
  const givenBack = new Set([...document.querySelectorAll("#da-rut textarea")].map((one) => one.value.trim()));
  const homeless = (copy) => {
    const now = fields.typed();
    return writtenTexts(copy).filter(({ name }) => !(name in now)).map(({ text }) => ["Ô không còn trên biểu mẫu, chỉ để sao chép", text]);
  };

  const show = (copy, texts, rest) => {
    const named = texts.map(([name, values]) => [fields.nameOf(name), fields.words(name, values) || "(để trống)"]);
    showCopy(notice, copy.at, [...named, ...rest]);
    notice.querySelector("[data-restore]").hidden = !texts.length;
    if (rest.length) notice.querySelector("details").open = true;
  };

  /* Put in as if typed, on top of what the copy was made of: the server joins it field by field and
     asks where somebody else has written since. What stands here goes first. */
  const restore = async (copy, texts) => {
    if (!(await settled())) return false;
    fields.enterAll(texts);
    fields.at(copy.version, copy.base);
    await copies.keepNow();
    send();
    return true;
  };

  let turn = Promise.resolve(); // one notice at a time
  const offer = (copy) => (turn = turn.then(() => decided(copy)));
  const decided = (copy) => {
    const [texts, gone] = [lost(copy), homeless(copy)];
    const rest = gone.filter(([, text]) => !givenBack.has(text));
    if (!texts.length && !rest.length) return !gone.length;
    show(copy, texts, rest);
    return new Promise((done) => {
      notice.onclick = async (event) => {
        const wanted = event.target.closest("[data-restore]");
        if (!wanted && !event.target.closest("[data-drop]")) return;
        if (wanted && !(await restore(copy, texts))) return;
        if (wanted && rest.length) return show(copy, [], rest);
        notice.hidden = true;
        done(true);
      };
    });
  };

  conflict = fields.open().length > 0;
  if (conflict) fields.showPanel();
  if ("unsaved" in form.dataset || conflict) form.querySelector("textarea, input:not([type=hidden])")?.dispatchEvent(new Event("input", { bubbles: true }));
  fields.askDoubts();
  fresh();
})();
