// Text with Bot API entities as nodes. Offsets are UTF-16 units, which is what JavaScript strings count in.

import { h } from "./dom.js";
import { t } from "./texts.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };

// Only addresses a browser may safely follow; anything else stays plain text.
export function safeUrl(url) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  try {
    const parsed = new URL(full);
    return ["http:", "https:", "mailto:", "tel:", "tg:"].includes(parsed.protocol)
      ? parsed.href
      : null;
  } catch {
    return null;
  }
}

function anchor(url, children, actions) {
  const href = safeUrl(url);
  if (!href) return h("span", { class: "mention" }, children);
  const open = (event) => {
    if (actions.link?.(href)) event.preventDefault();
  };
  return h(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer", on: { click: open } },
    children,
  );
}

function spoiler(children) {
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (node.classList.contains("shown")) return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  const props = {
    class: "spoiler",
    role: "button",
    tabindex: "0",
    "aria-label": t("spoiler"),
    on: { click: show, keydown: show },
  };
  const node = h("span", props, h("span", {}, children));
  return node;
}

function quote(children, expandable) {
  const body = h(
    "blockquote",
    { class: expandable ? "expandable" : "" },
    h("div", { class: "quoted" }, children),
  );
  if (!expandable) return body;
  const button = h(
    "button",
    {
      type: "button",
      class: "unfold",
      "aria-expanded": "false",
      on: {
        click: () => {
          const open = body.classList.toggle("open");
          button.setAttribute("aria-expanded", String(open));
          button.textContent = t(open ? "collapse" : "expand");
        },
      },
    },
    t("expand"),
  );
  body.append(button);
  return body;
}

function moment(entity, children) {
  const when = entity.unix_time ? new Date(entity.unix_time * 1000) : null;
  return h(
    "time",
    { class: "mention", title: when?.toLocaleString(), datetime: when?.toISOString() },
    children,
  );
}

function wrap(entity, children, plain, actions) {
  const { type } = entity;
  if (TAGS[type]) return h(TAGS[type], {}, children);
  if (type === "pre")
    return h("pre", {}, h("code", { "data-language": entity.language }, children));
  if (type === "spoiler") return spoiler(children);
  if (type === "blockquote" || type === "expandable_blockquote")
    return quote(children, type !== "blockquote");
  if (type === "text_link") return anchor(entity.url, children, actions);
  if (type === "url") return anchor(plain, children, actions);
  if (type === "email") return anchor(`mailto:${plain}`, children, actions);
  if (type === "phone_number") return anchor(`tel:${plain}`, children, actions);
  if (type === "date_time") return moment(entity, children);
  if (type === "bot_command") {
    return h(
      "button",
      { type: "button", class: "command", on: { click: () => actions.command?.(plain) } },
      children,
    );
  }
  if (["mention", "text_mention", "hashtag", "cashtag"].includes(type))
    return h("span", { class: "mention" }, children);
  return h("span", {}, children);
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

// A block stands on lines of its own: the line breaks around it are not drawn a second time.
function build(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  const plain = (to, beforeBlock) => {
    const piece = text.slice(at, to);
    nodes.push(beforeBlock ? piece.replace(/\n$/, "") : piece);
  };
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const stop = Math.min(first.offset + first.length, end);
    const block = BLOCKS.has(first.type);
    if (first.offset > at) plain(first.offset, block);
    const inner = [];
    rest = [];
    for (const other of others) {
      const otherEnd = other.offset + other.length;
      if (other.offset >= stop) rest.push(other);
      else if (otherEnd <= stop) inner.push(other);
      else {
        // entities that cross are cut in two at the border
        inner.push({ ...other, length: stop - other.offset });
        rest.push({ ...other, offset: stop, length: otherEnd - stop });
      }
    }
    rest.sort(order);
    nodes.push(
      wrap(
        first,
        build(text, first.offset, stop, inner, actions),
        text.slice(first.offset, stop),
        actions,
      ),
    );
    at = block && text[stop] === "\n" && stop < end ? stop + 1 : stop;
  }
  if (at < end) plain(end, false);
  return nodes;
}

const order = (a, b) => a.offset - b.offset || b.length - a.length;

// Nodes of a text; actions: {command(text), link(url) → true when it was dealt with here}.
export function rich(text, entities = [], actions = {}) {
  const usable = entities.filter((e) => e.length > 0 && e.offset >= 0 && e.offset < text.length);
  return build(text, 0, text.length, usable.sort(order), actions);
}
