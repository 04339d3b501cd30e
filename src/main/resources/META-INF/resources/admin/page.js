// What views have in common: a heading, what is said below it, and what went wrong.

import { h } from "../app/dom.js";
import { moment } from "./words.js";

/**
 * @param above what stands above the heading, if anything
 * @param status whether it is live, if it is
 * @returns `heading` and `said`, to be filled; `answered` and `failed` are told how it goes
 */
export function openPage(main, { title, above, status }, ...content) {
  const heading = h("h1", { tabindex: "-1" }, title);
  const said = h("p.quiet", {});
  const trouble = h("p.notice.bad", { role: "alert", hidden: true });
  let asOf = null;
  main.append(
    h(
      "div.page.wide.stack",
      {},
      h("div.row.heading", {}, h("div.grow", {}, above, heading, said), status),
      trouble,
      content,
    ),
  );
  return {
    heading,
    said,
    answered() {
      asOf = Date.now();
      trouble.hidden = true;
    },
    failed({ message }) {
      trouble.hidden = false;
      trouble.textContent = asOf ? `${message} What is shown is as of ${moment(asOf)}.` : message;
    },
  };
}

export function section(title, ...content) {
  return h("section.stack.tight", { "aria-label": title }, h("h2", {}, title), ...content);
}
