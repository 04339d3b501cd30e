import { PeerServer } from "peer";
import { listening, tls } from "./listener.mjs";

PeerServer({ ...listening, path: "/", concurrent_limit: 100000, alive_timeout: 600000, ...(tls && { ssl: tls }) });
