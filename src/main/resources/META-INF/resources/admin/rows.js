// The rows of one page of a table, kept up to date in place: what has not changed is not touched, and keeps the focus.

import { h } from "../app/dom.js";

/**
 * @typedef {object} Column
 * @property {string} head
 * @property {(row) => string | Node | (Node | string)[]} cell made again only when the row has changed
 * @property {string} [class]
 */

export class Rows {
  /** Its `<tbody>`. */
  element = h("tbody", { role: "rowgroup" });
  /** Whether it is near what can be seen; while it is not, an empty row as high as all others stands for them. */
  isNear = true;
  #columns;
  #key;
  #views = new Map();

  constructor(columns, key) {
    this.#columns = columns;
    this.#key = key;
  }

  /** @param first the number of its first row within the table, for those who do not see it */
  show(rows, first) {
    if (!this.isNear && !this.element.contains(document.activeElement)) return this.#fold(rows.length);
    const kept = new Set(rows.map(this.#key));
    for (const [key, { element }] of this.#views) if (!kept.has(key)) this.#remove(key, element);
    if (this.#views.size === 0) this.element.replaceChildren();
    let place = this.element.firstElementChild;
    rows.forEach((row, index) => {
      const { element } = this.#view(row);
      if (element === place) place = place.nextElementSibling;
      else this.element.insertBefore(element, place);
      const at = String(first + index);
      if (element.ariaRowIndex !== at) element.ariaRowIndex = at;
    });
  }

  #fold(length) {
    if (this.#views.size === 0) return;
    const height = this.element.offsetHeight;
    const spacer = h("td", { colspan: String(this.#columns.length) });
    spacer.style.height = `${height}px`;
    spacer.style.padding = "0";
    this.#views.clear();
    this.element.replaceChildren(h("tr", { hidden: length === 0, ariaHidden: "true" }, spacer));
  }

  #remove(key, element) {
    this.#views.delete(key);
    element.remove();
  }

  #view(row) {
    const key = this.#key(row);
    const text = JSON.stringify(row);
    let view = this.#views.get(key);
    if (!view) {
      const cells = this.#columns.map((column, index) => cellOf(column, index));
      view = { element: h("tr", { role: "row", "data-key": key }, cells), cells, text: null };
      this.#views.set(key, view);
    }
    if (view.text !== text) this.#fill(view, row);
    view.text = text;
    return view;
  }

  #fill({ cells }, row) {
    this.#columns.forEach(({ cell }, index) => {
      const content = cell(row);
      const target = cells[index];
      if (typeof content === "string") {
        if (target.textContent !== content || target.childElementCount) target.textContent = content;
      } else replace(target, [content].flat());
    });
  }
}

function cellOf({ head, class: kind }, index) {
  const attributes = { class: kind, "data-head": head };
  return index === 0
    ? h("th", { scope: "row", role: "rowheader", ...attributes })
    : h("td", { role: "cell", ...attributes });
}

/** What can be focused keeps its place, and with it the focus. */
function replace(cell, content) {
  const focused = [...cell.querySelectorAll("a, button")].indexOf(document.activeElement);
  cell.replaceChildren(...content);
  if (focused >= 0) cell.querySelectorAll("a, button")[focused]?.focus();
}
