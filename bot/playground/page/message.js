// One row of a chat: a bubble (or an album of them) with its keyboard, or a service line.

import { avatar, bdi, fullName, h, icon } from "./dom.js";
import { rich } from "./entities.js";
import { isBare, isVisual, media } from "./media.js";
import { copyText, toast } from "./overlay.js";
import { author, serviceText, summary } from "./service.js";
import { clock, day, t } from "./texts.js";

function meta(message) {
  return h(
    "span",
    { class: "meta" },
    message.silent &&
      h(
        "span",
        { class: "silent", title: t("silent"), role: "img", "aria-label": t("silent") },
        icon("mute"),
      ),
    message.edit_date && h("span", { class: "edited" }, `${t("edited")} `),
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
  );
}

function forwarded(origin) {
  if (!origin) return null;
  const name = origin.sender_user
    ? fullName(origin.sender_user)
    : (origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? "?");
  return h("div", { class: "forwarded" }, bdi(t("forwardedFrom", { name })));
}

// A reply inside a topic points at the topic's creation: no quote is drawn for that.
function quoted(message, view) {
  const target = message.reply_to_message;
  if (!target || target.forum_topic_created) return null;
  const who = author(target, view.world);
  return h(
    "button",
    {
      type: "button",
      class: "quote",
      data: { hue: String(Math.abs(who.id) % 7) },
      on: { click: () => view.jump(target.message_id) },
    },
    h("b", { dir: "auto" }, who.name),
    h("span", { dir: "auto" }, message.quote?.text ?? summary(target)),
  );
}

function reactions(message, view) {
  if (!message.reactions?.length) return null;
  const byEmoji = new Map();
  for (const reaction of message.reactions)
    byEmoji.set(reaction.emoji, [...(byEmoji.get(reaction.emoji) ?? []), reaction]);
  return h(
    "div",
    { class: "reactions" },
    [...byEmoji].map(([emoji, who]) => {
      const mine = who.some((r) => r.user_id === view.actorId);
      const names = who.map((r) => view.world.name(r.user_id)).join(", ");
      const act = () => view.react(message, mine ? null : emoji);
      return h(
        "button",
        {
          type: "button",
          class: mine ? "mine" : "",
          title: names,
          "aria-pressed": String(mine),
          "aria-label": `${emoji} ${names}`,
          on: { click: act },
        },
        h("span", {}, emoji),
        who.length > 1 && h("span", {}, String(who.length)),
      );
    }),
  );
}

function keyboardButton(message, button, view) {
  const props = {
    type: "button",
    class: `key ${button.style ?? ""}`,
    data: { testid: "inline-button" },
  };
  const label = h("span", { class: "key-label", dir: "auto" }, button.text);
  if (button.url)
    return h(
      "button",
      { ...props, on: { click: () => view.openUrl(button.url) } },
      label,
      icon("link"),
    );
  if (button.copy_text)
    return h(
      "button",
      { ...props, on: { click: () => copyText(button.copy_text.text) } },
      label,
      icon("copy"),
    );
  if (button.callback_data === undefined)
    return h("button", { ...props, on: { click: () => toast(t("unsupported")) } }, label);
  const busy = view.isBusy(message.message_id, button.callback_data);
  const press = () => view.press(message.message_id, button.callback_data);
  return h(
    "button",
    {
      ...props,
      "aria-busy": busy ? "true" : null,
      data: { ...props.data, data: button.callback_data },
      on: { click: press },
    },
    label,
    h("span", { class: "spinner", "aria-hidden": "true" }),
  );
}

function keyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    { class: "keyboard" },
    rows.map((row) =>
      h(
        "div",
        { class: "keys" },
        row.map((button) => keyboardButton(message, button, view)),
      ),
    ),
  );
}

const EMOJI_ONLY =
  /^(?:\p{RI}{2}|\p{Emoji}(?:\p{EMod}|\uFE0F\u20E3?)?(?:\u200D\p{Emoji}(?:\p{EMod}|\uFE0F)?)*){1,3}$/u;

function words(message, view, withMeta) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  const big =
    message.text &&
    !message.entities?.length &&
    !/^[\d#*]+$/.test(text) &&
    text.length <= 24 &&
    EMOJI_ONLY.test(text);
  const node = h(
    "div",
    { class: big ? "text big" : "text", dir: "auto" },
    rich(text, message.entities ?? message.caption_entities, {
      command: view.command,
      link: view.link,
    }),
  );
  if (withMeta) node.append(meta(message));
  return node;
}

function albumParts(parts) {
  const visual = parts.every(isVisual);
  return h(
    "div",
    { class: visual ? "album" : "album files", data: { count: String(parts.length) } },
    parts.map((part) =>
      h(
        "div",
        { class: "tile", data: { testid: "album-part", messageId: String(part.message_id) } },
        media(part),
      ),
    ),
  );
}

function bubble(parts, view) {
  const [first] = parts;
  const captioned = parts.filter((part) => part.caption || part.text);
  const album = parts.length > 1;
  const visual = parts.every(isVisual);
  const who = author(first, view.world);
  const lone = captioned.length === 1 ? captioned[0] : null; // its words carry the time
  const shown = album && captioned.length > 1 ? captioned : captioned.slice(0, 1);
  const classes = [
    "bubble",
    visual && "visual",
    isBare(first) && "bare",
    !captioned.length && visual && "wordless",
  ];
  return h(
    "div",
    { class: classes.filter(Boolean).join(" ") },
    view.isGroup &&
      !view.isOwn(first) &&
      h(
        "div",
        { class: "author", dir: "auto", data: { hue: String(Math.abs(who.id) % 7) } },
        who.name,
      ),
    forwarded(first.forward_origin),
    quoted(first, view),
    album ? albumParts(parts) : media(first),
    shown.map((part) => words(part, view, part === lone)),
    !lone && meta({ ...first, edit_date: parts.find((part) => part.edit_date)?.edit_date }),
    reactions(parts.find((part) => part.reactions?.length) ?? first, view),
  );
}

// The row of a message, or of the parts of an album in order.
export function row(parts, view) {
  const [first] = parts;
  const service = serviceText(first);
  const props = {
    tabindex: "-1",
    data: { testid: "message", messageId: String(first.message_id) },
  };
  const dayLine = h("div", { class: "day" }, h("span", {}, day(first.date)));
  if (service) {
    const target = first.pinned_message?.message_id;
    const line = target
      ? h("button", { type: "button", on: { click: () => view.jump(target) } }, service)
      : h("span", {}, service);
    line.dir = "auto";
    return h("div", { class: "row service", ...props }, dayLine, line);
  }
  const own = view.isOwn(first);
  const who = author(first, view.world);
  const keys = keyboard(first, view);
  return h(
    "div",
    { class: `row ${own ? "out" : "in"}${view.isGroup ? " group" : ""}`, ...props },
    dayLine,
    view.isGroup && !own && avatar(who.id, who.name, "small"),
    h("div", { class: keys ? "stack keyed" : "stack" }, bubble(parts, view), keys),
  );
}
