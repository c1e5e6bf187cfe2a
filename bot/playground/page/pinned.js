// The bar with the pinned message above a chat.

import { fileUrl } from "./api.js";
import { bdi, h, icon, redraw } from "./dom.js";
import { summary } from "./service.js";
import { t } from "./texts.js";

function thumbnail(message) {
  if (!message.photo) return null;
  const src = fileUrl(message.photo[0].file_id);
  return h("img", { src, alt: "", on: { error: (event) => event.target.remove() } });
}

// Shows a message, or nothing for undefined; jump(id) leads to it.
export function drawPinned(bar, message, jump) {
  bar.hidden = !message;
  if (!message) return;
  const line = summary(message).replace(/\s+/g, " ");
  redraw(bar, [message.message_id, line], () =>
    h(
      "button",
      { type: "button", on: { click: () => jump(message.message_id) } },
      icon("pin"),
      thumbnail(message),
      h("span", { class: "pin-text" }, h("b", {}, t("pinned")), bdi(line)),
    ),
  );
}
