// What the service says about calls, in words for people.

const HUNG_UP = [null, undefined, "hangup", "left", "closed"];
const LOST = ["timeout", "node-lost", "replaced"];

/** "Alice Smith" is alice-smith: what the development identity makes of a name. */
export const idOf = (name) => name.trim().toLocaleLowerCase("en").replace(/\s+/gu, "-");

/** What one calls a person whose name is not known, too. */
export const nameOf = ({ user, name }) => name || user;

/** "Bob", "Bob and Carol", "Bob, Carol and Dan". */
export function listed(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** How long something took: "2:05", "1:00:07". */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** How long ago: "just now", "5 minutes ago", "yesterday". */
export function ago(at, now) {
  const minutes = Math.round((now - at) / 60_000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (minutes < 1) return "just now";
  if (minutes < 60) return words.format(-minutes, "minute");
  if (minutes < 24 * 60) return words.format(-Math.round(minutes / 60), "hour");
  return words.format(-Math.round(minutes / 60 / 24), "day");
}

/** Why somebody could not be called, `{text, advice}`. Whether there is such a person is not told. @param me one's own id */
export function refusal({ code, message, retryAfterMs }, people, me) {
  const names = listed(people.map(nameOf));
  switch (code) {
    case "no-such-user":
      if (people.every(({ user }) => user === me))
        return {
          text: "That is you, and you are signed in nowhere else.",
          advice: "To try a call, sign in as somebody else in another browser.",
        };
      return {
        text: `Nobody can be reached as ${names} at the moment.`,
        advice: "Nobody with that name is online. Whoever has it will see a missed call.",
      };
    case "not-allowed":
      return { text: `You may not call ${names}.`, advice: "Somebody who administers this service can change that." };
    case "rate-limited":
      return {
        text: "You have called very often in the last minute.",
        advice: `Call again ${retryAfterMs ? `in ${Math.ceil(retryAfterMs / 1000)} seconds` : "in a minute"}.`,
      };
    case "busy":
      return { text: `${names} cannot take another call at the moment.`, advice: "Call again later." };
    case "resume-expired":
    case "closed":
      return { text: "The connection to the service was lost before it rang.", advice: "Call again." };
    default:
      return { text: `${names} cannot be called.`, advice: message };
  }
}

/** What became of one who was called. */
export function row(outcome, person, reason) {
  const name = nameOf(person);
  switch (outcome) {
    case "declined":
      return `${name} declined${reason ? `: “${reason}”` : "."}`;
    case "busy":
      return `${name} is in another call at the moment, or you are calling them already.`;
    case "no-answer":
      return `${name} did not answer.`;
    default:
      return `${name} was not reached.`;
  }
}

/** How a call ended that had been accepted. */
export function farewell(reason, name, several = false) {
  if (HUNG_UP.includes(reason)) return several ? "Everybody else has left." : `${name} hung up.`;
  if (LOST.includes(reason))
    return several ? "The connections of everybody else were lost." : `The connection of ${name} was lost.`;
  if (reason === "signed-out" || reason === "token-expired") return `${name} was signed out.`;
  if (reason === "resume-expired") return "Your connection was away for too long, and the call is over.";
  return `The call is over: ${reason}`;
}

/** What is said where it rang and was not answered; `missed` when the user should know of it later, too. */
export function stopped({ outcome, reason }, person) {
  const name = nameOf(person);
  if (outcome === "answered-elsewhere") return { text: `The call of ${name} was answered on another device.` };
  if (outcome === "declined") return { text: `The call of ${name} was declined on another device.` };
  if (outcome === "cancelled" && reason === "crossed") return { text: "" };
  if (outcome === "cancelled") return { missed: true, text: `${name} has stopped calling. You have a missed call.` };
  return { missed: true, text: `You have missed a call of ${name}.` };
}
