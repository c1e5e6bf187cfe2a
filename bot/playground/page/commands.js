// The bot's commands above the field, filtered by what is typed.

import { get } from "./api.js";
import { h } from "./dom.js";
import { attempt, toast } from "./overlay.js";
import { t } from "./texts.js";

export class CommandList {
  // send(command) is called when one is clicked.
  constructor(pane, send) {
    this.pane = pane;
    this.send = send;
    this.wanted = null; // what was asked for last: slower answers to older questions are dropped
    this.root = h("div", {
      class: "commands",
      role: "listbox",
      "aria-label": t("commands"),
      hidden: true,
    });
  }

  get open() {
    return !this.root.hidden;
  }

  get options() {
    return [...this.root.children];
  }

  get first() {
    return this.options[0]?.dataset.command;
  }

  get chosen() {
    const selected = (option) => option.getAttribute("aria-selected") === "true";
    return this.options.find(selected)?.dataset.command;
  }

  async show(prefix) {
    const { actorId, chatId } = this.pane;
    const wanted = `${chatId}:${actorId}:${prefix}`;
    this.wanted = wanted;
    const path = `/play/commands?user_id=${actorId}&chat_id=${chatId}`;
    const { commands } = (await attempt(() => get(path))) ?? { commands: [] };
    if (this.wanted !== wanted) return;
    if (!commands.length && !prefix) toast(t("noCommands"));
    const fitting = commands.filter(({ command }) => command.startsWith(prefix));
    this.root.replaceChildren(...fitting.map((one) => this.option(one, one.command === prefix)));
    this.root.hidden = !fitting.length;
  }

  option({ command, description }, selected) {
    const props = {
      type: "button",
      role: "option",
      tabindex: "-1",
      "aria-selected": String(selected),
      data: { command: `/${command}` },
      on: { click: () => this.send(`/${command}`) },
    };
    return h(
      "button",
      props,
      h("b", {}, `/${command}`),
      h("span", { dir: "auto" }, description),
    );
  }

  hide() {
    this.wanted = null;
    this.root.hidden = true;
  }

  move(step) {
    const { options } = this;
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const from = at < 0 && step < 0 ? 0 : at;
    options[at]?.setAttribute("aria-selected", "false");
    const next = options[(from + step + options.length) % options.length];
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
  }
}
