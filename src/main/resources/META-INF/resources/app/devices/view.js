// `#/devices`: do camera, microphone and speaker work?

import { h, heading, stylesheet } from "../dom.js";
import { DeviceCheck } from "./check.js";
import { Media } from "../../client/media/devices.js";

export const title = "Devices";

export async function open(main, { announce }) {
  await stylesheet("app/devices/devices.css");
  const media = new Media();
  const check = new DeviceCheck(media, announce);
  main.append(
    h(
      "div.page.narrow.stack",
      {},
      heading(
        "Camera, microphone, speaker",
        "Nothing of this leaves your machine. What you choose here is used in calls.",
      ),
      h("div.card", {}, check.element),
      h("p", {}, h("a", { href: "#/conference" }, "On to a conference")),
    ),
  );
  return () => {
    check.close();
    media.close();
  };
}
