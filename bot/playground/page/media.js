// Pictures, files, places and the like inside a bubble.

import { fileUrl } from "./api.js";
import { avatar, h, icon } from "./dom.js";
import { toast } from "./overlay.js";
import { kindOf } from "./service.js";
import { fileSize, t } from "./texts.js";

const seconds = (n) => `${Math.floor((n ?? 0) / 60)}:${String((n ?? 0) % 60).padStart(2, "0")}`;

function chip(symbol, title, detail, href, download) {
  const parts = [
    h("span", { class: "chip-icon" }, icon(symbol)),
    h(
      "span",
      { class: "chip-text" },
      h("bdi", { class: "chip-title" }, title),
      detail && h("span", { class: "chip-detail" }, detail),
    ),
  ];
  return href
    ? h(
        "a",
        { class: "chip", href, download: download ?? true, target: "_blank", rel: "noopener" },
        parts,
      )
    : h("div", { class: "chip" }, parts);
}

// Made-up bytes are no picture: then a plain tile stands in.
function standIn(symbol, label) {
  return h("span", { class: "stand-in" }, icon(symbol), h("span", {}, label));
}

function picture(fileId, label, width, height, className) {
  const img = h("img", {
    src: fileUrl(fileId),
    alt: label,
    class: className,
    width,
    height,
    decoding: "async",
    draggable: "false",
  });
  img.addEventListener("error", () => img.replaceWith(standIn("image", label)), { once: true });
  return img;
}

function photo(sizes) {
  const best = sizes.at(-1);
  const open = h(
    "a",
    { class: "photo", href: fileUrl(best.file_id), target: "_blank", rel: "noopener" },
    picture(best.file_id, t("photo"), best.width, best.height),
  );
  if (best.width && best.height)
    open.style.setProperty("--ratio", Math.min(Math.max(best.width / best.height, 0.6), 2.4));
  return open;
}

function video(file, label, loop) {
  const node = h("video", {
    src: fileUrl(file.file_id),
    controls: !loop,
    loop,
    muted: loop,
    playsinline: true,
    preload: "metadata",
    "aria-label": label,
  });
  node.addEventListener(
    "error",
    () => node.replaceWith(standIn("play", `${label} ${seconds(file.duration)}`)),
    { once: true },
  );
  return h("div", { class: "photo video" }, node);
}

function voice(file, label) {
  const sound = new Audio();
  sound.preload = "none";
  const bars = h(
    "span",
    { class: "wave", "aria-hidden": "true" },
    Array.from({ length: 28 }, (_, i) =>
      h("i", {
        style: { height: `${20 + 80 * Math.abs(Math.sin(i * 1.7 + (file.file_size ?? 7)))}%` },
      }),
    ),
  );
  const play = async () => {
    try {
      sound.src ||= fileUrl(file.file_id);
      if (sound.paused) await sound.play();
      else sound.pause();
    } catch {
      toast(t("notPlayable"));
    }
  };
  return h(
    "div",
    { class: "chip voice" },
    h(
      "button",
      { type: "button", class: "chip-icon", "aria-label": label, on: { click: play } },
      icon("play"),
    ),
    h(
      "span",
      { class: "chip-text" },
      bars,
      h(
        "span",
        { class: "chip-detail" },
        `${seconds(file.duration)} · ${fileSize(file.file_size)}`,
      ),
    ),
  );
}

const map = ({ latitude, longitude }) =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
const degrees = ({ latitude, longitude }) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

function poll({ question, options = [] }) {
  return h(
    "div",
    { class: "poll" },
    h("b", { dir: "auto" }, question),
    h("span", { class: "chip-detail" }, t("n_options")),
    options.map((option) =>
      h(
        "div",
        { class: "poll-option" },
        h("span", { class: "ring" }),
        h("bdi", {}, option.text ?? option),
      ),
    ),
  );
}

const MEDIA = {
  photo: (m) => photo(m.photo),
  video: (m) => video(m.video, t("video"), false),
  animation: (m) => video(m.animation, t("animation"), true),
  video_note: (m) => h("div", { class: "round" }, video(m.video_note, t("video_note"), false)),
  sticker: (m) =>
    h(
      "div",
      { class: "sticker" },
      picture(
        m.sticker.file_id,
        m.sticker.emoji ?? t("sticker"),
        m.sticker.width,
        m.sticker.height,
      ),
    ),
  voice: (m) => voice(m.voice, t("voice")),
  audio: (m) => voice(m.audio, m.audio.title ?? m.audio.file_name ?? t("audio")),
  document: (m) =>
    chip(
      "file",
      m.document.file_name ?? t("document"),
      fileSize(m.document.file_size),
      fileUrl(m.document.file_id),
      m.document.file_name,
    ),
  venue: (m) => chip("place", m.venue.title, m.venue.address, map(m.venue.location)),
  location: (m) => chip("place", t("location"), degrees(m.location), map(m.location)),
  contact: (m) => {
    const name = [m.contact.first_name, m.contact.last_name].filter(Boolean).join(" ");
    return h(
      "div",
      { class: "chip" },
      avatar(m.contact.user_id ?? name.length, name, "small"),
      h(
        "span",
        { class: "chip-text" },
        h("bdi", { class: "chip-title" }, name),
        h("span", { class: "chip-detail" }, m.contact.phone_number),
      ),
    );
  },
  poll: (m) => poll(m.poll),
  dice: (m) => h("div", { class: "dice" }, m.dice.emoji, h("sub", {}, String(m.dice.value))),
};

// The node of what a message carries besides text, or null.
export function media(message) {
  const kind = kindOf(message);
  return kind ? MEDIA[kind](message) : null;
}

// Kinds that show without a bubble around them.
export const isBare = (message) => Boolean(message.sticker || message.dice || message.video_note);

export const isVisual = (message) => Boolean(message.photo || message.video || message.animation);
