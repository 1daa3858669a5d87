/* Choosing: how many would be signed follows each click. Without this file the count is the saved one. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("chon");
  const said = document.querySelector("[data-to-sign]");
  const tell = () => {
    const rows = new Set([...form.querySelectorAll("input[type=radio]")].map((box) => box.name));
    const out = form.querySelectorAll("input[value=NOT_CHOSEN]:checked").length;
    said.textContent = `Đưa vào bản ký: ${rows.size - out + Number(said.dataset.toSign)} nhiệm vụ`;
  };
  form.addEventListener("change", tell);
  tell();
});
