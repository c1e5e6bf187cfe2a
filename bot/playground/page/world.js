// What the page knows of the server's world, kept up to date by long polling.

import { get } from "./api.js";
import { fullName } from "./dom.js";

const PAGE = 200; // messages fetched at a time
const POLL_SECONDS = 25;

export class World {
  constructor() {
    this.me = { id: 0, first_name: "Bot" };
    this.people = new Map();
    this.chats = new Map();
    this.faults = [];
    this.bot = { running: false, controllable: false };
    this.floodLimits = true;
    this.messages = new Map(); // chat id → {byId, ids (sorted), complete}
    this.loading = new Map(); // chat id → promise of its first messages
    this.pins = new Map(); // chat id → message ids, the latest last
    this.online = true;
    this.seq = 0;
    this.listeners = new Map();
  }

  on(type, listener) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  emit(type, payload) {
    for (const listener of this.listeners.get(type) ?? []) listener(payload);
  }

  user(id) {
    return id === this.me.id ? this.me : this.people.get(id);
  }

  name(id) {
    const user = this.user(id);
    return user ? fullName(user) : String(id);
  }

  groups() {
    return [...this.chats.values()].filter((chat) => chat.type !== "private" && !chat.migrated_to);
  }

  member(chatId, userId) {
    return this.chats.get(chatId)?.members?.find((member) => member.user_id === userId);
  }

  message(chatId, messageId) {
    return this.messages.get(chatId)?.byId.get(messageId);
  }

  ids(chatId) {
    return this.messages.get(chatId)?.ids ?? [];
  }

  // Everything anew; also after a reconnection, when the server may be another one.
  async load() {
    const state = await get("/play/state");
    this.me = state.me;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
    this.faults = state.faults;
    this.bot = state.bot;
    this.floodLimits = state.flood_limits;
    this.seq = state.seq;
    for (const map of [this.messages, this.loading]) map.clear();
    this.pins = new Map(state.chats.map((chat) => [chat.id, chat.pinned_message_ids ?? []]));
    await Promise.all(this.groups().map((chat) => this.open(chat.id)));
    this.emit("reset");
  }

  // The chat's latest messages, fetched on first use.
  open(chatId) {
    if (!this.loading.has(chatId)) {
      this.messages.set(chatId, { byId: new Map(), ids: [], complete: false }); // takes what arrives meanwhile
      this.loading.set(
        chatId,
        this.fetch(chatId).catch((error) => {
          this.loading.delete(chatId);
          throw error;
        }),
      );
    }
    return this.loading.get(chatId);
  }

  async older(chatId) {
    const known = this.messages.get(chatId);
    if (known && !known.complete && known.ids.length) await this.fetch(chatId, known.ids[0]);
  }

  async fetch(chatId, before) {
    const query = before ? `&before=${before}` : "";
    const { messages } = await get(`/play/chats/${chatId}/messages?limit=${PAGE}${query}`);
    const known = this.messages.get(chatId);
    if (!known) return;
    for (const message of messages)
      if (!known.byId.has(message.message_id)) this.put(chatId, message);
    known.complete = messages.length < PAGE;
  }

  // Follows the events for ever; every trouble is answered with a pause and a fresh load.
  async follow() {
    let pause = 500;
    for (;;) {
      try {
        if (!this.online || (!this.seq && !this.people.size)) await this.load();
        this.setOnline(true);
        for (;;) {
          const limit = AbortSignal.timeout((POLL_SECONDS + 15) * 1000);
          const { seq, events } = await get(
            `/play/events?after=${this.seq}&timeout=${POLL_SECONDS}`,
            limit,
          );
          const gap = events.length ? events[0].seq > this.seq + 1 : false;
          if (seq < this.seq || gap) await this.load();
          else events.forEach((event) => this.apply(event));
          this.seq = Math.max(this.seq, seq);
          pause = 500;
        }
      } catch (error) {
        if (!(error instanceof TypeError)) console.info(error.message);
        else console.error(error);
        this.setOnline(false);
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(pause * 1.6, 5000);
      }
    }
  }

  setOnline(online) {
    if (this.online === online) return;
    this.online = online;
    this.emit("online", online);
  }

  put(chatId, message) {
    const known = this.messages.get(chatId);
    if (!known) return;
    const id = message.message_id;
    if (!known.byId.has(id)) {
      if (known.ids.length && id < known.ids.at(-1))
        known.ids = [...known.ids, id].sort((a, b) => a - b);
      else known.ids.push(id);
    }
    known.byId.set(id, message);
  }

  apply(event) {
    const { chat_id: chatId } = event;
    if (event.type === "message" || event.type === "edited") this.put(chatId, event.message);
    else if (event.type === "deleted") {
      const known = this.messages.get(chatId);
      event.message_ids.forEach((id) => known?.byId.delete(id));
      if (known) known.ids = known.ids.filter((id) => known.byId.has(id));
    } else if (event.type === "reaction") {
      const message = this.message(chatId, event.message_id);
      if (message) message.reactions = event.reactions;
    } else if (event.type === "person") this.people.set(event.person.id, event.person);
    else if (event.type === "chat") this.chats.set(event.chat.id, event.chat);
    else if (event.type === "fault") this.faults.push(event.fault);
    else if (event.type === "bot") this.bot = { ...this.bot, running: event.running };
    else if (event.type === "limits") this.floodLimits = event.on;
    else if (event.type === "pinned") this.pins.set(chatId, event.message_ids);
    this.emit(event.type, event);
  }
}
