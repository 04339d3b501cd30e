// A table of a list of any length: read page by page as it is scrolled, refreshed only where it is looked at.

import { h } from "../app/dom.js";

/** Maximum number of rows that are arranged. */
const MOST = 1000;
const NEAR = "800px";
/** Where rows are cards, and heads are not to be seen. */
const CARDS = "(width < 960px)";

export class PagedTable {
  /** To be put somewhere. */
  element;
  #options;
  #pages = null;
  #asked = null;
  #bodies = [];
  #heads;
  #working = null;
  #near;
  #table;
  #more = h("button", { onclick: () => this.#extend() }, "Show more");
  #moreRow = h("div.row.more", { hidden: true }, this.#more);
  #empty = h("p.empty", { hidden: true });

  /**
   * @param options.label of the table
   * @param options.columns see Rows
   * @param options.key what tells a row from others
   * @param options.read promises {rows, next?, total?} of what comes after a cursor; gets (after, signal)
   * @param options.view what is scrolled
   * @param options.grows whether scrolling to the end shows more
   * @param options.empty says why there is nothing
   * @param options.answered called with {shown, total} after each answer
   * @param options.failed called with an error
   * @param options.arrangement how they are shown, if one may choose; onarrange told when one has
   */
  constructor(options) {
    this.#options = options;
    this.#heads = options.columns.map((column) => this.#head(column));
    this.#table = h(
      "table",
      { role: "table", "aria-label": options.label, hidden: true },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, this.#heads)),
    );
    this.element = h("div.paged", {}, this.#table, this.#empty, this.#moreRow);
    this.#near = new IntersectionObserver((entries) => this.#moved(entries), { root: options.view, rootMargin: NEAR });
    this.reset();
  }

  /** What was read of the pages that there are. */
  get answers() {
    return this.#pages.list.map(({ answer }) => answer).filter(Boolean);
  }

  /** From the beginning: another question is asked now. Resolves when it is answered. */
  reset() {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    this.#pages = new Pages((after) => this.#options.read(after, signal));
    if (this.#bodies[0]) this.#bodies[0].isNear = true;
    return this.#work();
  }

  /** Something may have changed. Resolves when what is looked at is up to date. */
  refresh() {
    this.#pages.expire();
    return this.#work();
  }

  close() {
    this.#asked.abort();
    this.#near.disconnect();
  }

  #head(column) {
    const { head, class: kind } = column;
    const { arrangement, onarrange } = this.#options;
    const turn = () => {
      arrangement.turn(column);
      onarrange();
    };
    const content =
      arrangement && column.sort ? h("button.sort", { onclick: turn }, head) : head || h("span.unseen", {}, "Actions");
    return h("th", { scope: "col", role: "columnheader", class: kind }, content);
  }

  /** What is arranged has to be there as a whole. */
  get #isWhole() {
    return this.#options.arrangement?.isOn ?? false;
  }

  #extend() {
    this.#pages.extend();
    return this.#work();
  }

  #work() {
    this.#working ??= this.#loadWhatIsLookedAt().finally(() => {
      this.#working = null;
      this.#observeEnd();
    });
    return this.#working;
  }

  /** Asks the observer anew where the end is: it would not say so by itself if it is still near. */
  #observeEnd() {
    this.#near.unobserve(this.#moreRow);
    if (this.#options.grows && this.#pages.hasMore && !this.#isWhole) this.#near.observe(this.#moreRow);
  }

  async #loadWhatIsLookedAt() {
    for (let stale = this.#nextStale(); stale; stale = this.#nextStale()) {
      const { pages, page } = stale;
      try {
        await pages.load(page);
        if (pages !== this.#pages) continue;
        if (this.#isWhole && pages.hasMore && pages.rowCount < MOST) pages.extend();
        this.#draw();
      } catch (error) {
        if (pages === this.#pages) return this.#asked.signal.aborted ? undefined : this.#options.failed(error);
      }
    }
  }

  /** An empty table is not to be seen, but looked at all the same. */
  #nextStale() {
    const page = this.#pages.list.find(
      ({ isStale }, index) => isStale && (this.#table.hidden || this.#isWhole || (this.#bodies[index]?.isNear ?? true)),
    );
    return page && { pages: this.#pages, page };
  }

  #draw() {
    const { total, hasMore, rowCount: read } = this.#pages;
    const list = this.#arranged();
    const rowCount = list.reduce((sum, rows) => sum + rows.length, 0);
    const focused = document.activeElement?.closest?.("tr")?.dataset.key;
    while (this.#bodies.length > list.length) this.#drop(this.#bodies.pop());
    let first = 2;
    list.forEach((rows, index) => {
      this.#body(index).show(rows, first);
      first += rows.length;
    });
    this.#drawHeads();
    this.#table.ariaRowCount = String((total ?? (hasMore ? -2 : rowCount)) + 1);
    this.#table.hidden = rowCount === 0;
    this.#empty.hidden = rowCount > 0;
    if (rowCount === 0) this.#empty.textContent = this.#options.empty();
    this.#moreRow.hidden = !hasMore || this.#isWhole;
    if (focused !== undefined && document.activeElement === document.body) this.#focusAgain(focused);
    this.#options.answered({ shown: rowCount, read, total: total ?? rowCount, hasMore });
  }

  #drawHeads() {
    const { columns, arrangement } = this.#options;
    if (!arrangement) return;
    const tabIndex = matchMedia(CARDS).matches ? -1 : 0;
    columns.forEach((column, index) => {
      if (!column.sort) return;
      const head = this.#heads[index];
      head.ariaSort = arrangement.order(column);
      head.firstChild.tabIndex = tabIndex;
    });
  }

  /** The rows of each page, or of all pages as they are wanted. */
  #arranged() {
    const pages = this.#pages.list.map(({ rows }) => rows);
    return this.#isWhole ? [this.#options.arrangement.of(pages.flat())] : pages;
  }

  #body(index) {
    if (!this.#bodies[index]) {
      const body = new Rows(this.#options.columns, this.#options.key);
      this.#bodies.push(body);
      this.#table.append(body.element);
      this.#near.observe(body.element);
    }
    return this.#bodies[index];
  }

  #drop({ element }) {
    this.#near.unobserve(element);
    element.remove();
  }

  /** The row with the focus has moved to another page, or is gone: then the table's first is next. */
  #focusAgain(key) {
    const row = this.#table.querySelector(`tr[data-key="${CSS.escape(key)}"]`) ?? this.#table.querySelector("tbody tr");
    row?.querySelector("a, button")?.focus({ preventScroll: true });
  }

  #moved(entries) {
    for (const { target, isIntersecting } of entries) {
      const body = this.#bodies.find(({ element }) => element === target);
      if (body) body.isNear = isIntersecting;
      else if (target === this.#moreRow && isIntersecting && !this.#working) this.#extend();
    }
    this.#redrawMoved(entries.map(({ target }) => target));
    this.#work();
  }

  #redrawMoved(elements) {
    let first = 2;
    this.#arranged().forEach((rows, index) => {
      const body = this.#bodies[index];
      if (body && elements.includes(body.element)) body.show(rows, first);
      first += rows.length;
    });
  }
}

// A long list, read page by page with the service's cursors.
/**
 * Pages that follow each other: each begins after what the one before it ended with. What was read may be stale; reading a page
 * again may move the beginning of the next, which is stale then.
 */
export class Pages {
  /** `{after, answer, rows, next, isStale}`; `next` is what the following page comes after, null at the end of the list. */
  list = [blank(null)];
  /** How many there are in the whole list, as far as the service says. */
  total = null;
  #read;

  /** @param read promises {rows, next?, total?} of what comes after a cursor */
  constructor(read) {
    this.#read = read;
  }

  /** Whether there is something after the last page that is open. */
  get hasMore() {
    return this.list.at(-1).next !== null;
  }

  get rowCount() {
    return this.list.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** Opens the page after the last, to be loaded. */
  extend() {
    if (this.hasMore) this.list.push(blank(this.list.at(-1).next));
  }

  /** All that was read may be different by now. */
  expire() {
    for (const page of this.list) page.isStale = true;
  }

  async load(page) {
    const { after } = page;
    page.isStale = false;
    let answer;
    try {
      answer = await this.#read(after);
    } catch (error) {
      page.isStale = true;
      throw error;
    }
    if (page.after !== after || !this.list.includes(page)) return;
    page.answer = answer;
    page.rows = answer.rows;
    page.next = answer.next ?? null;
    this.total = answer.total ?? this.total;
    this.#joinNext(page);
  }

  #joinNext(page) {
    const index = this.list.indexOf(page) + 1;
    const following = this.list[index];
    if (!following) return;
    if (page.next === null) this.list.length = index;
    else if (following.after !== page.next) Object.assign(following, { after: page.next, isStale: true });
  }
}

function blank(after) {
  return { after, answer: null, rows: [], next: null, isStale: true };
}

// The rows of one page of a table, kept up to date in place: what has not changed is not touched, and keeps the focus.
/**
 * @typedef {object} Column
 * @property {string} head
 * @property {(row) => string | Node | (Node | string)[]} cell made again only when the row has changed
 * @property {string} [class]
 */

class Rows {
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
