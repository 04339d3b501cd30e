// A view of one list: its heading with how many there are, a search whose text is in the address, the table, and what is missing.

import { h } from "../app/dom.js";
import { PagedTable } from "./paged-table.js";
import { openPage } from "./page.js";
import { listAddress } from "./route.js";
import { count, number } from "./words.js";

const PAGE = 100;
const LARGE_PAGE = 500;
const TYPED_FOR_MS = 200;

/**
 * @param main where it is shown
 * @param context {api, live, params, status}
 * @param list {name, title, noun, hint, columns, filters, key}; its answers have the rows below its name
 * @returns what ends it
 */
export function openList(main, { api, live, params, status }, list) {
  let q = params.get("q") ?? "";
  let typed = null;
  const { filters } = list;
  const arrangement = new Arrangement(list.columns, filters, params);
  const order = h(
    "select",
    { name: "sort", onchange: ({ target }) => ((arrangement.sort = target.value), arrange()) },
    h("option", { value: "" }, "As listed"),
  );
  for (const { head, sort } of list.columns)
    if (sort) order.append(h("option", { value: head }, `${head} ▲`), h("option", { value: `-${head}` }, `${head} ▼`));
  order.value = arrangement.sort;
  const selects = filters.map((filter) => ({
    filter,
    select: h("select", {
      name: filter.key,
      onchange: ({ target }) => (arrangement.choose(filter.key, target.value), arrange()),
    }),
  }));
  const found = h("p.unseen", { role: "status" });
  const missing = h("p.notice", { hidden: true });
  const field = h("input", {
    type: "search",
    name: "q",
    value: q,
    placeholder: list.hint,
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: "200",
  });

  /** What rows had to filter them by. */
  const seen = filters.map(() => new Set());

  const table = new PagedTable({
    label: list.title,
    columns: list.columns,
    key: list.key,
    view: main,
    grows: true,
    arrangement,
    onarrange: () => arrange(),
    empty: () =>
      arrangement.isFiltering
        ? `No ${list.noun} is like that.`
        : q
          ? `No ${list.noun} matches “${q}”.`
          : `There are no ${list.noun}s at the moment.`,
    read: async (after, signal) => {
      const answer = await api.get([list.name], { q, after, limit: arrangement.isOn ? LARGE_PAGE : PAGE }, signal);
      tellMissing(answer.unreachable);
      for (const row of answer[list.name]) seen.forEach((values, index) => values.add(String(filters[index].of(row))));
      showFilters();
      return { ...answer, rows: answer[list.name] };
    },
    answered: ({ shown: rows, read, total, hasMore }) => {
      page.answered();
      let text = q ? `${count(total, list.noun)} found` : count(total, list.noun);
      if (arrangement.isFiltering) text += `, ${number(rows)} of them shown`;
      if (arrangement.isOn && hasMore) text += `. Only the first ${number(read)} are looked at: search for fewer.`;
      page.said.textContent = text;
    },
    failed: (error) => page.failed(error),
  });

  function showFilters() {
    selects.forEach(({ filter, select }, index) => {
      const values = [...new Set([...seen[index], arrangement.chosen(filter.key)])].filter(Boolean).sort();
      if (select.options.length === values.length + 1) return;
      select.replaceChildren(
        h("option", { value: "" }, "All"),
        ...values.map((value) =>
          h("option", { value, selected: value === arrangement.chosen(filter.key) }, filter.words?.[value] ?? value),
        ),
      );
    });
  }

  async function arrange() {
    order.value = arrangement.sort;
    history.replaceState(null, "", listAddress(list.name, { q, ...arrangement.params }));
    await table.reset();
    found.textContent = page.said.textContent;
  }

  function tellMissing(nodes = []) {
    missing.hidden = nodes.length === 0;
    missing.textContent = `${nodes.join(", ")} cannot be reached: what only ${nodes.length === 1 ? "that node knows" : "those nodes know"} is missing here.`;
  }

  async function search() {
    clearTimeout(typed);
    if (field.value.trim() === q) return;
    q = field.value.trim();
    await arrange();
  }

  field.addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(search, TYPED_FOR_MS);
  });
  const page = openPage(
    main,
    { title: list.title, status },
    h(
      "form.row",
      {
        role: "search",
        onsubmit: (event) => {
          event.preventDefault();
          search();
        },
      },
      h("label.grow", {}, `Search ${list.noun}s`, field),
      selects.map(({ filter, select }) => h("label", {}, filter.label, select)),
      h("label.order", {}, "Sort by", order),
    ),
    missing,
    found,
    table.element,
  );
  const stop = live.on("change", () => table.refresh());
  return {
    refresh: () => table.refresh(),
    close: () => {
      clearTimeout(typed);
      stop();
      table.close();
    },
  };
}

// In which order a list is shown, and which part of it. That is done here, of what has been read: so it is read in large pages, up to a limit.
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));

/**
 * An order and filters, as an address has them: `sort` the key of a column, after a "-" if the other way round, and each filter by its key.
 *
 * @param columns those with a `sort` by which a list can be ordered: what a row is ordered by
 * @param filters `{key, label, of, words?}`: `of` what a row is filtered by
 */
export class Arrangement {
  #columns;
  #filters;
  #sort;
  #chosen;

  constructor(columns, filters, params) {
    this.#columns = columns;
    this.#filters = filters;
    this.#sort = params.get("sort") ?? "";
    this.#chosen = Object.fromEntries(filters.map(({ key }) => [key, params.get(key) ?? ""]));
  }

  get isOn() {
    return this.#column !== undefined || this.isFiltering;
  }

  get isFiltering() {
    return Object.values(this.#chosen).some(Boolean);
  }

  /** For an address. */
  get params() {
    return { sort: this.sort, ...this.#chosen };
  }

  chosen(key) {
    return this.#chosen[key];
  }

  choose(key, value) {
    this.#chosen[key] = value;
  }

  /** "ascending", "descending" or "none". */
  order(column) {
    if (column !== this.#column) return "none";
    return this.#sort.startsWith("-") ? "descending" : "ascending";
  }

  /** Upwards, downwards, as it came. */
  turn(column) {
    const next = { none: column.head, ascending: `-${column.head}`, descending: "" };
    this.#sort = next[this.order(column)];
  }

  get sort() {
    return this.#column ? this.#sort : "";
  }

  set sort(sort) {
    this.#sort = sort;
  }

  /** The rows as they are to be shown. */
  of(rows) {
    const kept = rows.filter((row) =>
      this.#filters.every(({ key, of }) => !this.#chosen[key] || String(of(row)) === this.#chosen[key]),
    );
    const column = this.#column;
    if (!column) return kept;
    const turn = this.order(column) === "descending" ? -1 : 1;
    return kept.sort((a, b) => turn * compare(column.sort(a), column.sort(b)));
  }

  get #column() {
    const name = this.#sort.replace(/^-/, "");
    return this.#columns.find(({ head, sort }) => sort && head === name);
  }
}
