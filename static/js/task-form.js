/* The task's form: rows of the roadmap appear as they are needed; without this file all eight are
   simply there. A finding of the 6 rõ leads to its field, also into a folded list. */
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
  });

  document.getElementById("kiem-tra").addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const folded = field.closest("details");
    if (folded) folded.open = true;
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
});
