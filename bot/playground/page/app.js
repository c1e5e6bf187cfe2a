// The page: a requester's private chat on the left, the staff group on the right, both live.

import { inChat } from "./api.js";
import { h, recall, remember } from "./dom.js";
import { drawTopics } from "./group.js";
import { attempt, failed, toast } from "./overlay.js";
import { drawAgents, drawRequesters, isIn } from "./people.js";
import { serviceText } from "./service.js";
import { drawGroupSide, drawRequesterSide, makeSide } from "./side.js";
import { language, t } from "./texts.js";
import { applyTheme, drawTopbar } from "./topbar.js";
import { World } from "./world.js";

const TYPING_MS = 5500;
const narrow = matchMedia("(max-width: 819px)");

// Who meets the reader first had better speak the page's language.
const speaksHere = (person) => person.language_code?.startsWith(language());

class App {
  constructor() {
    this.world = new World();
    this.personId = recall("person", null);
    this.agentId = recall("agent", null);
    this.groupId = recall("group", null);
    this.topic = null;
    this.side = "requester";
    this.unreadBy = new Map();
    this.typing = new Map();
    this.dismissed = new Set(recall("dismissed", []));
    this.root = document.getElementById("app");
    this.world.on("reset", () => this.settle());
    this.world.on("person", () => this.refresh());
    this.world.on("chat", ({ chat }) => this.chatChanged(chat));
    this.world.on("message", (event) => this.arrived(event));
    this.world.on("fault", () => drawTopbar(this));
    this.world.on("bot", () => drawTopbar(this));
    this.world.on("limits", () => drawTopbar(this));
    this.world.on("typing", ({ chat_id: id }) => this.showTyping(id));
    this.world.on("online", (online) => this.showOnline(online));
    narrow.addEventListener("change", () => this.chooseSide(this.side));
    document.addEventListener("visibilitychange", () =>
      this.panes().forEach((pane) => pane.scroll.show()),
    );
    this.build();
  }

  // --- building

  build() {
    document.documentElement.lang = language();
    document.title = t("title");
    this.topbar = h("header", { class: "topbar" });
    this.banner = h(
      "div",
      { class: "banner", role: "status", hidden: true },
      h("span", { class: "spinner" }),
      t("away"),
    );
    this.left = makeSide(this, "requester");
    this.right = makeSide(this, "group");
    this.root.replaceChildren(
      this.topbar,
      this.banner,
      h("main", {}, this.left.root, this.right.root),
    );
    this.chooseSide(this.side);
  }

  // Whether a side is on the screen: a narrow one shows one side at a time.
  shows(side) {
    return !document.hidden && (!narrow.matches || this.side === side);
  }

  dismiss(hint) {
    this.dismissed.add(hint);
    remember("dismissed", [...this.dismissed]);
    this.refresh();
  }

  panes() {
    return [this.left.pane, this.right.pane];
  }

  // --- choices

  settle() {
    const { world } = this;
    const groups = world.groups();
    if (!world.chats.has(this.groupId) || !groups.some((chat) => chat.id === this.groupId))
      this.groupId = groups[0]?.id ?? null;
    this.agentId = this.fitAgent();
    const staff = new Set(groups.flatMap((chat) => chat.members.map((member) => member.user_id)));
    const people = [...world.people.values()];
    const customers = people.filter((person) => !staff.has(person.id));
    if (!world.people.has(this.personId))
      this.personId = (customers.find(speaksHere) ?? customers[0] ?? people[0])?.id ?? null;
    this.refresh();
    this.openLeft();
    this.openRight();
  }

  fitAgent() {
    const members = (this.world.chats.get(this.groupId)?.members ?? []).filter((member) =>
      this.world.people.has(member.user_id),
    );
    return (
      (
        members.find((member) => member.user_id === this.agentId) ??
        members.find((m) => isIn(m) && speaksHere(this.world.people.get(m.user_id))) ??
        members.find(isIn) ??
        members[0]
      )?.user_id ?? null
    );
  }

  openLeft() {
    const chatId = this.world.people.get(this.personId)?.private_chat_id ?? this.personId;
    this.left.composer.switchTo(chatId, this.personId, null);
    return this.left.pane.open(chatId, this.personId).then(() => this.refresh());
  }

  openRight() {
    this.right.composer.switchTo(this.groupId, this.agentId, this.topic);
    return this.right.pane.open(this.groupId, this.agentId, this.topic).then(() => this.refresh());
  }

  choosePerson(id) {
    this.personId = id;
    remember("person", id);
    return this.openLeft();
  }

  chooseAgent(id) {
    this.agentId = id;
    remember("agent", id);
    return this.openRight();
  }

  chooseGroup(id) {
    this.groupId = id;
    this.topic = null;
    remember("group", id);
    this.agentId = this.fitAgent();
    return this.openRight();
  }

  chooseTopic(topic) {
    this.topic = topic;
    return this.openRight();
  }

  chooseSide(side) {
    this.side = side;
    this.root.dataset.shown = side;
    drawTopbar(this);
    this.panes().forEach((pane) => pane.scroll.stuck && pane.scroll.toBottom());
  }

  // --- what happens

  async chatChanged(chat) {
    if (chat.type !== "private" && !this.world.messages.has(chat.id))
      await attempt(() => this.world.open(chat.id));
    if (!this.world.groups().some(({ id }) => id === this.groupId)) {
      const next =
        this.world.chats.get(this.groupId)?.migrated_to ?? this.world.groups()[0]?.id ?? null;
      await this.chooseGroup(next);
    } else if (chat.id === this.groupId) {
      const topics = new Set([
        null,
        0,
        ...(chat.topics ?? []).map((one) => one.message_thread_id),
      ]);
      if (!this.agentId) this.chooseAgent(this.fitAgent());
      else if (this.topic !== null && !(chat.is_forum && topics.has(this.topic)))
        this.chooseTopic(null);
    }
    this.refresh();
  }

  arrived({ chat_id: chatId, message }) {
    this.typing.delete(chatId);
    const side = chatId === this.right.pane.chatId ? this.right : this.left;
    const { pane } = side;
    const seen = pane.chatId === chatId && pane.scroll.stuck && pane.hooks.visible();
    if (!seen && !serviceText(message) && message.from?.id !== pane.actorId)
      this.unreadBy.set(chatId, this.unread(chatId) + 1);
    this.scheduleRefresh();
  }

  scheduleRefresh() {
    this.refreshing ??= requestAnimationFrame(() => this.refresh());
  }

  unread(chatId) {
    return this.unreadBy.get(chatId) ?? 0;
  }

  read(chatId) {
    if (!this.unread(chatId)) return;
    this.unreadBy.delete(chatId);
    this.scheduleRefresh();
  }

  sideUnread(side) {
    const groups = new Set(this.world.groups().map((chat) => chat.id));
    return [...this.unreadBy]
      .filter(([id]) => groups.has(id) === (side === "group"))
      .reduce((sum, [, n]) => sum + n, 0);
  }

  showTyping(chatId) {
    clearTimeout(this.typing.get(chatId));
    this.typing.set(
      chatId,
      setTimeout(() => {
        this.typing.delete(chatId);
        this.refresh();
      }, TYPING_MS),
    );
    this.scheduleRefresh();
  }

  showOnline(online) {
    this.banner.hidden = online;
    if (online) toast(t("back"));
  }

  // --- links that lead back into the playground

  follow(side, href) {
    const start = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)(?:\?start=([\w-]*))?$/i.exec(href);
    if (start && start[1].toLowerCase() === this.world.me.username?.toLowerCase()) {
      this.openBot(side.pane.actorId, start[2]);
      return true;
    }
    const place = /^(?:https?:\/\/)?(?:t|telegram)\.me\/c\/(\d+)\/(?:\d+\/)?(\d+)/i.exec(href);
    const chat = place && this.world.chats.get(Number(`-100${place[1]}`));
    if (!chat) return false;
    this.chooseSide("group");
    this.chooseGroup(chat.id).then(() => this.right.pane.jump(Number(place[2])));
    return true;
  }

  async openBot(personId, payload) {
    this.chooseSide("requester");
    await this.choosePerson(personId);
    if (payload) await this.start(payload);
  }

  start(payload) {
    const person = this.world.people.get(this.personId);
    return attempt(() =>
      inChat(person.private_chat_id ?? person.id, "send", {
        as: person.id,
        text: payload ? `/start ${payload}` : "/start",
      }),
    );
  }

  // --- drawing

  refresh() {
    if (this.refreshing) cancelAnimationFrame(this.refreshing);
    this.refreshing = null;
    drawTopbar(this);
    drawRequesters(this.left.strip, this);
    this.right.strip.hidden = this.groupId === null;
    if (this.groupId !== null) drawAgents(this.right.strip, this);
    drawTopics(this.right.topics, this);
    drawRequesterSide(this);
    drawGroupSide(this);
    this.panes().forEach((pane) => pane.scroll.show());
    const total = this.sideUnread("requester") + this.sideUnread("group");
    document.title = total ? `(${total}) ${t("title")}` : t("title");
  }
}

applyTheme();
const app = new App();
app.world.follow().catch(failed);
