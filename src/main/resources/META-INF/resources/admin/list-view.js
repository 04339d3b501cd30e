// A view of one list: its heading with how many there are, a search whose text is in the address, the table, and what is missing.

import { h } from "../app/dom.js";
import { Arrangement } from "./arrangement.js";
import { PagedTable } from "./paged-table.js";
import { listAddress } from "./route.js";
import { count, moment, number } from "./words.js";

const PAGE = 100;
const LARGE_PAGE = 500;
const TYPED_FOR_MS = 200;

/**
 * @param main where it is shown
 * @param context {api, live, params, status}
 * @param list {name, title, noun, about, hint, columns, filters, key}; its answers have the rows below its name
 * @returns what ends it
 */
export function openList(main, { api, live, params, status }, list) {
  let q = params.get("q") ?? "";
  let asOf = null;
  let typed = null;
  const { filters = [] } = list;
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
  const shown = h("p.quiet", {});
  const found = h("p.unseen", { role: "status" });
  const missing = h("p.notice", { hidden: true });
  const trouble = h("p.notice.bad", { role: "alert", hidden: true });
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
      asOf = Date.now();
      trouble.hidden = true;
      shown.textContent = q ? `${count(total, list.noun)} found` : count(total, list.noun);
      if (arrangement.isFiltering) shown.textContent += `, ${number(rows)} of them shown`;
      if (arrangement.isOn && hasMore)
        shown.textContent += `. Only the first ${number(read)} are looked at: search for fewer.`;
    },
    failed: ({ message }) => {
      trouble.hidden = false;
      trouble.textContent = asOf ? `${message} What is shown is as of ${moment(asOf)}.` : message;
    },
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
    found.textContent = shown.textContent;
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
  main.append(
    h(
      "div.page.wide.stack",
      {},
      h("div.row.heading", {}, h("div.grow", {}, h("h1", { tabindex: "-1" }, list.title), shown), status),
      h(
        "form.row.search",
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
      trouble,
      found,
      table.element,
    ),
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
