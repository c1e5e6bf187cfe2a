// The people-side HTTP API of the playground server; a refusal becomes an Error with the server's sentence.

import { t } from "./texts.js";

export class Away extends Error {}

async function call(method, path, body, signal) {
  const options = { method, signal };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Away(t("away"));
  }
  const text = await response.text();
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    /* not JSON: the status line below is all there is to say */
  }
  if (!response.ok) throw new Error(answer?.error ?? `${response.status} ${response.statusText}`);
  return answer ?? {};
}

export const get = (path, signal) => call("GET", path, undefined, signal);
export const post = (path, body = {}) => call("POST", path, body);
export const remove = (path) => call("DELETE", path);
export const inChat = (chatId, act, body) => post(`/play/chats/${chatId}/${act}`, body);
export const fileUrl = (fileId) => `/play/files/${encodeURIComponent(fileId)}`;

export async function upload(file) {
  const form = new FormData();
  form.append("file", file, file.name);
  return post("/play/files", form);
}
