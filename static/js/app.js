/* What every page gains from JavaScript; nothing here is needed to read or to file. */
"use strict";

/* Menus close on Escape and on a click elsewhere. */
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* A form marked data-guard asks before unsaved text is left behind. */
const guarded = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "guard" in form.dataset) guarded.add(form);
});
window.addEventListener("beforeunload", (event) => {
  if (guarded.size) event.preventDefault();
});
/* A page that saves by itself says so: form.dispatchEvent(new Event("camket:saved", {bubbles: true})). */
document.addEventListener("camket:saved", (event) => guarded.delete(event.target));

/* A button with data-ask asks in the dialog of that id, which repeats what was written ([data-echo]
   names the field), and sends when that says yes. What is empty goes to the server to be refused. */
const asked = new WeakSet();
const spoken = (field) => {
  if (field instanceof RadioNodeList) return [...field].find((one) => one.checked)?.labels[0].textContent.trim() ?? "";
  return field.selectedOptions ? (field.value && field.selectedOptions[0].text) : field.value.trim();
};
document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  const dialog = document.getElementById(button?.dataset.ask);
  if (!dialog || asked.delete(form)) return;
  const echoes = [...dialog.querySelectorAll("[data-echo]")];
  for (const place of echoes) place.textContent = spoken(form.elements[place.dataset.echo]);
  if (echoes.some((place) => !place.textContent)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "gui") return;
    asked.add(form);
    form.requestSubmit(button);
  }, { once: true });
  dialog.showModal();
}, { capture: true });

/* A second click on the same button does nothing for a while; the server holds the real guard. */
const release = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  guarded.delete(form);
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), 4000);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

/* Tabs that keep something for who is logged in are told to stop. */
document.addEventListener("submit", (event) => {
  if ("logout" in event.target.dataset) new BroadcastChannel("camket:dang-xuat").postMessage("");
});

/* Filters apply when chosen; without JavaScript their button does. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

/* Focus goes to what went wrong, also after a partial refresh. */
const focusTrouble = (root) => root.querySelector("[role=alert][tabindex]")?.focus();
document.addEventListener("DOMContentLoaded", () => focusTrouble(document));
document.addEventListener("htmx:afterSwap", (event) => focusTrouble(event.target));

/* A partial refresh that fails says so instead of nothing. */
const say = (sentence) => {
  const place = document.getElementById("thong-bao");
  if (!place) return;
  const notice = document.createElement("div");
  notice.className = "notice stop";
  notice.setAttribute("role", "alert");
  notice.append(Object.assign(document.createElement("div"), { textContent: sentence }));
  place.replaceChildren(notice);
};
document.addEventListener("htmx:sendError", () => say("Mất kết nối với máy chủ. Nội dung đang nhập vẫn còn trên trang; kiểm tra mạng rồi thử lại."));
document.addEventListener("htmx:responseError", () => say("Máy chủ chưa thực hiện được yêu cầu. Tải lại trang rồi thử lại."));
