// Formatting as typed in Telegram Desktop: **bold** __italic__ ~~strike~~ ||spoiler|| `code` ```pre```.

const MARKS = [
  ["```", "pre"],
  ["`", "code"],
  ["**", "bold"],
  ["__", "italic"],
  ["~~", "strikethrough"],
  ["||", "spoiler"],
];
const VERBATIM = new Set(["pre", "code"]);
const WORD = /[\p{L}\p{N}]/u;

// The mark that opens at i, with the place where it closes; null where it is just characters.
function opening(source, i) {
  for (const [mark, type] of MARKS) {
    if (!source.startsWith(mark, i)) continue;
    if (i > 0 && WORD.test(source[i - 1])) return null;
    const from = i + mark.length;
    for (
      let close = source.indexOf(mark, from + 1);
      close !== -1;
      close = source.indexOf(mark, close + 1)
    ) {
      const inner = source.slice(from, close);
      const after = source[close + mark.length];
      const tidy = type === "pre" || (!/^\s|\s$/.test(inner) && !inner.includes("\n"));
      if (tidy && (after === undefined || !WORD.test(after)))
        return { mark, type, inner, next: close + mark.length };
    }
  }
  return null;
}

// {text, entities} of what was typed; UTF-16 offsets.
export function parse(source) {
  let text = "";
  const entities = [];
  for (let i = 0; i < source.length;) {
    const found = opening(source, i);
    if (!found) {
      text += source[i];
      i += 1;
      continue;
    }
    let piece = { text: found.inner, entities: [] };
    const entity = { type: found.type, offset: text.length };
    if (found.type === "pre") {
      const [, language, body] = /^(?:([\w+#-]+)\n)?\n?([^]*?)\n?$/.exec(found.inner);
      piece.text = body;
      if (language) entity.language = language;
    } else if (!VERBATIM.has(found.type)) piece = parse(found.inner);
    entities.push({ ...entity, length: piece.text.length });
    entities.push(...piece.entities.map((e) => ({ ...e, offset: e.offset + text.length })));
    text += piece.text;
    i = found.next;
  }
  return { text, entities: entities.filter((e) => e.length > 0) };
}

// The typed form of a text again, to be edited.
export function unparse(text, entities = []) {
  const marks = Object.fromEntries(MARKS.map(([mark, type]) => [type, mark]));
  const insert = [];
  entities
    .filter((e) => marks[e.type])
    .forEach((e, depth) => {
      const head = e.type === "pre" ? `\`\`\`${e.language ?? ""}\n` : marks[e.type];
      const tail = e.type === "pre" ? "\n```" : marks[e.type];
      insert.push(
        { at: e.offset, rank: depth, mark: head },
        { at: e.offset + e.length, rank: -1 - depth, mark: tail },
      );
    });
  insert.sort((a, b) => b.at - a.at || b.rank - a.rank);
  return insert.reduce((out, { at, mark }) => out.slice(0, at) + mark + out.slice(at), text);
}

// Parts of at most `max` UTF-16 units, cut at a line or a word, never inside a surrogate pair.
export function split(source, max = 4096) {
  const parts = [];
  let rest = source;
  while (rest.length > max) {
    const head = rest.slice(0, max);
    let cut = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(" "));
    if (cut < max / 2) cut = /[\uD800-\uDBFF]/.test(head.at(-1)) ? max - 1 : max;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  if (rest) parts.push(rest);
  return parts;
}
