/* "Không phát sinh": one click fills the empty boxes as last quarter stood and folds them away.
   What somebody has written stays: beside it the fields stay open and the server asks.
   A proposal's fields open when something stands in them, also when somebody else has written it. */
"use strict";

const refold = [];
const NOT_STARTED = "NOT_STARTED"; // as a form begins: nobody's word yet

for (const part of document.querySelectorAll("[data-once]")) {
  const boxes = (name) => [...part.querySelectorAll(`[name="${part.dataset.once}-${name}"]`)];
  const [tick, value, text] = ["nothing_new", "actual", "changed"].map((name) => boxes(name)[0]);
  const { onceActual: last, onceStatus: status, onceAsks: asks } = part.dataset;
  const steps = part.dataset.onceDone.split(" ");
  const chosen = () => boxes("status").find((one) => one.checked)?.value ?? NOT_STARTED;
  const choose = (wanted) => boxes("status").forEach((one) => (one.checked = one.value === wanted));
  let filled = []; // what the tick has put in, taken out again by the next one

  const fill = () => {
    filled = boxes("done").filter((one) => !one.checked && steps.includes(one.value));
    for (const one of filled) one.checked = true;
    filled = filled.map((one) => () => (one.checked = false));
    if (value && !value.value.trim()) {
      value.value = last;
      filled.push(() => value.value === last && (value.value = ""));
    }
    if (status && chosen() === NOT_STARTED) {
      choose(status);
      filled.push(() => chosen() === status && choose(NOT_STARTED));
    }
  };

  const isNews = () =>
    Boolean(!asks && value?.value.trim() && value.value.trim() !== last) ||
    boxes("done").some((one) => one.checked !== steps.includes(one.value)) ||
    (status ? chosen() !== status : chosen() === "DONE") ||
    Boolean(text.value.trim());

  const fold = () => part.classList.toggle("is-once", tick.checked && !isNews());

  tick.addEventListener("change", () => {
    if (tick.checked) fill();
    else filled.splice(0).forEach((take) => take());
    fold();
  });
  refold.push(fold);
}

const unfold = () => {
  for (const box of document.querySelectorAll(".fold:not([open], [data-shut]) :is(textarea, select, input)")) {
    if (box.value || box.classList.contains("is-invalid")) box.closest(".fold").open = true;
  }
};

for (const fold of document.querySelectorAll(".fold")) {
  fold.querySelector("summary").addEventListener("click", () => fold.toggleAttribute("data-shut", fold.open));
}

const follow = () => {
  for (const fold of refold) fold();
  unfold();
};
follow();
document.addEventListener("camket:saved", follow);
