// What floats above the chats: toasts, alerts, dialogs with a form, menus.

import { h, icon } from "./dom.js";
import { t } from "./texts.js";

const TOAST_MS = 4500;

const stacks = new Map(); // where toasts stand → their node

function stack(host) {
  if (!stacks.has(host)) {
    stacks.set(host, h("div", { class: "toasts", role: "status", "aria-live": "polite" }));
    host.append(stacks.get(host));
  }
  return stacks.get(host);
}

// A passing word; `host` is the side it concerns, the whole page if none.
export function toast(text, tone = "", host = document.body) {
  const node = h("div", { class: `toast ${tone}`, dir: "auto", data: { testid: "toast" } }, text);
  const toasts = stack(host);
  toasts.append(node);
  while (toasts.children.length > 3) toasts.firstChild.remove();
  setTimeout(() => node.remove(), TOAST_MS);
}

export const failed = (error) => toast(error.message, "bad");

// Runs an act of the user; a refusal is told, not thrown.
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    failed(error);
    return undefined;
  }
}

export const copyText = (text) =>
  attempt(async () => {
    await navigator.clipboard.writeText(text);
    toast(t("copied"));
  });

function show(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
  return dialog;
}

export function alertBox(text) {
  const dialog = h("dialog", {
    class: "box alert",
    role: "alertdialog",
    data: { testid: "alert" },
  });
  dialog.append(
    h("p", { dir: "auto" }, text),
    h(
      "div",
      { class: "box-buttons" },
      h(
        "button",
        { type: "button", class: "primary", autofocus: true, on: { click: () => dialog.close() } },
        t("ok"),
      ),
    ),
  );
  show(dialog);
}

// A dialog; `content(close)` gives its nodes.
export function box(title, content, props = {}) {
  const dialog = h("dialog", { class: "box", "aria-label": title, ...props });
  const close = () => dialog.close();
  dialog.append(
    h(
      "header",
      {},
      h("h2", {}, title),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": t("close"), on: { click: close } },
        icon("close"),
      ),
    ),
    ...[content(close)].flat(),
  );
  return show(dialog);
}

function field(spec) {
  const id = `f-${spec.name}`;
  if (spec.type === "select") {
    const options = spec.options.map(([value, label]) => h("option", { value }, label));
    const select = h("select", { id, name: spec.name }, options);
    select.value = spec.value ?? spec.options[0]?.[0];
    return h("label", { class: "field", for: id }, h("span", {}, spec.label), select);
  }
  if (spec.type === "checks") {
    const checks = spec.options.map(([value, label, checked]) =>
      h(
        "label",
        { class: "check" },
        h("input", { type: "checkbox", name: spec.name, value, checked }),
        h("bdi", {}, label),
      ),
    );
    return h("fieldset", { class: "field" }, h("legend", {}, spec.label), checks);
  }
  const props = {
    id,
    name: spec.name,
    value: spec.value ?? "",
    placeholder: spec.placeholder,
    required: spec.required,
    maxlength: spec.max,
    autocomplete: "off",
    dir: "auto",
    pattern: spec.pattern,
  };
  const input = h(spec.type === "textarea" ? "textarea" : "input", props);
  return h("label", { class: "field", for: id }, h("span", {}, spec.label), input);
}

// A dialog with fields; `done(values)` may throw to keep it open with the reason shown.
export function form(title, fields, submitLabel, done, intro) {
  return box(title, (close) => {
    const problem = h("p", { class: "problem", role: "alert", hidden: true });
    const submit = async (event) => {
      event.preventDefault();
      const data = new FormData(event.target);
      const values = {};
      for (const { name, type } of fields)
        values[name] = type === "checks" ? data.getAll(name) : data.get(name);
      try {
        await done(values);
        close();
      } catch (error) {
        problem.textContent = error.message;
        problem.hidden = false;
      }
    };
    return h(
      "form",
      { class: "fields", on: { submit } },
      intro && h("p", { class: "intro" }, intro),
      fields.map(field),
      problem,
      h(
        "div",
        { class: "box-buttons" },
        h("button", { type: "button", class: "quiet", on: { click: close } }, t("cancel")),
        h("button", { type: "submit", class: "primary" }, submitLabel),
      ),
    );
  });
}

let openMenu = null;

function closeMenu() {
  openMenu?.node.remove();
  openMenu?.back?.focus?.({ preventScroll: true });
  openMenu = null;
}

document.addEventListener(
  "pointerdown",
  (event) => {
    if (openMenu && !openMenu.node.contains(event.target)) {
      openMenu.back = null;
      closeMenu();
    }
  },
  true,
);
addEventListener("resize", () => closeMenu());

// A menu at a point or under a button; items: {icon, label, act, danger, disabled, checked}, {note} or "-" for a line.
export function menu(at, items, top) {
  closeMenu();
  const back = document.activeElement;
  const choose = (act) => {
    closeMenu();
    act();
  };
  const node = h(
    "div",
    { class: "menu", role: "menu" },
    top?.(choose),
    items.filter(Boolean).map((item) =>
      item === "-"
        ? h("hr")
        : item.note
          ? h("p", { class: "menu-note" }, h("bdi", {}, item.note))
          : h(
              "button",
              {
                type: "button",
                role: "menuitem",
                class: item.danger ? "danger" : "",
                disabled: item.disabled,
                title: item.title,
                on: { click: () => choose(item.act) },
              },
              item.icon ? icon(item.icon) : h("span", { class: "icon" }),
              h("span", { class: "menu-label" }, item.label),
              item.checked && icon("check"),
            ),
    ),
  );
  node.addEventListener("keydown", (event) => {
    const buttons = [...node.querySelectorAll("button:not(:disabled)")];
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step)
      buttons[
        (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length
      ]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") closeMenu();
    else return;
    event.preventDefault();
  });
  document.body.append(node);
  const box = at instanceof Element ? at.getBoundingClientRect() : null;
  const x = box
    ? box.left + box.width / 2 > innerWidth / 2
      ? box.right - node.offsetWidth
      : box.left
    : at.x;
  const below = box ? box.bottom + 4 : at.y;
  const y =
    below + node.offsetHeight > innerHeight - 8
      ? Math.max(8, (box ? box.top - 4 : at.y) - node.offsetHeight)
      : below;
  node.style.left = `${Math.max(8, Math.min(x, innerWidth - node.offsetWidth - 8))}px`;
  node.style.top = `${y}px`;
  openMenu = { node, back };
  node.querySelector("[role=menuitem]:not(:disabled)")?.focus({ preventScroll: true });
}
