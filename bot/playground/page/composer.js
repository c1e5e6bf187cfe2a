// The field below a chat: text with formatting, reply, edit, the command menu, attachments.

import { inChat } from "./api.js";
import { attachMenu, filesDialog } from "./attach.js";
import { CommandList } from "./commands.js";
import { bdi, h, icon, iconButton } from "./dom.js";
import { parse, split, unparse } from "./markdown.js";
import { attempt, failed, toast } from "./overlay.js";
import { author, summary } from "./service.js";
import { t } from "./texts.js";

const CAPTION_MAX = 4096; // with Telegram Premium
const TEXT_MAX = 4096;
const touch = matchMedia("(hover: none) and (pointer: coarse)");

export class Composer {
  constructor(world, pane) {
    this.world = world;
    this.pane = pane;
    this.drafts = new Map(); // "chat:person:topic" → {text, reply, editing}
    this.key = null;
    this.state = { reply: null, editing: null };
    this.line = Promise.resolve(); // messages leave one after another, in the order typed
    this.field = h("textarea", {
      rows: "1",
      dir: "auto",
      placeholder: t("message"),
      "aria-label": t("message"),
      data: { testid: "composer" },
      enterkeyhint: touch.matches ? "enter" : "send",
      on: {
        input: () => this.changed(),
        keydown: (event) => this.pressed(event),
        paste: (event) => this.pasted(event),
      },
    });
    this.bar = h("div", { class: "context-bar", hidden: true });
    this.commands = new CommandList(pane, (command) => this.sendText(command, true));
    this.counter = h("span", { class: "counter", hidden: true });
    this.input = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      data: { testid: "file-input" },
      on: { change: () => this.picked() },
    });
    this.sendButton = iconButton("send", t("send"), () => this.send(), {
      class: "icon-button send",
      data: { testid: "send" },
    });
    this.slash = iconButton("slash", t("commands"), () => this.toggleCommands(), {
      data: { testid: "commands" },
    });
    this.clip = iconButton("attach", t("attach"), () => attachMenu(this), {
      data: { testid: "attach" },
    });
    this.root = h(
      "div",
      { class: "composer" },
      this.commands.root,
      this.bar,
      h(
        "div",
        { class: "composer-row" },
        this.slash,
        h("div", { class: "field-frame" }, this.field, this.counter),
        this.clip,
        this.sendButton,
      ),
      this.input,
    );
  }

  get base() {
    const { actorId, chatId, topic } = this.pane;
    const base = { as: actorId };
    if (this.world.member(chatId, actorId)?.is_anonymous) base.anonymous = true;
    if (this.state.reply) base.reply_to = this.state.reply.message_id;
    if (topic) base.message_thread_id = topic;
    else if (this.state.reply?.is_topic_message)
      base.message_thread_id = this.state.reply.message_thread_id;
    return base;
  }

  // Keeps what was being written for whom, and shows the draft of the new chat.
  switchTo(chatId, actorId, topic) {
    if (this.key) this.drafts.set(this.key, { ...this.state, text: this.field.value });
    this.key = `${chatId}:${actorId}:${topic}`;
    const draft = this.drafts.get(this.key) ?? { reply: null, editing: null, text: "" };
    this.state = { reply: draft.reply, editing: draft.editing };
    this.field.value = draft.text;
    this.drawBar();
    this.changed();
    this.commands.hide();
  }

  reply(message) {
    this.state = { reply: message, editing: null };
    this.drawBar();
    this.field.focus();
  }

  edit(message) {
    this.state = { reply: null, editing: message };
    this.field.value = unparse(
      message.text ?? message.caption ?? "",
      message.entities ?? message.caption_entities,
    );
    this.drawBar();
    this.changed();
    this.field.focus();
  }

  leaveContext() {
    if (this.state.editing) this.field.value = "";
    this.state = { reply: null, editing: null };
    this.drawBar();
    this.changed();
  }

  drawBar() {
    const { reply, editing } = this.state;
    const message = reply ?? editing;
    this.bar.hidden = !message;
    if (!message) return;
    const title = reply ? t("replyTo", { name: author(reply, this.world).name }) : t("editing");
    this.bar.replaceChildren(
      icon(reply ? "reply" : "edit"),
      h(
        "span",
        { class: "pin-text" },
        h("b", { dir: "auto" }, title),
        bdi(summary(message).replace(/\s+/g, " ")),
      ),
      iconButton("close", t("stop"), () => this.leaveContext()),
    );
  }

  changed() {
    const { field } = this;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.35)}px`;
    const { length } = field.value.trim();
    this.root.classList.toggle("filled", length > 0);
    this.counter.hidden = length < TEXT_MAX - 300;
    this.counter.textContent = `${length} / ${TEXT_MAX}`;
    this.counter.classList.toggle("over", length > TEXT_MAX);
    if (/^\/\S*$/.test(field.value)) this.commands.show(field.value.slice(1).toLowerCase());
    else this.commands.hide();
  }

  pressed(event) {
    if (event.isComposing) return;
    const { commands } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (commands.open && step) commands.move(step);
    else if (commands.open && event.key === "Tab" && !event.shiftKey) {
      this.field.value = `${commands.chosen ?? commands.first} `;
      this.changed();
    } else if (event.key === "Escape") {
      if (commands.open) commands.hide();
      else this.leaveContext();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const own = this.pane
        .ids()
        .map((id) => this.world.message(this.pane.chatId, id))
        .findLast((m) => this.pane.view.isOwn(m) && m.text && !m.forward_origin);
      if (own) this.edit(own);
    } else if (event.key === "Enter" && !event.shiftKey && !(touch.matches && !event.ctrlKey)) {
      if (commands.open && commands.chosen) this.sendText(commands.chosen, true);
      else this.send();
    } else return;
    event.preventDefault();
  }

  toggleCommands() {
    if (this.commands.open) this.commands.hide();
    else this.commands.show("");
    this.field.focus();
  }

  // Words of the field for a caption; the field is empty afterwards.
  takeCaption() {
    const { text, entities } = parse(this.field.value.trim());
    if (text.length > CAPTION_MAX)
      throw new Error(t("tooLong", { n: text.length, max: CAPTION_MAX }));
    this.clear();
    return text ? { caption: text, caption_entities: entities } : {};
  }

  clear() {
    this.field.value = "";
    this.state = { reply: null, editing: null };
    this.drawBar();
    this.changed();
  }

  send() {
    const typed = this.field.value.trim();
    if (this.state.editing) this.saveEdit(typed);
    else if (typed) this.sendText(typed, true);
    if (!touch.matches || document.activeElement === this.field) this.field.focus();
  }

  saveEdit(typed) {
    const { editing } = this.state;
    const { text, entities } = parse(typed);
    const was = unparse(
      editing.text ?? editing.caption ?? "",
      editing.entities ?? editing.caption_entities,
    );
    if (typed === was.trim()) {
      this.clear();
      return;
    }
    const body = { as: this.pane.actorId, message_id: editing.message_id };
    if (editing.text !== undefined) Object.assign(body, { text, entities });
    else Object.assign(body, { caption: text, caption_entities: entities, entities });
    if (!text && editing.text !== undefined) return;
    const { chatId } = this.pane;
    this.clear();
    this.enqueue(() => inChat(chatId, "edit", body));
  }

  // Sends words as the active person; long ones in several messages as Telegram's apps do.
  sendText(typed, fromField = false) {
    const { chatId } = this.pane;
    const { base } = this;
    if (fromField) this.clear();
    split(typed, TEXT_MAX).forEach((part, i) => {
      const { text, entities } = parse(part);
      const body = { ...base, text, entities };
      if (i > 0) delete body.reply_to;
      this.enqueue(
        () => inChat(chatId, "send", body),
        () => {
          if (fromField && i === 0 && !this.field.value) {
            this.field.value = typed;
            this.changed();
          }
        },
      );
    });
  }

  // How a file is sent from here as things stand now: in the place of what is being edited.
  poster() {
    const { chatId, actorId } = this.pane;
    const { editing } = this.state;
    const { base } = this;
    return (body) =>
      this.enqueue(() =>
        editing
          ? inChat(chatId, "edit", { as: actorId, message_id: editing.message_id, ...body })
          : inChat(chatId, "send", { ...base, ...body }),
      );
  }

  enqueue(act, undo) {
    this.line = this.line.then(act).catch((error) => {
      failed(error);
      undo?.();
    });
    return this.line;
  }

  picked() {
    const files = [...this.input.files];
    this.input.value = "";
    if (files.length) filesDialog(this, files);
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    filesDialog(this, files);
  }
}
