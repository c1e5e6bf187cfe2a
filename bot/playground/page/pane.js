// The messages of one chat as one person sees them: a window of rows that follows the world.

import { inChat } from "./api.js";
import { h } from "./dom.js";
import { gestures } from "./gestures.js";
import { join } from "./join.js";
import { row } from "./message.js";
import { attempt, toast } from "./overlay.js";
import { drawPinned } from "./pinned.js";
import { Presses } from "./presses.js";
import { calm, Scroll } from "./scroll.js";
import { serviceText } from "./service.js";
import { t } from "./texts.js";

const WINDOW = 150; // rows drawn at first and per step upwards
const MOST = 450; // rows kept while reading at the bottom

export class ChatPane {
  constructor(world, hooks) {
    this.world = world;
    this.hooks = hooks; // {command, link, openUrl, menu, reply, read(chatId), unread(chatId) → n, visible()}
    this.chatId = null;
    this.actorId = null;
    this.topic = null; // thread id, 0 for General, null for all
    this.rows = new Map(); // message id → its row
    this.presses = new Presses(
      (press, busy) => this.drawBusy(press, busy),
      (text) => toast(text, "", this.frame),
      hooks.openUrl,
    );
    this.list = h("div", {
      class: "list",
      role: "log",
      "aria-live": "polite",
      "aria-relevant": "additions",
      tabindex: "0",
    });
    this.scroll = new Scroll(this.list, {
      grow: () => this.grow(),
      trim: () => this.trim(),
      read: () => hooks.visible() && hooks.read(this.chatId),
      unread: () => hooks.unread(this.chatId),
    });
    this.empty = h("div", { class: "empty" });
    this.pin = h("div", { class: "pin", hidden: true });
    this.frame = h("div", { class: "log-frame" }, this.scroll.log, this.empty, this.scroll.button);
    this.root = h("div", { class: "chat" }, this.pin, this.frame);
    gestures(this.list, {
      menu: (node, at) => this.openMenu(node, at),
      reply: (node) => this.openReply(node),
    });
    this.subscribe();
  }

  subscribe() {
    const acts = {
      message: ({ message }) => this.add(message),
      edited: ({ message }) => this.redraw(message.message_id),
      reaction: ({ message_id: id }) => this.redraw(id),
      deleted: ({ message_ids: ids }) => ids.forEach((id) => this.drop(id)),
      pinned: () => this.drawPin(),
    };
    for (const [type, act] of Object.entries(acts))
      this.world.on(type, (event) => event.chat_id === this.chatId && act(event));
    this.world.on("answer", (answer) => this.presses.answered(answer));
  }

  get view() {
    const chat = this.world.chats.get(this.chatId);
    const anonymous = this.world.member(this.chatId, this.actorId)?.is_anonymous;
    const own = (m) =>
      m.sender_chat
        ? m.sender_chat.id === this.chatId && Boolean(anonymous)
        : m.from?.id === this.actorId;
    return {
      world: this.world,
      actorId: this.actorId,
      isGroup: Boolean(chat) && chat.type !== "private",
      isOwn: own,
      isBusy: (id, data) => this.presses.isBusy(this.pressOf(id, data)),
      press: (id, data) => this.press(id, data),
      jump: (id) => this.jump(id),
      react: (message, emoji) => this.react(message, emoji),
      command: this.hooks.command,
      link: this.hooks.link,
      openUrl: this.hooks.openUrl,
    };
  }

  // Shows a chat through somebody's eyes; null shows nothing.
  async open(chatId, actorId, topic = null) {
    this.chatId = chatId;
    this.actorId = actorId;
    this.topic = topic;
    if (chatId !== null) await attempt(() => this.world.open(chatId));
    if (this.chatId === chatId && this.actorId === actorId) this.render();
  }

  inTopic(message) {
    if (this.topic === null) return true;
    const thread =
      message.is_topic_message || message.forum_topic_created ? message.message_thread_id : 0;
    return this.topic === (thread ?? 0);
  }

  ids() {
    return this.world
      .ids(this.chatId)
      .filter((id) => this.inTopic(this.world.message(this.chatId, id)));
  }

  parts(message) {
    if (!message.media_group_id) return [message];
    const all = this.world.ids(this.chatId).map((id) => this.world.message(this.chatId, id));
    return all.filter((other) => other.media_group_id === message.media_group_id);
  }

  // Rows for ids in order, an album being one row.
  build(ids) {
    const made = document.createDocumentFragment();
    const { view } = this;
    for (const id of ids)
      if (!this.rows.has(id)) made.append(this.make(this.world.message(this.chatId, id), view));
    return made;
  }

  make(message, view = this.view) {
    const parts = this.parts(message);
    const node = row(parts, view);
    node.message = parts[0];
    node.ids = parts.map((part) => part.message_id);
    node.ids.forEach((id) => this.rows.set(id, node));
    return node;
  }

  render() {
    this.rows.clear();
    this.list.setAttribute("aria-busy", "true");
    this.list.replaceChildren(this.build(this.ids().slice(-WINDOW)));
    this.list.removeAttribute("aria-busy");
    [...this.list.children].forEach((node) => join(node));
    this.drawPin();
    this.refreshEmpty();
    this.scroll.toBottom();
  }

  refreshEmpty() {
    this.empty.hidden = this.list.childElementCount > 0;
  }

  add(message) {
    if (!this.inTopic(message)) return;
    const sibling =
      message.media_group_id &&
      this.parts(message)
        .map((part) => this.rows.get(part.message_id))
        .find(Boolean);
    if (sibling) this.replace(sibling);
    else if (!this.rows.has(message.message_id)) {
      const node = this.make(message);
      let after = this.list.lastElementChild;
      while (after && after.message.message_id > message.message_id)
        after = after.previousElementSibling;
      if (after) after.after(node);
      else this.list.prepend(node);
      join(node);
      join(node.nextElementSibling);
    }
    const mine = this.view.isOwn(message);
    if (this.scroll.stuck || mine) this.scroll.toBottom();
    this.refreshEmpty();
    this.scroll.show();
  }

  trim() {
    if (this.list.childElementCount <= MOST) return;
    while (this.list.childElementCount > WINDOW) {
      this.list.firstElementChild.ids.forEach((id) => this.rows.delete(id));
      this.list.firstElementChild.remove();
    }
    join(this.list.firstElementChild);
  }

  replace(node) {
    const focus = [...node.querySelectorAll("button, a")].indexOf(document.activeElement);
    const hadFocus = document.activeElement === node;
    const parts = node.ids.map((id) => this.world.message(this.chatId, id)).filter(Boolean);
    node.ids.forEach((id) => this.rows.delete(id));
    if (!parts.length) {
      const next = node.nextElementSibling;
      node.remove();
      join(next);
      if (!next) this.list.lastElementChild?.classList.remove("continues");
      return;
    }
    const fresh = this.make(parts[0]);
    node.replaceWith(fresh);
    join(fresh);
    join(fresh.nextElementSibling);
    if (hadFocus) fresh.focus({ preventScroll: true });
    else if (focus >= 0)
      fresh.querySelectorAll("button, a")[focus]?.focus({ preventScroll: true });
  }

  redraw(id) {
    const node = this.rows.get(id);
    if (node) this.replace(node);
    if (this.world.pins.get(this.chatId)?.includes(id)) this.drawPin();
  }

  drop(id) {
    const node = this.rows.get(id);
    if (node) this.replace(node);
    this.drawPin();
    this.refreshEmpty();
  }

  drawPin() {
    const pins = (this.world.pins.get(this.chatId) ?? [])
      .map((id) => this.world.message(this.chatId, id))
      .filter((message) => message && this.inTopic(message));
    drawPinned(this.pin, pins.at(-1), (to) => this.jump(to));
  }

  // Draws older messages above without moving what is being read.
  async grow() {
    const first = this.list.firstElementChild.ids[0];
    let ids = this.ids().filter((id) => id < first);
    if (!ids.length) {
      await attempt(() => this.world.older(this.chatId));
      ids = this.ids().filter((id) => id < first);
    }
    const anchor = this.list.firstElementChild;
    if (!ids.length || anchor?.ids[0] !== first) return false;
    const { log } = this.scroll;
    const away = anchor.offsetTop - log.scrollTop;
    const made = this.build(ids.slice(-WINDOW));
    const nodes = [...made.children];
    this.list.prepend(made);
    [...nodes, anchor].forEach((node) => join(node));
    log.scrollTop = anchor.offsetTop - away;
    return true;
  }

  async jump(id) {
    for (let i = 0; i < 20 && !this.rows.has(id); i += 1) if (!(await this.grow())) break;
    const node = this.rows.get(id);
    if (!node) {
      toast(t("deletedMessage"), "", this.frame);
      return;
    }
    this.scroll.stuck = false;
    node.scrollIntoView({ block: "center", behavior: calm() ? "instant" : "smooth" });
    node.classList.remove("flash");
    node.getBoundingClientRect(); // restarts the animation
    node.classList.add("flash");
  }

  // The message a pointer or the keyboard is on: inside an album its very part.
  messageAt(target) {
    const id = Number(target.closest("[data-message-id]")?.dataset.messageId);
    return this.world.message(this.chatId, id);
  }

  openMenu(target, at) {
    const message = this.messageAt(target);
    if (message) this.hooks.menu(message, at);
  }

  openReply(target) {
    const message = this.messageAt(target);
    if (message && !serviceText(message)) this.hooks.reply(message);
  }

  react(message, emoji) {
    return attempt(() =>
      inChat(this.chatId, "react", { as: this.actorId, message_id: message.message_id, emoji }),
    );
  }

  drawBusy({ chatId, actorId, messageId, data }, busy) {
    if (chatId !== this.chatId || actorId !== this.actorId) return;
    for (const key of this.rows.get(messageId)?.querySelectorAll(".key") ?? []) {
      if (key.dataset.data !== data) continue;
      if (busy) key.setAttribute("aria-busy", "true");
      else key.removeAttribute("aria-busy");
    }
  }

  press(messageId, data) {
    return this.presses.press(this.pressOf(messageId, data));
  }

  pressOf(messageId, data) {
    return { chatId: this.chatId, actorId: this.actorId, messageId, data };
  }
}
