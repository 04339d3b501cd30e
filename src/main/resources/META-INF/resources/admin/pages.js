// A long list, read page by page with the service's cursors.

/**
 * Pages that follow each other: each begins after what the one before it ended with. What was read may be stale; reading a page
 * again may move the beginning of the next, which is stale then.
 */
export class Pages {
  /** `{after, rows, next, isStale}`; `next` is what the following page comes after, null at the end of the list. */
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
  return { after, rows: [], next: null, isStale: true };
}
