// In which order a list is shown, and which part of it. That is done here, of what has been read: so it is read in large pages, up to a limit.

/** So many rows are arranged at most. */
export const MOST = 1000;

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
