import { readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- what follows is made by src/test/interop/run -->";

/** Replaces what stands behind the mark in the document by the tables of these results. */
export function document(file, rows) {
  const [prose] = readFileSync(file, "utf8").split(BEGIN);
  const notes = [];
  const tables = [
    "## What connected\n",
    table(
      [
        "stack",
        "version",
        "offers",
        "answers",
        "trickles",
        "renegotiation by it",
        "by Chromium",
        "ICE restart by it",
        "by Chromium",
      ],
      rows.map((row) => [row.stack, row.version, ...connected(row, notes)]),
    ),
    notes.map((note, i) => `${i + 1}. ${note}\n`).join(""),
    "## What Beckon did\n",
    table(
      ["stack", "descriptions of it relayed", "candidates of it relayed", "refused, of it or of Chromium to it"],
      rows.map((row) => [row.stack, ...relayed(row)]),
    ),
  ];
  writeFileSync(file, `${prose}${BEGIN}\n\n${tables.join("\n")}`);
}

function connected({ cases }, notes) {
  const cell = (column) => {
    const outcome = cases[column];
    if (!outcome) return "–";
    const { kind, why, but } = outcome;
    if (!why && !but) return kind;
    const note = (why ?? but).replace(/\d{6,}/g, "…"); // what differs from run to run
    if (!notes.includes(note)) notes.push(note);
    return `${why ? "no" : kind} (${notes.indexOf(note) + 1})`;
  };
  return [
    cell("offer"),
    cell("answer"),
    trickle(cases),
    cell("renegotiates"),
    cell("is renegotiated with"),
    cell("restarts ICE"),
    cell("takes an ICE restart"),
  ];
}

function trickle(cases) {
  const sent = sentBy(cases, "it");
  if (sent.some(({ type, what }) => type === "ice-candidate" && what?.candidate)) return "yes";
  const whole = sent.filter(({ type, what }) => type !== "ice-candidate" && what.includes("\na=candidate:"));
  return whole.length ? "no: whole descriptions" : "no, and has none in its descriptions";
}

function relayed({ cases }) {
  const sent = sentBy(cases, "it");
  const of = (all, candidates) => all.filter(({ type }) => (type === "ice-candidate") === candidates);
  const count = (all) => `${all.filter(({ reply }) => reply === "ack").length} of ${all.length}`;
  const refused = [...sent, ...sentBy(cases, "other")].filter(({ reply }) => reply !== "ack");
  const reasons = [...new Set(refused.map(({ code, message }) => `\`${code}\`: ${message}`))];
  return [count(of(sent, false)), count(of(sent, true)), reasons.join("; ") || "nothing"];
}

function sentBy(cases, side) {
  return Object.values(cases)
    .flatMap(({ peers }) => peers[side] ?? [])
    .filter(({ event }) => event === "sent");
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("");
}
