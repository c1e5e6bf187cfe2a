// What the page says by itself, in the language of its reader.

import { recall, remember } from "./dom.js";
import { EN } from "./texts_en.js";
import { RU } from "./texts_ru.js";

const TABLES = { en: EN, ru: RU };
const FORMS = { en: ["one", "other"], ru: ["one", "few", "many"] };

let current =
  recall("language", null) ?? (navigator.language?.toLowerCase().startsWith("ru") ? "ru" : "en");

export const language = () => current;

export function setLanguage(code) {
  current = code;
  remember("language", code);
}

// The text of a key with {names} filled in; an array is read as the plural forms of {n}.
export function t(key, values = {}) {
  let text = TABLES[current][key] ?? key;
  if (Array.isArray(text)) {
    const form = FORMS[current].indexOf(new Intl.PluralRules(current).select(values.n));
    text = text[form] ?? text.at(-1);
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// The list of a key (units), untouched.
export const list = (key) => TABLES[current][key];

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString(current, { hour: "2-digit", minute: "2-digit" });

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const age = Math.round(
    (new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000,
  );
  if (age === 0) return t("today");
  if (age === 1) return t("yesterday");
  return date.toLocaleDateString(current, { day: "numeric", month: "long", year: "numeric" });
}

export function fileSize(bytes) {
  if (bytes === undefined) return "";
  const step = bytes < 1024 ? 0 : bytes < 1048576 ? 1 : 2;
  return `${(bytes / 1024 ** step).toLocaleString(current, { maximumFractionDigits: step ? 1 : 0 })} ${list("bytes")[step]}`;
}
