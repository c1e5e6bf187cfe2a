// The staff group: its menu, its members' standing, and making a new one.

import { inChat, post } from "./api.js";
import { fullName, h, redraw } from "./dom.js";
import { attempt, form } from "./overlay.js";
import { isIn } from "./people.js";
import { t } from "./texts.js";

const ADMIN = new Set(["administrator", "creator"]);
const ALL_RIGHTS = Object.fromEntries(
  [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
  ].map((right) => [right, true]),
);

function agentItems(app, chat, member) {
  const set = (body) =>
    attempt(() => inChat(chat.id, "members", { user_id: member.user_id, ...body }));
  const who = { note: app.world.name(member.user_id) };
  if (!isIn(member))
    return [who, { icon: "enter", label: t("join"), act: () => set({ status: "member" }) }];
  const admin = ADMIN.has(member.status);
  const { status, is_anonymous: anonymous } = member;
  return [
    who,
    {
      icon: "mask",
      label: t(anonymous ? "anonymousOff" : "anonymousOn"),
      disabled: !admin,
      title: admin ? "" : t("anonymousOnlyAdmin"),
      act: () => set({ status, is_anonymous: !anonymous }),
    },
    status !== "creator" && {
      icon: "shield",
      label: t(admin ? "demote" : "promote"),
      act: () =>
        set(admin ? { status: "member" } : { status: "administrator", rights: ALL_RIGHTS }),
    },
    { icon: "door", label: t("leave"), danger: true, act: () => set({ status: "left" }) },
  ];
}

function botItems(app, chat) {
  const bot = app.world.member(chat.id, app.world.me.id);
  const set = (body) =>
    attempt(() => inChat(chat.id, "members", { user_id: app.world.me.id, ...body }));
  if (!isIn(bot))
    return [{ icon: "plus", label: t("botAdd"), act: () => set({ status: "member" }) }];
  const admin = ADMIN.has(bot.status);
  return [
    {
      icon: "shield",
      label: t(admin ? "botMember" : "botAdmin"),
      act: () =>
        set(admin ? { status: "member" } : { status: "administrator", rights: ALL_RIGHTS }),
    },
    { icon: "door", label: t("botRemove"), danger: true, act: () => set({ status: "left" }) },
  ];
}

// Topics: a new one, what becomes of the one shown, topics on or off for the whole group.
function topicItems(app, chat) {
  if (chat.type !== "supergroup") return [];
  const as = app.agentId;
  const path = `/play/chats/${chat.id}`;
  const forum = Boolean(chat.is_forum);
  const onOff = {
    icon: "topic",
    label: t(forum ? "topicsOff" : "topicsOn"),
    act: () => attempt(() => post(path, { is_forum: !forum })),
  };
  if (!forum) return [onOff];
  const topic = chat.topics?.find((one) => one.message_thread_id === app.topic);
  const act = (what) => attempt(() => post(`${path}/topics/${app.topic}/${what}`, { as }));
  const leave = async () => {
    await act("delete");
    await app.chooseTopic(null);
  };
  return [
    { icon: "plus", label: t("newTopic"), act: () => newTopic(app, path, as) },
    topic && {
      icon: "lock",
      label: t(topic.closed ? "topicReopen" : "topicClose"),
      act: () => act(topic.closed ? "reopen" : "close"),
    },
    topic && { icon: "trash", label: t("topicDelete"), danger: true, act: leave },
    onOff,
  ];
}

function newTopic(app, path, as) {
  const name = { name: "name", label: t("groupTitle"), required: true, max: 128 };
  form(t("newTopic").replace("…", ""), [name], t("create"), async (values) => {
    const topic = await post(`${path}/topics`, { as, name: values.name });
    app.chooseTopic(topic.message_thread_id);
  });
}

export function groupMenu(app, chat) {
  const member = app.world.member(chat.id, app.agentId);
  const groups = app.world.groups();
  const upgrade = chat.type === "group" && {
    icon: "up",
    label: t("migrate"),
    act: () =>
      attempt(async () => {
        const fresh = await inChat(chat.id, "migrate", {});
        app.chooseGroup(fresh.id);
      }),
  };
  return [
    ...(member ? [...agentItems(app, chat, member), "-"] : []),
    ...botItems(app, chat),
    "-",
    upgrade,
    ...topicItems(app, chat),
    "-",
    ...(groups.length > 1
      ? [
          ...groups.map((other) => ({
            label: other.title,
            checked: other.id === chat.id,
            act: () => app.chooseGroup(other.id),
          })),
          "-",
        ]
      : []),
    { icon: "users", label: t("newGroup"), act: () => newGroup(app) },
  ];
}

export function newGroup(app) {
  const known = new Set(
    app.world.groups().flatMap((chat) => chat.members.map((member) => member.user_id)),
  );
  const people = [...app.world.people.values()];
  const likely = known.size ? known : new Set(people.slice(-2).map((person) => person.id));
  const kinds = ["group", "supergroup", "forum"].map((kind) => [kind, t(`type_${kind}`)]);
  const standings = ["administrator", "member", "left"].map((standing) => [
    standing,
    t(`bot_${standing}`),
  ]);
  form(
    t("createGroup"),
    [
      { name: "title", label: t("groupTitle"), value: t("team"), required: true, max: 128 },
      { name: "kind", label: t("groupType"), type: "select", options: kinds, value: "supergroup" },
      {
        name: "members",
        label: t("members"),
        type: "checks",
        options: people.map((person) => [
          String(person.id),
          fullName(person),
          likely.has(person.id),
        ]),
      },
      { name: "bot_status", label: t("botIn"), type: "select", options: standings },
    ],
    t("create"),
    async ({ title, kind, members, bot_status: standing }) => {
      const body = {
        type: kind === "forum" ? "supergroup" : kind,
        title,
        is_forum: kind === "forum" || undefined,
        members: members.map(Number),
        bot_status: standing,
      };
      if (standing === "administrator") body.bot_rights = ALL_RIGHTS;
      const chat = await post("/play/chats", body);
      app.chooseGroup(chat.id);
    },
  );
}

// The topics of a forum as a strip, the newest first.
export function drawTopics(strip, app) {
  const chat = app.world.chats.get(app.groupId);
  strip.hidden = !chat?.is_forum;
  if (strip.hidden) return;
  const found = (chat.topics ?? []).map((topic) => [
    topic.message_thread_id,
    [topic.closed && "🔒", topic.emoji, topic.name].filter(Boolean).join(" "),
  ]);
  const choices = [[null, t("allTopics")], [0, t("general")], ...found.reverse()];
  redraw(strip, [app.topic, choices], () =>
    choices.map(([topic, label]) => {
      const active = app.topic === topic;
      const act = () => app.chooseTopic(topic);
      const props = { type: "button", class: active ? "active" : "", "aria-pressed": `${active}` };
      return h("button", { ...props, on: { click: act } }, h("bdi", {}, label));
    }),
  );
}

export function groupSubtitle(app, chat) {
  const present = (chat.members ?? []).filter((member) => isIn(member));
  const bot = app.world.member(chat.id, app.world.me.id);
  const standing = isIn(bot)
    ? t(ADMIN.has(bot.status) ? "bot_administrator" : "bot_member")
    : t("bot_left");
  return `${t("n_members", { n: present.filter((m) => m.user_id !== app.world.me.id).length })} · ${t("botName")}: ${standing}`;
}
