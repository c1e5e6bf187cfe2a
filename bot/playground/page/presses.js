// Presses of inline buttons on their way: the spinner, and what the bot answers.

import { inChat } from "./api.js";
import { alertBox, failed } from "./overlay.js";
import { t } from "./texts.js";

const PATIENCE_MS = 15000; // how long a button waits for the bot's answer
const EARLY_MAX = 100;

export class Presses {
  // drawn(chatId, messageId, data, busy) shows or ends a spinner; say(text) is a passing word.
  constructor(drawn, say, openUrl) {
    this.drawn = drawn;
    this.say = say;
    this.openUrl = openUrl;
    this.waiting = new Map(); // press key → its timer
    this.queries = new Map(); // query id → the press
    this.early = new Map(); // answers that overtook the reply to the press
  }

  static key({ chatId, actorId, messageId, data }) {
    return JSON.stringify([chatId, actorId, messageId, data]);
  }

  isBusy(press) {
    return this.waiting.has(Presses.key(press));
  }

  settle(press) {
    clearTimeout(this.waiting.get(Presses.key(press)));
    this.waiting.delete(Presses.key(press));
    this.drawn(press, false);
  }

  // Presses as somebody; a second press of the same button waits for the first.
  async press(press) {
    if (this.isBusy(press)) return;
    const { chatId, actorId, messageId, data } = press;
    const giveUp = () => {
      this.settle(press);
      this.say(t("noAnswer"));
    };
    this.waiting.set(Presses.key(press), setTimeout(giveUp, PATIENCE_MS));
    this.drawn(press, true);
    try {
      const body = { as: actorId, message_id: messageId, data };
      const { query_id: query } = await inChat(chatId, "press", body);
      this.queries.set(query, press);
      if (this.early.has(query)) this.answered(this.early.get(query));
    } catch (error) {
      this.settle(press);
      failed(error);
    }
  }

  answered(answer) {
    const { query_id: query, text, show_alert: loud, url } = answer;
    const press = this.queries.get(query);
    if (!press) {
      this.early.set(query, answer);
      if (this.early.size > EARLY_MAX) this.early.delete(this.early.keys().next().value);
      return;
    }
    this.queries.delete(query);
    this.early.delete(query);
    this.settle(press);
    if (text && loud) alertBox(text);
    else if (text) this.say(text);
    if (url) this.openUrl(url);
  }
}
