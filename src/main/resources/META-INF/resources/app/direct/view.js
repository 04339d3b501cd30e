// A call between two devices that no service introduces: offer and answer go from one to the other by QR code or by copy and paste.

import { stylesheet } from "../dom.js";
import { engagement } from "../engagement.js";
import { Exchange } from "./exchange.js";

export const title = "Offline call";

/** `#/direct?offer=…` begins to answer that code; it is for this once, so a reload does not find it in the address again. */
export async function open(main, { params, session, announce }) {
  await stylesheet("app/direct/direct.css");
  const offer = params.get("offer");
  if (offer) history.replaceState(null, "", "#/direct");
  const { current } = engagement;
  if (current instanceof Exchange && !offer) return current.showIn(main);
  const exchange = new Exchange(main, { session, announce });
  exchange.choose(offer ?? undefined);
  return () => exchange.close();
}
