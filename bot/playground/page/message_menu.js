// What can be done with a message: reply, edit, delete, react, copy, forward, forge a press.

import { inChat } from "./api.js";
import { h, icon } from "./dom.js";
import { attempt, box, copyText, form, menu } from "./overlay.js";
import { kindOf, serviceText } from "./service.js";
import { t } from "./texts.js";

const EMOJI = ["👍", "❤️", "🔥", "🎉", "👌", "👀", "🤔", "😢", "🙏", "👎"];
const ADMIN = new Set(["administrator", "creator"]);

function forge(pane, message) {
  const known = message.reply_markup?.inline_keyboard
    ?.flat()
    .find((button) => button.callback_data)?.callback_data;
  form(
    t("forge").replace("…", ""),
    [
      { name: "data", label: t("forgeData"), value: known ?? "", required: true },
      {
        name: "message_id",
        label: t("forgeId"),
        value: String(message.message_id),
        pattern: "[0-9]+",
        required: true,
      },
    ],
    t("press"),
    ({ data, message_id: id }) => pane.press(Number(id), data),
    t("forgeText"),
  );
}

function origin(message, hidden) {
  if (message.forward_origin) return message.forward_origin;
  if (message.sender_chat)
    return { type: "chat", sender_chat: message.sender_chat, date: message.date };
  if (!hidden) return { type: "user", sender_user: message.from, date: message.date };
  const name = [message.from.first_name, message.from.last_name].filter(Boolean).join(" ");
  return { type: "hidden_user", sender_user_name: name, date: message.date };
}

// The body of a send call that says the same again.
function copyOf(message) {
  const kind = kindOf(message);
  if (!kind) return { text: message.text, entities: message.entities };
  const content = message[kind];
  if (kind === "poll")
    return {
      poll: { question: content.question, options: content.options.map((option) => option.text) },
    };
  const file = kind === "photo" ? content.at(-1) : content;
  const value = file.file_id
    ? { file_id: file.file_id, name: file.file_name, mime_type: file.mime_type }
    : content;
  return { [kind]: value, caption: message.caption, caption_entities: message.caption_entities };
}

function forward(app, pane, message) {
  const me = app.world.people.get(pane.actorId);
  const groups = app.world.groups().filter((chat) => app.world.member(chat.id, me.id));
  const targets = [
    [me.private_chat_id ?? me.id, t("privateChat")],
    ...groups.map((chat) => [chat.id, chat.title]),
  ];
  const hide = h("input", { type: "checkbox" });
  const act = (chatId, close) =>
    attempt(async () => {
      const anonymous = app.world.member(chatId, me.id)?.is_anonymous || undefined;
      await inChat(chatId, "send", {
        as: me.id,
        anonymous,
        ...copyOf(message),
        forward_origin: origin(message, hide.checked),
      });
      close();
    });
  box(t("forwardTo"), (close) => [
    h(
      "div",
      { class: "targets" },
      targets.map(([id, title]) =>
        h(
          "button",
          { type: "button", class: "quiet", on: { click: () => act(id, close) } },
          icon(id > 0 ? "user" : "users"),
          h("bdi", {}, title),
        ),
      ),
    ),
    h("label", { class: "check" }, hide, h("span", {}, t("hideAuthor"))),
  ]);
}

export function messageMenu(app, pane, composer, message, at) {
  const { view, chatId, actorId } = pane;
  const service = serviceText(message) !== null;
  const own = view.isOwn(message);
  const admin = ADMIN.has(app.world.member(chatId, actorId)?.status);
  const editable =
    own &&
    !message.forward_origin &&
    (message.text !== undefined ||
      message.caption !== undefined ||
      message.photo ||
      message.document ||
      message.video);
  const erase = () =>
    attempt(() => inChat(chatId, "delete", { as: actorId, message_id: message.message_id }));
  const mine = message.reactions?.find((reaction) => reaction.user_id === actorId)?.emoji;
  const picker = (choose) =>
    h(
      "div",
      { class: "emoji-row" },
      EMOJI.map((emoji) =>
        h(
          "button",
          {
            type: "button",
            "aria-label": `${t("react")} ${emoji}`,
            "aria-pressed": String(mine === emoji),
            on: { click: () => choose(() => view.react(message, mine === emoji ? null : emoji)) },
          },
          emoji,
        ),
      ),
    );
  menu(
    at,
    [
      !service && { icon: "reply", label: t("reply"), act: () => composer.reply(message) },
      editable && { icon: "edit", label: t("edit"), act: () => composer.edit(message) },
      (message.text ?? message.caption) && {
        icon: "copy",
        label: t("copy"),
        act: () => copyText(message.text ?? message.caption),
      },
      !service && { icon: "forward", label: t("forward"), act: () => forward(app, pane, message) },
      { icon: "bug", label: t("forge"), act: () => forge(pane, message) },
      (own || admin || !view.isGroup) && {
        icon: "trash",
        label: t("delete"),
        danger: true,
        act: erase,
      },
    ],
    service ? undefined : picker,
  );
}
