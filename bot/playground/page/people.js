// The switchers of people above the chats, and the dialogs about a person.

import { inChat, post } from "./api.js";
import { avatar, fullName, h, icon, redraw } from "./dom.js";
import { attempt, form } from "./overlay.js";
import { language, t } from "./texts.js";

const FLAGS = {
  ru: "🇷🇺",
  en: "🇬🇧",
  de: "🇩🇪",
  fr: "🇫🇷",
  es: "🇪🇸",
  it: "🇮🇹",
  uk: "🇺🇦",
  pt: "🇧🇷",
  tr: "🇹🇷",
  zh: "🇨🇳",
  ja: "🇯🇵",
};

export const flag = (code) => FLAGS[code?.slice(0, 2)] ?? code?.toUpperCase() ?? "";

// One person of a strip, told by plain values so that the strip knows when it has changed.
function portrait(
  { id, testid, name, first, username, language, active, unread, dim, note },
  act,
) {
  const masked = note === t("anonymous");
  return h(
    "button",
    {
      type: "button",
      class: `person${active ? " active" : ""}${dim ? " dim" : ""}`,
      "aria-pressed": String(active),
      "aria-label": [name, note, unread ? `(${unread})` : ""].filter(Boolean).join(" "),
      title: username ? `${name} (@${username})` : name,
      data: { testid },
      on: { click: () => act(id) },
    },
    h(
      "span",
      { class: "portrait" },
      avatar(id, name),
      h("span", { class: "flag", "aria-hidden": "true" }, flag(language)),
      unread > 0 && h("span", { class: "badge" }, unread > 99 ? "99+" : String(unread)),
      masked && h("span", { class: "mask", title: note }, icon("mask")),
    ),
    h("bdi", { class: "person-name" }, first),
  );
}

const told = (person, rest) => ({
  id: person.id,
  name: fullName(person),
  first: person.first_name,
  username: person.username,
  language: person.language_code,
  ...rest,
});

function adder(label, testid, act) {
  const data = { testid };
  const props = { type: "button", class: "person add", "aria-label": label, title: label, data };
  return h(
    "button",
    { ...props, on: { click: act } },
    h("span", { class: "portrait" }, h("span", { class: "avatar plus" }, icon("plus"))),
    h("span", { class: "person-name" }, t("newShort")),
  );
}

// Requesters first; whoever is in a group comes after a line.
export function drawRequesters(strip, app) {
  const { world } = app;
  const staff = new Set(world.groups().flatMap((chat) => chat.members.map((m) => m.user_id)));
  const specs = [...world.people.values()].map((person) =>
    told(person, {
      testid: `person-${person.id}`,
      active: person.id === app.personId,
      unread: app.unread(person.private_chat_id ?? person.id),
      dim: person.blocked,
      note: person.blocked ? t("blockedNote") : "",
      staff: staff.has(person.id),
    }),
  );
  redraw(strip, specs, () => {
    const choose = (id) => app.choosePerson(id);
    const of = (inGroup) =>
      specs.filter((p) => p.staff === inGroup).map((p) => portrait(p, choose));
    const add = adder(t("newPerson"), "new-person", () => newPerson(({ id }) => choose(id)));
    const inside = of(true);
    return [
      ...of(false),
      add,
      ...(inside.length ? [h("span", { class: "divider" }), ...inside] : []),
    ];
  });
}

const GONE = new Set(["left", "kicked"]);

export const isIn = (member) => Boolean(member) && !GONE.has(member.status);

export function drawAgents(strip, app) {
  const { world } = app;
  const members = world.chats.get(app.groupId)?.members ?? [];
  const specs = members
    .filter((member) => world.people.has(member.user_id))
    .map((member) =>
      told(world.people.get(member.user_id), {
        testid: `agent-${member.user_id}`,
        active: member.user_id === app.agentId,
        unread: 0,
        dim: !isIn(member),
        note: member.is_anonymous ? t("anonymous") : "",
      }),
    );
  redraw(strip, specs, () => [
    h("span", { class: "strip-label" }, t("writeAs")),
    ...specs.map((spec) => portrait(spec, (id) => app.chooseAgent(id))),
    adder(t("addAgent"), "add-agent", () => addAgent(app)),
  ]);
}

const LANGUAGES = () => [
  ["ru", t("russian")],
  ["en", t("english")],
];

const profileFields = (person = {}, required = true) => [
  { name: "first_name", label: t("firstName"), value: person.first_name, required, max: 64 },
  {
    name: "last_name",
    label: t("lastName"),
    value: person.last_name,
    placeholder: t("optional"),
    max: 64,
  },
  {
    name: "username",
    label: t("username"),
    value: person.username,
    placeholder: t("optional"),
    max: 33,
    pattern: "@?[A-Za-z0-9_]{1,32}",
  },
  {
    name: "language_code",
    label: t("language"),
    type: "select",
    options: LANGUAGES(),
    value: person.language_code?.slice(0, 2) ?? language(),
  },
];

const profile = ({ first_name, last_name, username, language_code }) => ({
  first_name,
  last_name: last_name || undefined,
  username: username?.replace(/^@/, "") || undefined,
  language_code,
});

export function newPerson(done) {
  form(t("newPerson"), profileFields(), t("create"), async (values) =>
    done(await post("/play/people", profile(values))),
  );
}

export function editPerson(person) {
  form(t("profile").replace("…", ""), profileFields(person), t("save"), (values) =>
    post(`/play/people/${person.id}`, {
      first_name: values.first_name,
      last_name: values.last_name,
      username: values.username.replace(/^@/, ""),
      language_code: values.language_code,
    }),
  );
}

// Somebody known, or a new person, joins the group.
function addAgent(app) {
  const chat = app.world.chats.get(app.groupId);
  const free = [...app.world.people.values()].filter(
    (person) => !isIn(app.world.member(chat.id, person.id)),
  );
  const options = [["", "—"], ...free.map((person) => [String(person.id), fullName(person)])];
  const fields = [
    { name: "user_id", label: t("existing"), type: "select", options },
    ...profileFields({}, false),
  ];
  form(t("addAgent"), fields, t("add"), async (values) => {
    if (!values.user_id && !values.first_name.trim()) throw new Error(t("firstName"));
    const id = values.user_id
      ? Number(values.user_id)
      : (await post("/play/people", profile(values))).id;
    await inChat(chat.id, "members", { user_id: id, status: "member" });
    app.chooseAgent(id);
  });
}

export function personMenu(app, person) {
  const set = (body) => attempt(() => post(`/play/people/${person.id}`, body));
  const speaks = (code, label) => ({
    label: `${flag(code)} ${label}`,
    checked: person.language_code?.startsWith(code),
    act: () => set({ language_code: code }),
  });
  const block = person.blocked ? "unblock" : "block";
  return [
    ...LANGUAGES().map(([code, label]) => speaks(code, label)),
    "-",
    { icon: "user", label: t("profile"), act: () => editPerson(person) },
    {
      icon: "lock",
      label: t(block),
      danger: !person.blocked,
      disabled: !person.started,
      act: () => attempt(() => post(`/play/people/${person.id}/${block}`)),
    },
  ];
}
