// Which candidates go into a code, and an address in bytes.

export const MOST = 8;

const HOST_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/i;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * The best first, each address once, at most eight. Those of an active TCP port are left out: nobody can connect to it, and whoever
 * has it connects by itself (RFC 6544 section 6.2). If there are too many, each type keeps its best ones.
 */
export function chosen(candidates) {
  const known = new Set();
  const usable = candidates
    .filter(({ tcpType, address }) => tcpType !== "active" && kindOf(address))
    .sort((a, b) => b.priority - a.priority)
    .filter(({ type, protocol, address, port }) => {
      const key = [type, protocol, address, port].join(" ");
      return !known.has(key) && known.add(key);
    });
  if (usable.length <= MOST) return usable;
  const rank = (one) => usable.filter(({ type }) => type === one.type).indexOf(one);
  const kept = new Set([...usable].sort((a, b) => rank(a) - rank(b)).slice(0, MOST));
  return usable.filter((one) => kept.has(one));
}

/** Which kind of address: 0 IPv4, 1 IPv6, 2 a name that mDNS resolves; none of another. */
export const KINDS = [{ length: 4 }, { length: 16 }, { length: 16 }];

export function kindOf(address) {
  const index = [IPV4.test(address), address.includes(":") && !address.includes("%"), HOST_NAME.test(address)].indexOf(
    true,
  );
  return index < 0 ? undefined : { ...KINDS[index], index };
}

export function addressBytes(address) {
  if (IPV4.test(address)) return address.split(".").map(Number);
  if (address.includes(":")) return ipv6Bytes(address);
  return address
    .replace(/-|\.local$/gi, "")
    .match(/../g)
    .map((byte) => parseInt(byte, 16));
}

export function addressText(kind, bytes) {
  if (kind === 0) return bytes.join(".");
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (kind === 1) return ipv6Text(hex.match(/..../g));
  return `${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}.local`;
}

function ipv6Bytes(address) {
  const [head, tail] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const groups = tail ? [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail] : head;
  return groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]);
}

/** As RFC 5952 writes it. */
function ipv6Text(groups) {
  const text = groups.map((group) => parseInt(group, 16).toString(16)).join(":");
  const [longest] = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].sort((a, b) => b[0].length - a[0].length);
  if (!longest) return text;
  const before = text.slice(0, longest.index).replace(/:$/, "");
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, "");
  return `${before}::${after}`;
}
