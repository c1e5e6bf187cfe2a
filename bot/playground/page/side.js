// One side of the page: whose chat it is, its hint, its messages, and what stands below them.

import { inChat, post } from "./api.js";
import { filesDialog } from "./attach.js";
import { Composer } from "./composer.js";
import { avatar, fullName, h, icon, iconButton, redraw } from "./dom.js";
import { groupMenu, groupSubtitle, newGroup } from "./group.js";
import { messageMenu } from "./message_menu.js";
import { attempt, menu } from "./overlay.js";
import { ChatPane } from "./pane.js";
import { flag, isIn, personMenu } from "./people.js";
import { t } from "./texts.js";

// Files dropped anywhere on a side are sent from there.
function dropping(side) {
  return {
    dragover: (event) => {
      if (!event.dataTransfer?.types.includes("Files") || !side.composer.root.isConnected) return;
      event.preventDefault();
      side.root.classList.add("dragging");
    },
    dragleave: () => side.root.classList.remove("dragging"),
    drop: (event) => {
      if (!side.root.classList.contains("dragging")) return;
      event.preventDefault();
      side.root.classList.remove("dragging");
      const files = [...event.dataTransfer.files];
      if (files.length) filesDialog(side.composer, files);
    },
  };
}

// The nodes of a side; `name` is "requester" or "group".
export function makeSide(app, name) {
  const isGroup = name === "group";
  const side = {
    name,
    strip: h("nav", { class: "strip", "aria-label": t(isGroup ? "writeAs" : "people") }),
    head: h("header", { class: "chat-head" }),
    hint: h("p", { class: "hint", hidden: true }),
    foot: h("footer", { class: "foot" }),
    topics: h("nav", { class: "topics", hidden: true }),
  };
  side.pane = new ChatPane(app.world, {
    command: (text) => side.composer.sendText(text),
    link: (href) => app.follow(side, href),
    openUrl: (url) => app.follow(side, url) || window.open(url, "_blank", "noopener,noreferrer"),
    menu: (message, at) => messageMenu(app, side.pane, side.composer, message, at),
    reply: (message) => side.composer.root.isConnected && side.composer.reply(message),
    read: (chatId) => app.read(chatId),
    unread: (chatId) => app.unread(chatId),
    visible: () => app.shows(name),
  });
  side.composer = new Composer(app.world, side.pane);
  const label = t(isGroup ? "team" : "customer");
  const data = { testid: `${name}-pane`, side: name, drop: t("dropHere") };
  const { strip, head, topics, hint, pane, foot } = side;
  const props = { class: "side", "aria-label": label, data, on: dropping(side) };
  side.root = h("section", props, strip, head, topics, hint, pane.root, foot);
  return side;
}

function drawHead(app, side, subject, title, subtitle, items) {
  const typing = app.typing.has(side.pane.chatId);
  redraw(side.head, [subject.id, title, subtitle, typing], () => {
    const label = t(side.name === "group" ? "groupMenu" : "more");
    const data = { testid: `${side.name}-menu` };
    const more = iconButton("dots", label, () => menu(more, items()), { data });
    return [
      avatar(subject.id, title),
      h(
        "div",
        { class: "chat-title" },
        h("b", { dir: "auto" }, title),
        h("span", { class: typing ? "typing" : "" }, typing ? t("typing") : subtitle),
      ),
      more,
    ];
  });
}

// The first of the hints that has not been dismissed.
function drawHint(app, side, name, ...keys) {
  const key = keys.find((one) => !app.dismissed.has(one));
  side.hint.hidden = !key || !name;
  redraw(side.hint, [key, name], () => [
    h("span", {}, key ? t(key, { name }) : ""),
    iconButton("close", t("dismiss"), () => app.dismiss(key)),
  ]);
}

function bigButton(label, testid, act) {
  const props = { type: "button", class: "big-button", data: { testid }, on: { click: act } };
  return h("button", props, label);
}

function card(picture, title, text, action) {
  return h("div", { class: "intro-card" }, picture, h("b", {}, title), h("p", {}, text), action);
}

function startPanel(app) {
  const payload = h("input", {
    class: "payload",
    dir: "ltr",
    maxlength: "64",
    pattern: "[A-Za-z0-9_\\-]*",
    placeholder: t("payloadHint", { bot: app.world.me.username ?? "bot" }),
    "aria-label": t("payload"),
    autocomplete: "off",
    data: { testid: "payload" },
  });
  const go = () => payload.reportValidity() && app.start(payload.value.trim());
  payload.addEventListener("keydown", (event) => event.key === "Enter" && go());
  return h(
    "div",
    { class: "start-panel" },
    bigButton(t("START"), "start", go),
    h("details", {}, h("summary", {}, t("payload")), payload),
  );
}

export function drawRequesterSide(app) {
  const { left: side, world } = app;
  const { me } = world;
  const person = world.people.get(app.personId);
  if (!person) return;
  const subtitle = `${t("botName")} · ${t("you")}: ${fullName(person)} ${flag(person.language_code)}`;
  const items = () => personMenu(app, world.people.get(app.personId));
  drawHead(app, side, me, fullName(me), subtitle, items);
  drawHint(
    app,
    side,
    person.first_name,
    ...(person.started ? ["hintWrite", "hintMenu"] : ["hintStart"]),
  );
  redraw(side.pane.empty, me.id, () =>
    card(avatar(me.id, fullName(me), "large"), t("intro"), t("introText")),
  );
  const unblock = () => attempt(() => post(`/play/people/${person.id}/unblock`));
  if (person.blocked)
    redraw(side.foot, ["blocked", person.id], () => bigButton(t("unblock"), "unblock", unblock));
  else if (!person.started) redraw(side.foot, ["start", person.id], () => startPanel(app));
  else redraw(side.foot, "composer", () => side.composer.root);
}

function drawVacant(app, side) {
  side.hint.hidden = true;
  side.pane.empty.hidden = false;
  redraw(side.head, "vacant", () => []);
  redraw(side.foot, "vacant", () => []);
  redraw(side.pane.empty, "vacant", () => {
    const data = { testid: "create-group" };
    const props = { type: "button", class: "primary", data, on: { click: () => newGroup(app) } };
    const picture = h("span", { class: "avatar large plus" }, icon("users"));
    return card(picture, t("noGroup"), t("noGroupText"), h("button", props, t("createGroup")));
  });
}

export function drawGroupSide(app) {
  const { right: side, world } = app;
  const chat = world.chats.get(app.groupId);
  side.root.classList.toggle("vacant", !chat);
  if (!chat) {
    drawVacant(app, side);
    return;
  }
  const items = () => groupMenu(app, world.chats.get(app.groupId));
  drawHead(app, side, chat, chat.title, groupSubtitle(app, chat), items);
  const agent = world.people.get(app.agentId);
  drawHint(app, side, agent?.first_name, "hintGroup");
  redraw(side.pane.empty, "empty", () => h("span", { class: "pill" }, t("emptyGroup")));
  if (!agent) {
    redraw(side.foot, "nobody", () => h("p", { class: "foot-note" }, t("noMembers")));
  } else if (isIn(world.member(chat.id, agent.id))) {
    redraw(side.foot, "composer", () => side.composer.root);
  } else {
    const member = { user_id: agent.id, status: "member" };
    const join = () => attempt(() => inChat(chat.id, "members", member));
    redraw(side.foot, ["join", agent.id, chat.id], () => [
      h("p", { class: "foot-note" }, t("notMember", { name: fullName(agent) })),
      bigButton(t("join"), "join", join),
    ]);
  }
}
