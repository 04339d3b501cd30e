// Calling a person, and the call that one is in.

import { stylesheet, undress } from "../dom.js";
import { Desk } from "./desk.js";
import { theTelephone } from "./telephone.js";

export const title = "Call";

const STYLE = "app/calling/calling.css";

export async function open(main, { params, session, announce }) {
  await stylesheet(STYLE);
  const telephone = theTelephone(session, announce);
  const desk = new Desk(session, telephone, announce);
  let hide = null;
  const show = () => {
    const { talk, result } = telephone;
    hide?.();
    hide = null;
    history.replaceState(null, "", address(talk));
    if (talk) hide = telephone.showIn(main);
    else showDesk(result);
  };
  const showDesk = (result) => {
    main.replaceChildren(desk.element);
    undress();
    stylesheet(STYLE);
    announce("");
    desk.show(result);
  };
  const offs = [
    telephone.on("change", () => {
      show();
      telephone.talk?.focus();
    }),
    telephone.on("state", (talk) => history.replaceState(null, "", address(talk))),
  ];
  show();
  if (params.get("id") && !telephone.talk && !telephone.result) desk.tell("This call has ended.");
  if (params.get("to")) desk.prefill(params.get("to"));
  return () => {
    for (const off of offs) off();
    desk.close();
    hide?.();
  };
}

const address = (talk) => (talk?.call ? `#/call?${new URLSearchParams({ id: talk.call.id })}` : "#/call");
