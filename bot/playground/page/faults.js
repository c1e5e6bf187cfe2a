// The list of the bot's faulty calls, told so that a person can read it.

import { h } from "./dom.js";
import { box } from "./overlay.js";
import { t } from "./texts.js";

// The same fault again and again is told once, with how often; the newest comes first.
function grouped(faults) {
  const groups = new Map();
  for (const fault of faults.toReversed()) {
    const key = `${fault.method} ${fault.description}`;
    const known = groups.get(key);
    if (known) known.times += 1;
    else groups.set(key, { fault, times: 1 });
  }
  return [...groups.values()];
}

function item({ fault, times }) {
  const lines = Object.entries(fault.params ?? {}).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return h(
    "li",
    {},
    h("code", { class: "fault-method" }, fault.method),
    times > 1 && h("span", { class: "fault-times" }, ` × ${times}`),
    h("p", { dir: "auto" }, fault.description),
    lines.length > 0 &&
      h("details", {}, h("summary", {}, t("params")), h("pre", {}, lines.join("\n"))),
  );
}

// Shows the faults; `forget` empties the list on the server.
export function showFaults(faults, forget) {
  const content = (close) => {
    const clear = () => forget().then(close);
    const quiet = { type: "button", class: "quiet", on: { click: clear } };
    const primary = { type: "button", class: "primary", on: { click: close } };
    return [
      h("p", { class: "intro" }, faults.length ? t("faultsLabel") : t("noFaults")),
      h("ul", { class: "faults" }, grouped(faults).map(item)),
      h(
        "div",
        { class: "box-buttons" },
        faults.length > 0 && h("button", quiet, t("clear")),
        h("button", primary, t("ok")),
      ),
    ];
  };
  box(t("faults"), content, { class: "box wide" });
}
