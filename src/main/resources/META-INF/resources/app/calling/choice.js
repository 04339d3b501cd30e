// Whom a text means.

import { idOf } from "./words.js";

/** `people` are those the service suggests for it; null if it may be several. */
export function meant(text, people, { namesAreIds }) {
  const same = (one) => one?.toLocaleLowerCase() === text.toLocaleLowerCase();
  const byId = people.find(({ user }) => same(user));
  if (byId) return byId;
  const byName = people.filter(({ name }) => same(name));
  if (byName.length > 1) return null;
  return byName[0] ?? { user: namesAreIds ? idOf(text) : text, name: text };
}

/** Whether there is nothing left to complete. */
export const isExactly = ({ user, name }, text) => [user, name].includes(text.trim());
