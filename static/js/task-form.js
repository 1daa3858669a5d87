/* The task's form: rows of the roadmap appear as they are needed, and each of the 6 rõ says
   whether something is still missing. Without this file all eight rows are simply there. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("nhiem-vu");
  const body = document.getElementById("cac-moc");
  const more = document.getElementById("them-moc");
  const total = form.elements["moc-TOTAL_FORMS"];
  const most = Number(form.elements["moc-MAX_NUM_FORMS"].value);
  const rows = () => [...body.rows];
  const isFilled = (row) =>
    [...row.querySelectorAll("select, input:not([name$=weight])")].some((box) => box.value.trim());

  const last = rows().reduce((found, row, at) => (isFilled(row) ? at : found), -1);
  rows().forEach((row, at) => { row.hidden = at > Math.max(2, last + 1); });
  more.hidden = false;

  const add = () => {
    const made = document.getElementById("moc-moi").content.firstElementChild.cloneNode(true);
    const at = Number(total.value);
    for (const node of [made, ...made.querySelectorAll("*")]) {
      for (const attribute of node.attributes) {
        attribute.value = attribute.value.replaceAll("__prefix__", at);
      }
    }
    for (const label of made.querySelectorAll("label")) {
      label.textContent = label.textContent.replace("__n__", at + 1);
    }
    body.append(made);
    total.value = at + 1;
    return made;
  };
  more.addEventListener("click", () => {
    const row = rows().find((one) => one.hidden) ?? (rows().length < most ? add() : null);
    if (!row) return;
    row.hidden = false;
    more.disabled = rows().length >= most && !rows().some((one) => one.hidden);
    row.querySelector("select").focus();
    tell();
  });

  const say = (place, ok) => {
    const badge = document.createElement("span");
    badge.className = ok ? "st done" : "st behind";
    badge.textContent = ok ? "Đã ghi" : "Còn thiếu";
    if (place.textContent !== badge.textContent) place.replaceChildren(badge);
  };
  const tell = () => {
    for (const section of form.querySelectorAll("[data-needs]")) {
      const box = form.elements[section.dataset.needs];
      let ok = Boolean(box.value.trim());
      if (section.dataset.or) ok ||= Boolean(section.querySelector(`[name="${section.dataset.or}"]:checked`));
      if ("needsRow" in section.dataset) ok = ok && rows().some(isFilled);
      say(section.querySelector("[data-told]"), ok);
    }
  };
  form.addEventListener("input", tell);
  tell();
});
