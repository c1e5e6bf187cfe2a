// The bar above both chats: the bot's process, flood limits, faults, language, theme.

import { get, post, remove } from "./api.js";
import { h, icon, iconButton, recall, redraw, remember } from "./dom.js";
import { showFaults } from "./faults.js";
import { attempt, menu } from "./overlay.js";
import { language, setLanguage, t } from "./texts.js";

const THEMES = ["auto", "light", "dark"];
const THEME_ICONS = { auto: "auto", light: "sun", dark: "moon" };

let theme = recall("theme", "auto");

export function applyTheme() {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function nextTheme(app) {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  remember("theme", theme);
  applyTheme();
  drawTopbar(app);
}

function otherLanguage() {
  setLanguage(language() === "ru" ? "en" : "ru");
  location.reload();
}

function botButton(app) {
  const { running, controllable } = app.world.bot;
  const state = t(controllable ? (running ? "botRuns" : "botStopped") : "botOutside");
  const lamp = h("span", {
    class: `lamp${running ? " on" : ""}`,
    title: state,
    role: "img",
    "aria-label": state,
  });
  if (!controllable) return h("span", { class: "process" }, lamp);
  const label = t(running ? "killLabel" : "startLabel");
  const act = async (event) => {
    event.currentTarget.disabled = true;
    await attempt(() => post(`/play/bot/${running ? "kill" : "start"}`));
    const { bot } = await get("/play/state").catch(() => app.world);
    app.world.bot = bot;
    app.topbar.drawn = null; // also to enable the button again
    drawTopbar(app);
  };
  return h(
    "button",
    {
      type: "button",
      class: "process",
      "aria-label": `${label}. ${state}`,
      title: label,
      data: { testid: "kill-bot" },
      on: { click: act },
    },
    lamp,
    icon(running ? "bolt" : "play"),
    h("span", {}, t(running ? "kill" : "start")),
  );
}

async function toggleFlood(app) {
  const on = !app.world.floodLimits;
  await attempt(async () => {
    await post("/play/limits", { on });
    app.world.floodLimits = on;
  });
  drawTopbar(app);
}

function forget(app) {
  return attempt(async () => {
    await remove("/play/faults");
    app.world.faults = [];
    drawTopbar(app);
  });
}

function narrowMenu(app, button) {
  menu(button, [
    {
      icon: "gauge",
      label: t("flood"),
      checked: app.world.floodLimits,
      act: () => toggleFlood(app),
    },
    { icon: "globe", label: t("otherLanguage"), act: () => otherLanguage() },
    { icon: THEME_ICONS[theme], label: t(`theme_${theme}`), act: () => nextTheme(app) },
  ]);
}

function tab(app, side, label) {
  const unread = app.sideUnread(side);
  const active = app.side === side;
  return h(
    "button",
    {
      type: "button",
      class: active ? "active" : "",
      "aria-pressed": String(active),
      data: { testid: `tab-${side}` },
      on: { click: () => app.chooseSide(side) },
    },
    h("span", {}, label),
    unread > 0 && h("span", { class: "badge" }, unread > 99 ? "99+" : String(unread)),
  );
}

export function drawTopbar(app) {
  const { faults, floodLimits, bot } = app.world;
  const { running, controllable } = bot;
  const unread = ["requester", "group"].map((side) => app.sideUnread(side));
  const key = [faults.length, floodLimits, running, controllable, app.side, unread, theme];
  redraw(app.topbar, key, () => bar(app, faults, floodLimits));
}

function bar(app, faults, floodLimits) {
  const more = iconButton("dots", t("more"), () => narrowMenu(app, more), {
    class: "icon-button narrow-only",
  });
  return [
    h("h1", {}, h("img", { src: "/static/favicon.svg", alt: "" }), h("span", {}, t("title"))),
    h(
      "div",
      { class: "tabs narrow-only", role: "group" },
      tab(app, "requester", t("customer")),
      tab(app, "group", t("agents")),
    ),
    botButton(app),
    h(
      "button",
      {
        type: "button",
        class: "toggle wide-only",
        "aria-pressed": String(floodLimits),
        title: t(floodLimits ? "floodOn" : "floodOff"),
        data: { testid: "flood" },
        on: { click: () => toggleFlood(app) },
      },
      icon("gauge"),
      h("span", {}, t("flood")),
      h("span", { class: "switch", "aria-hidden": "true" }),
    ),
    h(
      "button",
      {
        type: "button",
        class: `toggle faults-button${faults.length ? " some" : ""}`,
        "aria-label": `${t("faults")}: ${faults.length}. ${t("faultsLabel")}`,
        title: t("faultsLabel"),
        data: { testid: "faults" },
        on: { click: () => showFaults(app.world.faults, () => forget(app)) },
      },
      icon("warn"),
      h("span", { class: "wide-only" }, t("faults")),
      h("b", {}, String(faults.length)),
    ),
    h(
      "button",
      {
        type: "button",
        class: "icon-button language wide-only",
        "aria-label": t("otherLanguage"),
        title: t("otherLanguage"),
        data: { testid: "language" },
        on: { click: () => otherLanguage() },
      },
      language() === "ru" ? "EN" : "RU",
    ),
    iconButton(THEME_ICONS[theme], t(`theme_${theme}`), () => nextTheme(app), {
      class: "icon-button wide-only",
      data: { testid: "theme" },
    }),
    more,
  ];
}
