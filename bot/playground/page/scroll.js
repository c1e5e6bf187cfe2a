// Where a chat is scrolled to: it follows its end until somebody reads upwards.

import { h, icon } from "./dom.js";
import { t } from "./texts.js";

const NEAR = 48; // pixels that still count as the bottom
const AHEAD = 300; // pixels from the top at which older messages are drawn

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Scroll {
  // hooks: grow() draws older messages, trim() drops distant ones, read() at the end, unread() → n.
  constructor(list, hooks) {
    this.list = list;
    this.hooks = hooks;
    this.lastTop = 0;
    this.stuck = true; // at the bottom, so new messages scroll into view
    this.log = h("div", { class: "log", on: { scroll: () => this.scrolled() } }, list);
    this.badge = h("span", { class: "badge", hidden: true });
    const props = {
      type: "button",
      class: "jump",
      hidden: true,
      "aria-label": t("jumpDown"),
      title: t("jumpDown"),
      on: { click: () => this.toBottom(true) },
    };
    this.button = h("button", props, icon("down"), this.badge);
    const follow = new ResizeObserver(() => this.stuck && this.toBottom());
    follow.observe(list);
    follow.observe(this.log);
  }

  toBottom(smooth = false) {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    const near = scrollHeight - scrollTop < 4 * clientHeight;
    this.stuck = true;
    if (smooth && near && !calm()) this.log.scrollTo({ top: scrollHeight, behavior: "smooth" });
    else {
      this.hooks.trim();
      this.log.scrollTop = this.log.scrollHeight;
      this.lastTop = this.log.scrollTop;
    }
    this.show();
  }

  async scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    // only going up lets go of the bottom: content that grows meanwhile does not
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.stuck = true;
    else if (scrollTop < this.lastTop - 1) this.stuck = false;
    this.lastTop = scrollTop;
    this.show();
    if (scrollTop < AHEAD && !this.growing && this.list.childElementCount) {
      this.growing = true;
      await this.hooks.grow();
      this.growing = false;
    }
  }

  // The button that leads down, with how much is unread there.
  show() {
    if (this.stuck) this.hooks.read();
    const unread = this.hooks.unread();
    this.button.hidden = this.stuck;
    this.badge.hidden = !unread;
    this.badge.textContent = unread > 99 ? "99+" : String(unread);
  }
}
