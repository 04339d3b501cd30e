// Making elements.

/**
 * An element with what is in it; `tag` is its name and, each after a dot, its classes. Of its properties those that begin with "on"
 * are listeners, booleans, functions and objects are the element's own, and all others attributes; `undefined` and `null` are left
 * out, among the children `false`, too. A button submits only if it says so.
 */
export function h(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(" ");
  if (name === "button") element.type = "button";
  for (const [key, value] of Object.entries(properties)) set(element, key, value);
  element.append(...children.flat().filter((child) => ![undefined, null, false].includes(child)));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (["boolean", "function", "object"].includes(typeof value)) element[name] = value;
  else element.setAttribute(name, value);
}

/** Of a field for what a browser neither knows nor corrects. */
export const AS_TYPED = { autocomplete: "off", autocapitalize: "none", spellcheck: "false" };

/** What stands at the head of a view: its title, and what one does there. */
export function heading(title, about) {
  return h("div.stack.tight", {}, h("h1", { tabindex: "-1" }, title), h("p.quiet", {}, about));
}

const sheets = new Map();

function sheetOf(href, media) {
  if (!sheets.has(href)) {
    const link = h("link", { rel: "stylesheet", media, href: new URL(href, document.baseURI).pathname });
    sheets.set(href, { link, loaded: new Promise((resolve) => (link.onload = link.onerror = resolve)) });
    document.head.append(link);
  }
  return sheets.get(href);
}

/** A view's own style, until `undress`, or for good if it `stays`; resolves when it is there. */
export function stylesheet(href, { stays = false } = {}) {
  const sheet = sheetOf(href, "all");
  sheet.stays ||= stays;
  sheet.link.media = "all";
  return sheet.loaded;
}

/** Says which styles an element takes, wherever it is shown, and asks for them: they count unless it is aside just now. */
export function dress(element, ...hrefs) {
  element.dataset.styles = hrefs.join(" ");
  if (element.isConnected && !element.closest("main")) for (const href of hrefs) sheetOf(href, "not all");
  else redress(element);
}

/** Something that has outlived its view is shown again: it asks for the styles of all that is in it. */
export function redress(element) {
  for (const { dataset } of [element, ...element.querySelectorAll("[data-styles]")]) {
    for (const href of dataset.styles?.split(" ") ?? []) stylesheet(href);
  }
}

/** Views that come do not look like those before. */
export function undress() {
  for (const { link, stays } of sheets.values()) if (!stays) link.media = "not all";
}

const loaded = new Promise((resolve) => {
  if (globalThis.document?.readyState === "complete") resolve();
  else globalThis.addEventListener?.("load", resolve, { once: true });
});

/** Shows a stream once the page is loaded: browsers call no page so that has a picture without frames. */
export async function show(video, stream) {
  await loaded;
  if (video.srcObject !== stream) video.srcObject = stream;
}

/** "12:03:04.567", by this machine's clock. */
export function clock(milliseconds) {
  const at = new Date(milliseconds);
  return `${at.toLocaleTimeString([], { hour12: false })}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** Promises whether the browser let the page copy that. */
export function copy(text) {
  return (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
    () => true,
    () => false,
  );
}

/** Hands a file to the user. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
