/* What stands in the quarter's form, field by field: read, put in, taken over, chosen between. */
"use strict";

const quarterFields = (form) => {
  const CARRIED = ["csrfmiddlewaretoken", "author", "promise", "version", "base", "key"];
  const panel = document.getElementById("luu-xung-dot");
  const box = (name) => form.querySelector(`[name="${name}"]`);
  const boxes = (name) => [...form.elements].filter((one) => one.name === name);
  const isTyped = (one) => one.name && !CARRIED.includes(one.name) && !["file", "submit", "button"].includes(one.type);

  /* {name: [values]} of all that a person fills in; a file is no part of a draft. */
  const typed = () => {
    const found = Object.fromEntries([...form.elements].filter(isTyped).map((one) => [one.name, []]));
    for (const [name, value] of new FormData(form)) found[name]?.push(value);
    return found;
  };

  /* The server cuts blanks at both ends and knows one kind of line end. */
  const same = (some, others) => JSON.stringify(plain(some)) === JSON.stringify(plain(others));
  const begins = (whole, values) => plain(values).length > 0 && (plain(whole)[0] ?? "").startsWith(plain(values)[0]);
  const plain = (values) => (values ?? []).map((value) => value.replaceAll("\r\n", "\n").trim()).filter(Boolean);

  const put = (name, values) => {
    for (const one of boxes(name)) {
      if (one.type === "checkbox" || one.type === "radio") one.checked = values.includes(one.value);
      else one.value = values[0] ?? "";
    }
    boxes(name)[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* Twice: a box may change others when it changes, and the last word is the values'. */
  const each = (texts, into) => [...texts, ...texts].forEach(([name, values]) => into(name, values));

  /* As if a person had typed it: saved, copied, and warned of before leaving. */
  const enter = (name, values) => {
    put(name, values);
    boxes(name)[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const enterAll = (texts) => each(texts, enter);

  /* Somebody else's text for fields that nobody has typed in since `sent`. Where one was typed in
     while the answer was on its way, the page stays as old as it is: the next save asks about it.
     The names of the fields that were put in. */
  const take = (news, sent) => {
    const now = typed();
    const free = Object.entries(news.fields).filter(([name]) => same(now[name], sent[name]));
    each(free, put);
    if (free.length === Object.keys(news.fields).length) at(news.version, news.base);
    return free.map(([name]) => name);
  };

  const at = (version, base) => {
    box("version").value = version;
    box("base").value = base;
  };

  /* To the first of these fields that can be seen. */
  const focus = (names) => names.map((name) => boxes(name)[0]).find((one) => one?.checkVisibility())?.focus();

  /* "Nhiệm vụ 2, Khó khăn, vướng mắc", as the page itself calls the field. */
  const nameOf = (name) => {
    const one = boxes(name)[0];
    const section = one.closest(".sec");
    const number = section?.querySelector(".n")?.textContent.trim();
    const where = number ? `Nhiệm vụ ${number}` : "Phần chung";
    const said = one.closest("fieldset")?.querySelector("legend") ?? (one.type === "radio" || boxes(name).length > 1 ? one.closest(".mb-3")?.querySelector("legend, .form-label") : null) ?? one.labels?.[0];
    return said ? `${where}, ${said.textContent.trim().replace(/\*$/, "")}` : where;
  };

  /* The names of all boxes that hold text, by name. */
  const namesOfTexts = () => Object.fromEntries([...form.elements].filter((one) => isTyped(one) && ["text", "textarea"].includes(one.type)).map((one) => [one.name, nameOf(one.name)]));

  /* What stands for these values on the page: the words of what is ticked, or the text. */
  const words = (name, values) => {
    const chosen = boxes(name).filter((one) => ["checkbox", "radio"].includes(one.type));
    if (!chosen.length) return values[0] ?? "";
    return chosen.filter((one) => values.includes(one.value)).map((one) => one.labels?.[0]?.textContent.trim()).join("; ");
  };

  /* A value that could not be read: the question stands under its field, the typed text stays. */
  const ask = ({ id, sentence }) => {
    const one = document.getElementById(id);
    if (!one) return;
    one.dataset.asked = "1";
    one.classList.add("is-invalid");
    if (one.matches("input, select, textarea")) one.setAttribute("aria-invalid", "true");
    const note = Object.assign(document.createElement("div"), { id: `${id}-hoi`, className: "invalid-feedback", textContent: sentence });
    (one.closest(".input-group") ?? one).insertAdjacentElement("afterend", note);
  };
  /* What the badges ask of fields that are filled: the same, of a value that was read and saved. */
  const askDoubts = () => {
    for (const said of form.querySelectorAll("[data-doubt]")) ask({ id: said.dataset.doubt, sentence: said.textContent });
  };
  const askNoMore = () => {
    for (const one of form.querySelectorAll("[data-asked]")) {
      one.removeAttribute("data-asked");
      one.classList.remove("is-invalid");
      one.removeAttribute("aria-invalid");
      document.getElementById(`${one.id}-hoi`)?.remove();
    }
  };

  /* Two texts for one field: the choice of one side puts it into the form. */
  const disputes = () => [...panel.querySelectorAll("[data-dispute]")];
  const open = () => disputes().filter((row) => !("chosen" in row.dataset));
  const showPanel = () => {
    for (const button of panel.querySelectorAll("[data-use]")) button.hidden = false;
    const card = panel.querySelector("[tabindex]");
    card?.scrollIntoView({ block: "start" });
    card?.focus();
  };
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-use]");
    if (!button) return;
    const row = button.closest("[data-dispute]");
    for (const one of row.querySelectorAll("[data-use]")) {
      one.setAttribute("aria-pressed", String(one === button));
      one.textContent = one === button ? "Đã chọn bản này" : "Dùng bản này";
      one.parentElement.classList.toggle("chosen", one === button);
    }
    row.dataset.chosen = "1";
    enter(row.dataset.dispute, JSON.parse(button.dataset.use));
    if (!open().length) form.dispatchEvent(new Event("camket:chosen"));
  });

  /* Marks without those of fields still in dispute, so that a later save asks about them again. */
  const undecided = () => {
    const marks = JSON.parse(box("base").value || "{}");
    for (const row of open()) delete marks[row.dataset.dispute];
    return JSON.stringify(marks);
  };

  return { box, boxes, typed, same, begins, enterAll, take, at, focus, nameOf, namesOfTexts, words, ask, askDoubts, askNoMore, open, showPanel, undecided };
};
