// Right click, long press, double click, swipe and keys on the rows of a chat.

const LONG_PRESS_MS = 480;
const SWIPE_PX = 56;

const rowOf = (target) => target.closest?.(".row");
const isControl = (target) => Boolean(target.closest?.("a, button, video, audio, input"));

function moveFocus(list, event) {
  const current = rowOf(document.activeElement) ?? null;
  const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
  const next = current ? current[step] : list.lastElementChild;
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// Calls menu(target, {x, y}) and reply(target) for the rows of a list.
export function gestures(list, { menu, reply }) {
  let touch = null;

  const stop = () => {
    if (!touch) return;
    clearTimeout(touch.timer);
    touch.row.style.removeProperty("--swipe");
    touch.row.classList.remove("swiping", "swiped");
    touch = null;
  };

  list.addEventListener("contextmenu", (event) => {
    if (!rowOf(event.target) || event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    if (touch?.done) return;
    if (touch) touch.done = true;
    menu(event.target, { x: event.clientX, y: event.clientY });
  });

  list.addEventListener("dblclick", (event) => {
    if (!rowOf(event.target) || isControl(event.target)) return;
    getSelection()?.removeAllRanges();
    reply(event.target);
  });

  list.addEventListener("pointerdown", (event) => {
    const row = rowOf(event.target);
    if (event.pointerType !== "touch" || !row || row.classList.contains("service")) return;
    stop();
    touch = { row, target: event.target, x: event.clientX, y: event.clientY, done: false };
    touch.timer = setTimeout(() => {
      if (!touch || touch.done) return;
      touch.done = true;
      navigator.vibrate?.(10);
      menu(touch.target, { x: touch.x, y: touch.y });
    }, LONG_PRESS_MS);
  });

  list.addEventListener("pointermove", (event) => {
    if (!touch || event.pointerType !== "touch") return;
    const [dx, dy] = [event.clientX - touch.x, event.clientY - touch.y];
    if (Math.hypot(dx, dy) > 10) clearTimeout(touch.timer);
    if (Math.abs(dy) > 24 && !touch.row.classList.contains("swiping")) return stop();
    if (dx < -10 && !touch.done) {
      touch.row.classList.add("swiping");
      touch.row.classList.toggle("swiped", dx < -SWIPE_PX);
      touch.row.style.setProperty("--swipe", `${Math.max(dx, -SWIPE_PX * 1.4)}px`);
    }
    return undefined;
  });

  list.addEventListener("pointerup", () => {
    if (touch?.row.classList.contains("swiped")) reply(touch.target);
    stop();
  });
  list.addEventListener("pointercancel", stop);
  // the click that ends a long press must not press the button under the finger
  list.addEventListener(
    "click",
    (event) => {
      if (event.pointerType === "touch" && document.querySelector(".menu")) {
        event.stopPropagation();
        event.preventDefault();
      }
    },
    true,
  );

  list.addEventListener("keydown", (event) => {
    const row = rowOf(document.activeElement);
    if (event.key === "ArrowUp" || event.key === "ArrowDown") moveFocus(list, event);
    else if (
      row === document.activeElement &&
      (event.key === "Enter" || event.key === "ContextMenu")
    ) {
      event.preventDefault();
      const box = (row.querySelector(".bubble") ?? row).getBoundingClientRect();
      menu(row, { x: box.left + 16, y: Math.min(box.bottom, innerHeight - 40) });
    } else if (row === document.activeElement && event.key.toLowerCase() === "r") {
      event.preventDefault();
      reply(row);
    }
  });
}
