// Building nodes: strings always become text nodes, so nobody's words are ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

// Paths of our line icons, drawn on a 24×24 grid.
const ICONS = {
  send: "M4 12 20 4l-5 16-4-7zM11 13l9-9",
  attach:
    "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.8 1.8 0 0 1-2.6-2.6L14.5 7.5",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M10 6l-6 6 6 6M4 12h9c4 0 7 2 7 6",
  forward: "M14 6l6 6-6 6M20 12h-9c-4 0-7 2-7 6",
  edit: "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM14 6.5 17.5 10",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  smile:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14c1.8 2.6 5.2 2.6 7 0M9 9.5v.01M15 9.5v.01",
  bug: "M8 10a4 4 0 0 1 8 0v5a4 4 0 0 1-8 0zM4 9l4 2M20 9l-4 2M4 18l4-2M20 18l-4-2M3.5 13.5H8M16 13.5h4.5M10 6 8.5 4M14 6l1.5-2",
  mute: "M6 10a6 6 0 0 1 9.5-4.9M18 10v4l2 3H8M6 10v4l-2 3M10.5 20h3M4 4l16 16",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  down: "M6 9l6 6 6-6",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c1-4.5 4-6 7.5-6s6.5 1.5 7.5 6",
  users:
    "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19c.8-3.8 3.3-5 6.5-5s5.7 1.2 6.5 5M16 5.5a3 3 0 0 1 0 6M18 14.5c2 .6 3.1 2 3.5 4.5",
  mask: "M3 9c4-2 14-2 18 0 0 5-2 8-5 8-2 0-2.5-2-4-2s-2 2-4 2c-3 0-5-3-5-8zM8 11.5h2.5M13.5 11.5H16",
  door: "M14 4H5v16h9M10 12h10M16.5 8.5 20 12l-3.5 3.5",
  enter: "M10 4h9v16h-9M4 12h10M10.5 8.5 14 12l-3.5 3.5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  shield: "M12 3.5 19 6v6c0 4.5-3 7-7 8.5C8 19 5 16.5 5 12V6zM9 12l2.2 2.2L15 10",
  up: "M12 19V6M6 11l6-6 6 6",
  globe:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14A8 8 0 0 1 10 4.5 8 8 0 1 0 19.5 14z",
  auto: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 3.5v17M12 7h5M12 12h8M12 17h5",
  warn: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.01",
  gauge: "M4 17a9 9 0 1 1 16 0M12 14l4-5",
  bolt: "M13 3 5 13.5h6L10 21l8-10.5h-6z",
  play: "M8 5.5v13l11-6.5z",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5",
  place: "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-2.5 4 3.5M15.5 9v.01",
  images: "M3.5 8h13v11.5h-13zM7 8V4.5h13.5V16H17M3.5 16.5l4-3.5 3 2.5 2-1.5 4 3",
  mic: "M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  sticker: "M4 4h16v9l-7 7H4zM13 20v-7h7",
  poll: "M5 20V10M12 20V4M19 20v-7",
  dice: "M4.5 4.5h15v15h-15zM9 9v.01M15 15v.01M12 12v.01",
  link: "M9.5 14.5l5-5M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M11 8l2.5-2.5a3.5 3.5 0 0 1 5 5L16 13",
  slash: "M4 4h16v16H4zM14 8l-4 8",
  check: "M5 12.5 10 17.5 19.5 7",
  topic: "M5 9h15M4 15h15M10 4 8 20M16 4l-2 16",
};

// An element with attributes, `on` handlers, `data` attributes and children; null and false children are skipped.
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on")
      for (const [type, fn] of Object.entries(value)) node.addEventListener(type, fn);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "style")
      for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (name === "value" || name === "checked" || name === "disabled" || name === "hidden")
      node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// Draws a node's children anew only when what they show (the key) has changed: a press that is
// under way, the focus and the scrolling survive everything else.
export function redraw(node, key, make) {
  const drawn = JSON.stringify(key);
  if (node.drawn === drawn) return;
  const focused = node.contains(document.activeElement) && document.activeElement.dataset.testid;
  const { scrollLeft } = node;
  node.drawn = drawn;
  node.replaceChildren(...[make()].flat());
  node.scrollLeft = scrollLeft;
  if (focused) node.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
}

// A round button of one icon; the label is for screen readers and the tooltip.
export function iconButton(name, label, onClick, props = {}) {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      on: { click: onClick },
      ...props,
    },
    icon(name),
  );
}

// A name in its own direction, so that right-to-left overrides in it cannot turn its surroundings.
export function bdi(text, props = {}) {
  return h("bdi", props, text);
}

export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

function initials(name) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => Array.from(word)[0])
    .filter((ch) => /[\p{L}\p{N}]/u.test(ch));
  return (letters.slice(0, 2).join("") || "?").toUpperCase();
}

export function avatar(id, name, size = "") {
  return h(
    "span",
    { class: `avatar ${size}`, "aria-hidden": "true", data: { hue: String(Math.abs(id) % 7) } },
    initials(name),
  );
}

export function remember(key, value) {
  try {
    localStorage.setItem(`playground.${key}`, JSON.stringify(value));
  } catch {
    /* private browsing: the choice lasts for this visit only */
  }
}

export function recall(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(`playground.${key}`)) ?? fallback;
  } catch {
    return fallback;
  }
}
