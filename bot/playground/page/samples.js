// Sample attachments, drawn and sounded here so that the page needs no files of its own.

import { upload } from "./api.js";
import { language } from "./texts.js";

const SCENES = [
  ["#ffd3a5", "#fd6585", "🖨️"],
  ["#a1c4fd", "#5b7bd5", "🔥"],
  ["#c2f5d0", "#2f9e7e", "📦"],
  ["#e0c3fc", "#8e64c8", "🧾"],
];

function canvasFile(width, height, draw, name, type) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  draw(canvas.getContext("2d"));
  return new Promise((resolve) =>
    canvas.toBlob((blob) => resolve(new File([blob], name, { type: blob.type })), type, 0.85),
  );
}

function scene(n) {
  const [from, to, emoji] = SCENES[n % SCENES.length];
  const [width, height] = n % 2 ? [800, 800] : [960, 640];
  const draw = (pen) => {
    const sky = pen.createLinearGradient(0, 0, width, height);
    sky.addColorStop(0, from);
    sky.addColorStop(1, to);
    pen.fillStyle = sky;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = "#ffffff55";
    pen.beginPath();
    pen.arc(width / 2, height * 1.35, height * 0.85, 0, 7);
    pen.fill();
    pen.fillStyle = "#000";
    pen.font = `${height * 0.42}px sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(emoji, width / 2, height * 0.48);
  };
  return canvasFile(width, height, draw, `sample-${n + 1}.jpg`, "image/jpeg");
}

function sticker() {
  const draw = (pen) => {
    pen.font = "400px sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText("🦊", 256, 280);
  };
  return canvasFile(512, 512, draw, "sticker.webp", "image/webp");
}

// Three seconds of a soft melody as 16-bit mono PCM.
function melody() {
  const rate = 16000;
  const notes = [523, 659, 784, 659, 587, 523];
  const samples = Int16Array.from({ length: rate * 3 }, (_, i) => {
    const at = (i / rate) * 2;
    const fade = Math.exp(-3 * (at % 1));
    return 9000 * fade * Math.sin((2 * Math.PI * notes[Math.floor(at)] * i) / rate);
  });
  const head = new DataView(new ArrayBuffer(44));
  const ascii = (offset, word) =>
    [...word].forEach((ch, i) => head.setUint8(offset + i, ch.charCodeAt(0)));
  ascii(0, "RIFF");
  ascii(8, "WAVEfmt ");
  ascii(36, "data");
  head.setUint32(4, 36 + samples.byteLength, true);
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, rate * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  head.setUint32(40, samples.byteLength, true);
  return new File([head.buffer, samples], "voice.wav", { type: "audio/wav" });
}

function log() {
  const text =
    language() === "ru"
      ? "08:01 Принтер включён\n08:14 Замятие бумаги, лоток 2\n08:15 Температура 94 °C\n08:16 Дым\n"
      : "08:01 Printer on\n08:14 Paper jam, tray 2\n08:15 Temperature 94 °C\n08:16 Smoke\n";
  return new File([text], language() === "ru" ? "журнал принтера.txt" : "printer log.txt", {
    type: "text/plain",
  });
}

async function stored(file) {
  const { file_id } = await upload(file);
  return { file_id, name: file.name, mime_type: file.type };
}

async function album(caption) {
  const words = caption();
  const files = await Promise.all([0, 1, 2, 3].map(async (n) => stored(await scene(n))));
  const parts = files.map((file) => ({ photo: file }));
  Object.assign(parts[0], words);
  return { album: parts, album_gap: 1 };
}

const withCaption = (field, make) => async (caption) => {
  const words = caption();
  return { [field]: await stored(await make()), ...words };
};

const russian = () => language() === "ru";

// [text key, icon, (take the caption) → body of the send call]
export const SAMPLES = [
  ["s_photo", "image", withCaption("photo", () => scene(0))],
  ["s_document", "file", withCaption("document", log)],
  ["s_album", "images", album],
  ["s_voice", "mic", withCaption("voice", melody)],
  [
    "s_sticker",
    "sticker",
    async () => ({ sticker: { ...(await stored(await sticker())), emoji: "🦊" } }),
  ],
  ["s_location", "place", async () => ({ location: { latitude: 59.93863, longitude: 30.31413 } })],
  [
    "s_contact",
    "user",
    async () => ({
      contact: {
        phone_number: "+15550100",
        first_name: russian() ? "Сервисный центр" : "Service centre",
      },
    }),
  ],
  [
    "s_poll",
    "poll",
    async () => ({
      poll: {
        question: russian() ? "Принтер ещё дымит?" : "Is the printer still smoking?",
        options: russian() ? ["Да", "Нет"] : ["Yes", "No"],
      },
    }),
  ],
  ["s_dice", "dice", async () => ({ dice: { emoji: "🎲" } })],
];
