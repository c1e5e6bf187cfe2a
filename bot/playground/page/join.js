// Which rows stand together: neighbours of one author, with a line wherever a new day begins.

import { author, serviceText } from "./service.js";

const JOIN_SECONDS = 600; // neighbours of one author within this time stand together

// Marks a row by what stands before it.
export function join(node) {
  if (!node) return;
  const before = node.previousElementSibling;
  const [a, b] = [before?.message, node.message];
  const newDay =
    !a || new Date(a.date * 1000).toDateString() !== new Date(b.date * 1000).toDateString();
  const same =
    a &&
    !newDay &&
    !serviceText(a) &&
    !serviceText(b) &&
    author(a).id === author(b).id &&
    b.date - a.date < JOIN_SECONDS &&
    !a.forward_origin === !b.forward_origin;
  node.classList.toggle("new-day", newDay);
  node.classList.toggle("joined", Boolean(same));
  before?.classList.toggle("continues", Boolean(same));
  if (!node.nextElementSibling) node.classList.remove("continues");
}
