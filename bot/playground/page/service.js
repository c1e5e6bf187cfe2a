// Service messages and one-line summaries of messages.

import { fullName } from "./dom.js";
import { t } from "./texts.js";

const KINDS = [
  "photo",
  "video",
  "animation",
  "audio",
  "voice",
  "video_note",
  "sticker",
  "document",
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
];

// What the message carries besides text: the name of the Bot API field, or undefined.
export const kindOf = (message) => KINDS.find((kind) => message[kind] !== undefined);

export function author(message, world) {
  if (message.sender_chat)
    return {
      id: message.sender_chat.id,
      name: message.sender_chat.title ?? fullName(message.sender_chat),
    };
  const user = message.from;
  if (!user) return { id: message.chat?.id ?? 0, name: message.chat?.title ?? "" };
  return { id: user.id, name: fullName(world?.user(user.id) ?? user) };
}

export function summary(message) {
  const words = message.text ?? message.caption;
  const kind = kindOf(message);
  const label = kind ? t(kind) : "";
  const special =
    message.sticker?.emoji ??
    message.dice?.emoji ??
    message.document?.file_name ??
    message.poll?.question ??
    message.venue?.title;
  if (words) return kind && kind !== "photo" ? `${label} · ${words}` : words;
  return special ? `${label} · ${special}` : label || serviceText(message) || t("other");
}

const JOINED = (m, who) => {
  const names = m.new_chat_members.map(fullName).join(", ");
  const self = m.new_chat_members.some((user) => user.id === m.from?.id);
  return self || !m.from
    ? t("sv_new_chat_members", { name: names })
    : t("sv_added", { name: names, who });
};

const LEFT = (m, who) => {
  const name = fullName(m.left_chat_member);
  return m.left_chat_member.id === m.from?.id
    ? t("sv_left_chat_member", { name })
    : t("sv_removed", { name, who });
};

const PINNED = (m, who) => {
  const text = summary(m.pinned_message).split("\n")[0];
  return text
    ? t("sv_pinned_message", { who, text: text.length > 40 ? `${text.slice(0, 40)}…` : text })
    : t("sv_pinned_plain", { who });
};

const SERVICE = {
  new_chat_members: JOINED,
  left_chat_member: LEFT,
  group_chat_created: () => t("sv_group_chat_created"),
  supergroup_chat_created: () => t("sv_group_chat_created"),
  migrate_to_chat_id: () => t("sv_migrate"),
  migrate_from_chat_id: () => t("sv_migrated"),
  pinned_message: PINNED,
  forum_topic_created: (m) => t("sv_forum_topic_created", m.forum_topic_created),
  forum_topic_edited: (m) =>
    m.forum_topic_edited.name
      ? t("sv_forum_topic_edited", m.forum_topic_edited)
      : t("sv_forum_topic_icon"),
  forum_topic_closed: () => t("sv_forum_topic_closed"),
  forum_topic_reopened: () => t("sv_forum_topic_reopened"),
  new_chat_title: (m) => t("sv_new_chat_title", { name: m.new_chat_title }),
};

// The sentence of a service message, or null for an ordinary one.
export function serviceText(message) {
  const key = Object.keys(SERVICE).find((name) => message[name] !== undefined);
  if (key) return SERVICE[key](message, author(message).name);
  if (message.text !== undefined || kindOf(message)) return null;
  const known = new Set([
    "message_id",
    "message_thread_id",
    "from",
    "sender_chat",
    "date",
    "chat",
    "reactions",
    "silent",
    "reply_to_message",
    "is_topic_message",
    "reply_markup",
    "author_signature",
  ]);
  const name = Object.keys(message).find((field) => !known.has(field));
  return name ? t("sv_other", { name }) : null;
}
