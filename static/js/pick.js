/* A box above a long list of check boxes: only what matches the words typed is shown, ticked ones
   always. Without this file the whole list is simply there. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

  document.querySelectorAll("[data-pick]").forEach((pick, nth) => {
    const rows = [...pick.querySelectorAll(".form-check")];
    if (rows.length < 8) return;
    const box = document.createElement("input");
    box.type = "search";
    box.className = "form-control form-control-sm sieve";
    box.id = `loc-${nth}`;
    box.placeholder = pick.dataset.pick;
    box.setAttribute("aria-label", pick.dataset.pick);
    const none = document.createElement("p");
    none.className = "none small muted";
    none.textContent = "Không có mục nào khớp.";
    none.hidden = true;
    none.setAttribute("role", "status");
    pick.querySelector("summary").after(box, none);

    const sift = () => {
      const words = fold(box.value).split(/\s+/).filter(Boolean);
      for (const row of rows) {
        const text = fold(row.textContent);
        const ticked = row.querySelector("input").checked;
        row.hidden = !ticked && !words.every((word) => text.includes(word));
      }
      for (const group of pick.querySelectorAll("fieldset")) {
        group.hidden = [...group.querySelectorAll(".form-check")].every((row) => row.hidden);
      }
      none.hidden = rows.some((row) => !row.hidden);
    };
    box.addEventListener("input", sift);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  });
});
