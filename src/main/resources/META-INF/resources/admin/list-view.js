// A view of one list: its heading with how many there are, a search whose text is in the address, the table, and what is missing.

import { h } from "../app/dom.js";
import { PagedTable } from "./paged-table.js";
import { listAddress } from "./route.js";
import { count, moment } from "./words.js";

const PAGE = 100;
const TYPED_FOR_MS = 200;

/**
 * @param main where it is shown
 * @param context {api, live, params, status}
 * @param list {name, title, noun, about, hint, columns, key}; its answers have the rows below its name
 * @returns what ends it
 */
export function openList(main, { api, live, params, status }, list) {
  let q = params.get("q") ?? "";
  let asOf = null;
  let typed = null;
  const shown = h("p.quiet", {});
  const found = h("p.unseen", { role: "status" });
  const missing = h("p.notice", { hidden: true });
  const trouble = h("p.notice.bad", { role: "alert", hidden: true });
  const field = h("input", { type: "search", name: "q", value: q, placeholder: list.hint, autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: "200" });

  const table = new PagedTable({
    label: list.title,
    columns: list.columns,
    key: list.key,
    view: main,
    grows: true,
    empty: () => (q ? `No ${list.noun} matches “${q}”.` : `There are no ${list.noun}s at the moment.`),
    read: async (after, signal) => {
      const answer = await api.get([list.name], { q, after, limit: PAGE }, signal);
      tellMissing(answer.unreachable);
      return { ...answer, rows: answer[list.name] };
    },
    answered: ({ total }) => {
      asOf = Date.now();
      trouble.hidden = true;
      shown.textContent = q ? `${count(total, list.noun)} found` : count(total, list.noun);
    },
    failed: ({ message }) => {
      trouble.hidden = false;
      trouble.textContent = asOf ? `${message} What is shown is as of ${moment(asOf)}.` : message;
    },
  });

  function tellMissing(nodes = []) {
    missing.hidden = nodes.length === 0;
    missing.textContent = `${nodes.join(", ")} cannot be reached: what only ${nodes.length === 1 ? "that node knows" : "those nodes know"} is missing here.`;
  }

  async function search() {
    clearTimeout(typed);
    if (field.value.trim() === q) return;
    q = field.value.trim();
    history.replaceState(null, "", listAddress(list.name, q));
    await table.reset();
    found.textContent = shown.textContent;
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
      h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); search(); } }, h("label", {}, `Search ${list.noun}s`, field)), // prettier-ignore
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
