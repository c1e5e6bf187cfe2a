// Sending files: from disk with a preview, or samples at one click.

import { upload } from "./api.js";
import { h, icon } from "./dom.js";
import { parse } from "./markdown.js";
import { attempt, box, menu } from "./overlay.js";
import { SAMPLES } from "./samples.js";
import { fileSize, t } from "./texts.js";

const ALBUM_MAX = 10;
const CAPTION_MAX = 4096; // with Telegram Premium

const isPicture = (file) => /^image\/(jpeg|png|webp|bmp)$/.test(file.type);
const isVisual = (file) => isPicture(file) || file.type.startsWith("video/");

// The Bot API field that carries a file sent as media; as a file it is always a document.
function kindFor(file) {
  if (isPicture(file)) return "photo";
  if (file.type === "image/gif") return "animation";
  if (file.type.startsWith("video/")) return "video";
  if (file.type.startsWith("audio/")) return "audio";
  return "document";
}

export function attachMenu(composer) {
  const post = composer.poster();
  const send = (make) => attempt(async () => post(await make(() => composer.takeCaption())));
  menu(composer.clip, [
    { icon: "file", label: t("fromDisk"), act: () => composer.input.click() },
    "-",
    { note: t("samplesHint") },
    ...SAMPLES.map(([key, symbol, make]) => ({
      icon: symbol,
      label: t(key),
      title: t("samplesHint"),
      act: () => send(make),
    })),
  ]);
}

// Sends files of one message, or of albums of at most ten.
async function sendFiles(files, asMedia, caption, post) {
  const sent = await Promise.all(files.map(upload));
  const items = sent.map((answer, i) => ({
    [asMedia ? kindFor(files[i]) : "document"]: {
      file_id: answer.file_id,
      name: files[i].name,
      mime_type: files[i].type || undefined,
    },
  }));
  Object.assign(items[0], caption);
  for (let i = 0; i < items.length; i += ALBUM_MAX) {
    const chunk = items.slice(i, i + ALBUM_MAX);
    const body = chunk.length > 1 ? { album: chunk } : chunk[0];
    await post(body);
  }
}

function preview(file) {
  if (!isPicture(file) && file.type !== "image/gif") {
    return h(
      "div",
      { class: "chip" },
      h("span", { class: "chip-icon" }, icon("file")),
      h(
        "span",
        { class: "chip-text" },
        h("bdi", { class: "chip-title" }, file.name),
        h("span", { class: "chip-detail" }, fileSize(file.size)),
      ),
    );
  }
  const url = URL.createObjectURL(file);
  return h("img", { src: url, alt: file.name, on: { load: () => URL.revokeObjectURL(url) } });
}

// What goes together as media: pictures and videos in one album, or a single file of any kind.
const canBeMedia = (files) =>
  files.every(isVisual) || (files.length === 1 && kindFor(files[0]) !== "document");

export function filesDialog(composer, files) {
  const post = composer.poster();
  const media = canBeMedia(files);
  const many = files.length > 1;
  const mediaLabel = many
    ? t("asAlbum")
    : kindFor(files[0]) === "photo"
      ? t("asPhoto")
      : t(kindFor(files[0]));
  const caption = h("textarea", {
    rows: "2",
    dir: "auto",
    placeholder: t("caption"),
    "aria-label": t("caption"),
    value: composer.field.value,
    data: { testid: "caption" },
  });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const choice = (value, label, checked) =>
    h(
      "label",
      { class: "check" },
      h("input", { type: "radio", name: "as", value, checked }),
      h("span", {}, label),
    );
  const choices =
    media &&
    h(
      "div",
      { class: "choices" },
      choice("media", mediaLabel, true),
      choice("file", many ? t("asFiles") : t("asFile"), false),
    );
  const submit = async (event, close) => {
    event.preventDefault();
    const { text, entities } = parse(caption.value.trim());
    const button = event.target.querySelector("[type=submit]");
    try {
      if (text.length > CAPTION_MAX)
        throw new Error(t("tooLong", { n: text.length, max: CAPTION_MAX }));
      button.disabled = true;
      const asMedia = media && new FormData(event.target).get("as") === "media";
      await sendFiles(
        files,
        asMedia,
        text ? { caption: text, caption_entities: entities } : {},
        post,
      );
      composer.clear();
      close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      button.disabled = false;
    }
  };
  box(many ? t("sendFiles", { n: files.length }) : t("sendFile"), (close) =>
    h(
      "form",
      { class: "fields", on: { submit: (event) => submit(event, close) } },
      h("div", { class: "previews" }, files.map(preview)),
      choices,
      caption,
      problem,
      h(
        "div",
        { class: "box-buttons" },
        h("button", { type: "button", class: "quiet", on: { click: close } }, t("cancel")),
        h(
          "button",
          { type: "submit", class: "primary", data: { testid: "send-files" } },
          t("send"),
        ),
      ),
    ),
  );
  caption.focus();
  caption.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    caption.form.requestSubmit();
  });
}
