// Types of beckon-client. The frames' meaning stands in the service's protocol documentation.
/// <reference lib="dom" />
/// <reference lib="es2022" />

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Metadata = { [key: string]: Json };
export type Pattern = "mesh" | "sfu" | "mcu" | "broadcast" | "lobby";
export type Role = "participant" | "viewer" | "host" | "moderator" | "media-server";

/** One member of a room, as the receiver sees it; `polite` is that peer's side of its pair with the receiver. */
export interface Participant {
  readonly peer: string;
  readonly user: string;
  readonly userName?: string;
  readonly name?: string;
  readonly role: Role;
  readonly metadata: Metadata;
  readonly polite: boolean;
}

/** A person as calls name them. */
export interface Person {
  readonly user: string;
  readonly name?: string;
}

/** What proves a session: with it a page that is loaded again takes the place of its former self (`JoinOptions.replace`). */
export interface Credentials {
  session: string;
  secret: string;
}

export interface Limits {
  readonly maxFrameBytes: number;
  readonly framesPerSecond?: number;
  readonly framesBurst?: number;
  readonly resendIds?: number;
  readonly [name: string]: number | undefined;
}

/** Any frame of the wire. */
export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The frames of a room's log, as they come from the service. */
interface InRoom {
  readonly room: string;
  readonly seq: number;
}
interface FromPeer extends InRoom {
  /** The sender's peer id. */
  readonly from: string;
  /** Only when it was addressed. */
  readonly to?: string;
}

export interface WelcomeFrame extends Frame, Credentials {
  readonly type: "welcome";
  readonly user: { readonly id: string; readonly name?: string };
  readonly expiresAt: string;
  readonly iceServers: RTCIceServer[];
  readonly heartbeatSeconds: number;
  readonly resumeWindowSeconds: number;
  readonly limits: Limits;
  readonly protocol: string;
  readonly node?: string;
}
export interface ResumedFrame extends Frame, Credentials {
  readonly type: "resumed";
  readonly expiresAt: string;
  readonly iceServers: RTCIceServer[];
  readonly calls: ResumedCall[];
  readonly rooms: {
    readonly [room: string]:
      | {
          readonly seq: number;
          readonly participants: Participant[];
          readonly participantCount: number;
          readonly missed: number;
        }
      | { readonly error: string };
  };
}
export interface ResumedCall {
  readonly call: string;
  readonly state: string;
  readonly from: Person;
  readonly to: Person | Person[];
  readonly room?: string;
}
export interface JoinedFrame extends Frame, InRoom {
  readonly type: "joined";
  readonly pattern: Pattern;
  readonly locked?: true;
  readonly shard: number | string;
  readonly self: Participant;
  readonly participants: Participant[];
  readonly participantCount: number;
}
export interface AckFrame extends Frame {
  readonly type: "ack";
  readonly id: string;
  readonly room?: string;
  readonly seq?: number;
}
export interface PeerJoinedFrame extends Frame, InRoom {
  readonly type: "peer-joined";
  readonly peer: Participant;
}
export interface PeerUpdatedFrame extends Frame, InRoom {
  readonly type: "peer-updated";
  readonly peer: Participant;
}
export interface PeerLeftFrame extends Frame, InRoom {
  readonly type: "peer-left";
  /** Its id. */
  readonly peer: string;
  readonly reason: string;
}
export interface OfferFrame extends Frame, FromPeer {
  readonly type: "offer";
  readonly offer: { type: "offer"; sdp: string } | { type: "rollback"; sdp?: undefined };
  readonly pc?: string;
}
export interface AnswerFrame extends Frame, FromPeer {
  readonly type: "answer";
  readonly answer: { type: "answer" | "pranswer"; sdp: string };
  readonly pc?: string;
  readonly re?: number;
}
export interface RejectFrame extends Frame, FromPeer {
  readonly type: "reject";
  readonly pc?: string;
  readonly re?: number;
  readonly reason?: string;
}
export interface IceCandidateFrame extends Frame, FromPeer {
  readonly type: "ice-candidate";
  /** `null` and one whose text is empty: there are no more. */
  readonly candidate: RTCIceCandidateInit | null;
  readonly pc?: string;
  readonly re?: number;
}
export interface MessageFrame<Data = Json> extends Frame, FromPeer {
  readonly type: "message";
  readonly data: Data;
}
export interface NegotiationFrame extends Frame, InRoom {
  readonly type: "negotiation";
  readonly from: string;
  readonly to?: string;
  readonly pc?: string;
  readonly state: "timeout" | "glare" | "rejected" | "answered";
  /** With glare, the peer that yields. */
  readonly polite?: string;
}
export interface RoomStatsFrame extends Frame {
  readonly type: "room-stats";
  readonly room: string;
  readonly counts: { readonly [role: string]: number };
}
export type MediaSource = "microphone" | "camera" | "screen" | "hand";

/** A moderator, `from`, wants one to stop sending. */
export interface MuteRequestedFrame extends Frame, InRoom {
  readonly type: "mute-requested";
  readonly from: string;
  readonly source: MediaSource;
}

export interface Knocker {
  readonly user: string;
  readonly userName: string;
  readonly name?: string;
}

/** To moderators: all who wait to be let in. */
export interface KnocksFrame extends Frame, InRoom {
  readonly type: "knocks";
  readonly waiting: readonly Knocker[];
}

export interface RoomNoticeFrame extends Frame, InRoom {
  readonly type: "room-locked" | "room-unlocked" | "room-closed";
}
export interface CallFrame extends Frame {
  readonly type:
    | "calling"
    | "incoming-call"
    | "ringing"
    | "accepted"
    | "declined"
    | "busy"
    | "no-answer"
    | "cancelled"
    | "answered-elsewhere"
    | "ended";
  readonly call: string;
  readonly from: Person;
  readonly to: Person | Person[];
  readonly metadata?: Metadata;
  readonly expiresAt?: string;
  /** With `accepted`. */
  readonly room?: string;
  readonly reason?: string;
}

/** A refusal by the service; `code` is the wire's, or `closed` when there is no session (any more). */
export class SignalingError extends Error {
  constructor(frame: {
    code: string;
    message?: string;
    retryable?: boolean;
    retryAfterMs?: number;
    field?: string;
    room?: string;
  });
  readonly name: "SignalingError";
  readonly code: string;
  /** Which field of the frame was refused. */
  readonly field?: string;
  readonly room?: string;
  /** Whether the same again may succeed. */
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

export interface ListenerOptions {
  once?: boolean;
  signal?: AbortSignal;
}

/** Something with typed events. A listener that throws is reported like any uncaught error and disturbs nobody. */
declare class Emitter<Events> {
  /** Adds a listener; returns what removes it. */
  on<Type extends keyof Events>(
    type: Type,
    listener: (event: Events[Type]) => void,
    options?: ListenerOptions,
  ): () => void;
}

export type SignalingState = "idle" | "connecting" | "connected" | "reconnecting" | "closed";

export interface StateChange {
  readonly state: SignalingState;
  /** For people. */
  readonly reason?: string;
  /** The close code that led here, if there was one. */
  readonly code?: number;
  /** When reconnecting: how long until the next attempt. */
  readonly retryInMs?: number;
}

export interface SignalingEvents {
  state: StateChange;
  /** A new session. */
  welcome: WelcomeFrame;
  /** The old session over a new connection: nothing was lost. */
  resumed: ResumedFrame;
  "ice-servers": { readonly iceServers: RTCIceServer[]; readonly expiresAt?: string };
  "going-away": Frame & { readonly reconnectInMs: number };
  /** Rooms whose place was lost, and that were joined anew: the same objects, with another peer id of one's own. */
  rejoined: { readonly rooms: Room[] };
  /** A room that one did not ask for: an accepted call's. */
  joined: { readonly room: Room };
  /** Refusals without a request, and what failed in the background (a token that could not be had). */
  error: Error;
  "incoming-call": CallFrame;
  ringing: CallFrame;
  accepted: CallFrame;
  declined: CallFrame;
  busy: CallFrame;
  "no-answer": CallFrame;
  cancelled: CallFrame;
  "answered-elsewhere": CallFrame;
  ended: CallFrame;
  calling: CallFrame;
  /** Every frame that is not a reply, before anything else is done with it. */
  frame: Frame;
}

export interface SignalingOptions {
  /** `ws:`, `wss:`, `http:`, `https:`, or relative to the page; `/v1/ws` of the page's origin if left out. */
  url?: string | URL;
  /**
   * Asked for an access token before every connection and when the present one ends; `spent` is one that will not do any more.
   * An error that it throws is retried, unless its `permanent` is true: then the session is closed.
   */
  token: (wish: { spent: string | null }) => string | Promise<string>;
  /** `json` if left out. */
  encoding?: "json" | "cbor";
  /** `webSocketOrRequests()` if left out. */
  transport?: TransportFactory;
  /** What `suspend` returned to the page before this one: its session and places go on, if they are still there. */
  former?: Suspended | null;
}

/** A session that may go on in another page, as JSON. */
export interface Suspended extends Credentials {
  readonly rooms: readonly object[];
}

export interface JoinOptions {
  name?: string;
  role?: Role;
  pattern?: Pattern;
  metadata?: Metadata;
  /** The former session of this user whose participant makes way, if it is still there. */
  replace?: Credentials;
}

/** One user's session with the service: one connection at a time, over which it goes on. */
export class Signaling extends Emitter<SignalingEvents> {
  constructor(options: SignalingOptions);
  readonly state: SignalingState;
  readonly user: { readonly id: string; readonly name?: string } | null;
  readonly session: Credentials | null;
  readonly iceServers: RTCIceServer[];
  readonly limits: Limits | null;
  /** Of the token. */
  readonly expiresAt: Date | null;
  readonly rooms: ReadonlyMap<string, Room>;
  /**
   * Connects, however often it takes; rejects, with the reason in words, when the service will not have it: this page's origin, this user, or three
   * tokens in a row. While waiting to reconnect: does it now.
   */
  connect(): Promise<WelcomeFrame>;
  /** Leaves all rooms and ends the session. `connect` begins another one. */
  close(): void;
  /**
   * For a page that is about to go: lets go of the connection, without an event, and keeps the places for the few seconds that a reload takes.
   * Whoever was not back by then has left.
   */
  suspend(): Suspended;
  /** Connects first, if nobody has. */
  join(room: string, options?: JoinOptions): Promise<Room>;
  /**
   * Asks to be let into a locked room, as `name`. Resolves once one may `join`; rejects with the code `refused` or `over`, or as `signal` says when one
   * gives up.
   */
  knock(room: string, options?: { name?: string; signal?: AbortSignal }): Promise<void>;
  /** Sends a frame, now or as soon as there is a connection, which the first one makes, and again until it is answered; it counts once. */
  request(frame: { type: string; [field: string]: unknown }): Promise<Frame>;
}

export interface RoomEvents {
  "peer-joined": PeerJoinedFrame;
  "peer-updated": PeerUpdatedFrame;
  "peer-left": PeerLeftFrame;
  offer: OfferFrame;
  answer: AnswerFrame;
  reject: RejectFrame;
  "ice-candidate": IceCandidateFrame;
  message: MessageFrame<any>;
  negotiation: NegotiationFrame;
  "room-stats": RoomStatsFrame;
  "room-locked": RoomNoticeFrame;
  "room-unlocked": RoomNoticeFrame;
  "room-closed": RoomNoticeFrame;
  /** One's application stops sending it: the service cannot. */
  "mute-requested": MuteRequestedFrame;
  /** To moderators, whenever it changes; `waiting` has the same. */
  knocks: KnocksFrame;
  /** One is out: by `leave`, kicked, the room closed, or its place was lost and it could not be joined anew (`error`). */
  left: { readonly room: string; readonly reason?: string; readonly message?: string; readonly error?: Error };
  /** The place was kept; what was missed follows, in order. */
  resumed: { readonly room: Room; readonly missed: number };
  /** The place was lost and there is another one: `self.peer` differs. Requests of the old life were rejected. */
  rejoined: { readonly room: Room; readonly reason: "resume-expired" };
  /** `participants` is whole and true: after `roster`, in large rooms some time after one has come in or is back, and when one's own role has changed. */
  roster: { readonly room: Room };
}

/** One's place in a room. Negotiation frames wait until somebody listens for offers. */
export class Room extends Emitter<RoomEvents> {
  private constructor();
  readonly signaling: Signaling;
  readonly name: string;
  readonly state: "joined" | "rejoining" | "left";
  readonly self: Participant;
  /** The others, in the order of joining, by peer id. */
  readonly participants: ReadonlyMap<string, Participant>;
  readonly pattern: Pattern;
  readonly shard: number | string;
  /** The last frame's place. */
  readonly seq: number;
  readonly locked: boolean;
  /** To moderators: who knocks. */
  readonly waiting: readonly Knocker[];
  /** Whether a page before this one was in it, in the same place: by `former`. */
  readonly isBack: boolean;
  send(frame: { type: string; [field: string]: unknown }): Promise<Frame>;
  message(data: unknown, to?: string): Promise<AckFrame>;
  update(change: { name?: string; metadata?: Metadata }): Promise<AckFrame>;
  /** Asks for all pages of the roster and brings `participants` up to date with it. */
  roster(): Promise<ReadonlyMap<string, Participant>>;
  leave(): Promise<Frame>;
  kick(peer: string, options?: { reason?: string; barSeconds?: number }): Promise<AckFrame>;
  /** Asks `peer`, or everybody else, to stop sending: their applications do it. */
  mute(source: MediaSource, peer?: string): Promise<AckFrame>;
  /** Lets somebody in who knocks. */
  admit(user: string): Promise<AckFrame>;
  refuse(user: string): Promise<AckFrame>;
  lock(): Promise<AckFrame>;
  unlock(): Promise<AckFrame>;
  /** Closes it for everybody: a moderator, and in a broadcast a host. */
  close(): Promise<AckFrame>;
  setRole(peer: string, role: Role): Promise<AckFrame>;
  /** What `Signaling.suspend` keeps of it. */
  toJSON(): object;
}

/** What carries frames: one of these for each connection. One that neither opens nor closes is given up after 20 s. */
export interface Transport {
  send(data: string | Uint8Array): void;
  /** Any code but 1000 keeps the session's place. */
  close(code: number): void;
  onopen?: (() => void) | null;
  onmessage: ((data: string | Uint8Array) => void) | null;
  onclose: ((end: TransportEnd) => void) | null;
}
/** `opened`: whether it ever was open. Otherwise the answer's status and `Retry-After`, if they are known. */
export interface TransportEnd {
  readonly code: number;
  readonly opened: boolean;
  /** What the close frame, or the answer, says beside its code. */
  readonly reason?: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  /** The service does not let pages of this origin in. */
  readonly foreign?: boolean;
}
export interface TransportRequest {
  readonly url: URL;
  readonly token: string;
  readonly encoding: "json" | "cbor";
  /** The WebSocket sub-protocols of the encoding. */
  readonly protocols: string[];
}
export type TransportFactory = (request: TransportRequest) => Transport | Promise<Transport>;

/**
 * The default: a `WebSocketTransport` each time, and requests (the protocol's section 6) once two in a row did not come through a proxy, or
 * were cut within 5 s, or one was not answered, or nothing was said on it, for 10 s. A WebSocket is tried every three minutes meanwhile, and
 * gets the session once one comes through. With JSON only. One of these is for one `Signaling`.
 */
export function webSocketOrRequests(): TransportFactory;

/**
 * A browser's WebSocket, the token in a sub-protocol; asks the same URL by `GET`, and by `POST`, why an upgrade was refused, or not answered for
 * 10 s.
 */
export class WebSocketTransport implements Transport {
  constructor(request: TransportRequest);
  send(data: string | Uint8Array): void;
  close(code: number): void;
  onopen: (() => void) | null;
  onmessage: ((data: string | Uint8Array) => void) | null;
  onclose: ((end: TransportEnd) => void) | null;
}

export type PeerState = "idle" | "calling" | "answering" | "connected" | "failed";

/** What an implementation of WebRTC has at least, however it types it. */
export interface PeerConnectionLike {
  readonly connectionState: string;
  readonly signalingState: string;
  createOffer(...options: any[]): any;
  createAnswer(...options: any[]): any;
  setLocalDescription(...description: any[]): Promise<any>;
  setRemoteDescription(...description: any[]): Promise<any>;
  addIceCandidate(...candidate: any[]): Promise<any>;
  close(): any;
}

export interface PeerConnectionsOptions {
  /** What is sent to everybody from the beginning. */
  stream?: MediaStream;
  /** Kinds of media that one asks to receive, though one may send none; both if left out. */
  receive?: ("audio" | "video")[];
  /** Names these connections, where a pair has several. */
  pc?: string;
  /** Beyond the ICE servers, which the service hands out. */
  rtc?: RTCConfiguration;
  /** Makes the ICE servers to use of those that the service hands out. */
  iceServers?: (servers: RTCIceServer[]) => RTCIceServer[];
  /** Outside of browsers: that of an implementation of WebRTC, most of which have types of their own. */
  RTCPeerConnection?: new (
    configuration?: any,
  ) => PeerConnectionLike;
  timeouts?: {
    /** Until one offers oneself though it is the other's turn: 3 s. */
    offerMs?: number;
    /** Until an offer that nobody answers is taken back: 35 s, a little longer than the service waits. */
    negotiationMs?: number;
    /** From offer and answer until media flow: 30 s. */
    connectMs?: number;
    /** How long a connection may be interrupted before another way is looked for: 5 s. */
    disconnectedMs?: number;
  };
}

export interface PeerConnectionsEvents {
  /** Either has changed; `pc` is the `connectionState` of the RTCPeerConnection. */
  state: { readonly peer: string; readonly state: PeerState; readonly pc: RTCPeerConnectionState };
  track: { readonly peer: string; readonly track: MediaStreamTrack; readonly streams: readonly MediaStream[] };
  /** The peer's, or one's own that was made for everybody. */
  "data-channel": { readonly peer: string; readonly channel: RTCDataChannel };
  /** `retrying`: it is being tried again. If not and the state is `failed`, the connection has been given up. */
  error: {
    readonly peer: string;
    readonly kind: "timeout" | "network" | "protocol";
    readonly message: string;
    readonly cause?: unknown;
    readonly retrying: boolean;
  };
}

/** How things stand with one of the others at the moment. */
export interface Peer {
  readonly participant: Participant;
  /** Another one after the connection has failed. */
  readonly connection: RTCPeerConnection;
  readonly state: PeerState;
  /** Those of the peer that have tracks. */
  readonly streams: readonly MediaStream[];
}

/** A peer connection to each of a room's participants that is one's partner. */
export class PeerConnections extends Emitter<PeerConnectionsEvents> implements Iterable<Peer> {
  constructor(room: Room, options?: PeerConnectionsOptions);
  get(peer: string): Peer | undefined;
  [Symbol.iterator](): Iterator<Peer>;
  /** Sends a track to everybody, now and later. */
  addTrack(track: MediaStreamTrack, stream?: MediaStream): void;
  /** Sends those of its tracks that are not sent already. */
  addStream(stream: MediaStream): void;
  /** Sends another track in one's place, without a negotiation. */
  replaceTrack(old: MediaStreamTrack, track: MediaStreamTrack): Promise<void>;
  removeTrack(track: MediaStreamTrack): void;
  /** With `peer`: to that one only, and at once; else to everyone, now and later, each announced by `data-channel`. */
  createDataChannel(label: string, options: RTCDataChannelInit | undefined, peer: string): RTCDataChannel;
  createDataChannel(label: string, options?: RTCDataChannelInit): void;
  /** Looks for new ways to a peer or to all; connects anew to one that has failed. */
  restartIce(peer?: string): void;
  /** Ends all connections; one stays in the room. */
  close(): void;
}

export type CallState = "calling" | "ringing" | "accepted" | "ended";
export type CallOutcome = "declined" | "busy" | "no-answer" | "cancelled" | "answered-elsewhere" | "ended";

export interface CallOptions {
  /** 5 to 120; 30 if left out. */
  timeoutSeconds?: number;
  metadata?: Metadata;
}

export interface CallEnd {
  readonly outcome: CallOutcome;
  readonly reason?: string;
}

export interface CallEvents {
  /** A device of `to` rings. */
  ringing: { readonly to: Person };
  /** Somebody accepted; the room follows. */
  accepted: { readonly to: Person; readonly room: Room };
  /** In a group call, one of those called; the call goes on with the others. */
  declined: { readonly to: Person; readonly reason?: string };
  busy: { readonly to: Person };
  "no-answer": { readonly to: Person };
  /** The whole call is over. */
  ended: CallEnd;
}

/** One call, to somebody or from somebody. */
export class Call extends Emitter<CallEvents> {
  private constructor();
  readonly id: string;
  readonly direction: "outgoing" | "incoming";
  readonly from: Person;
  /** Whom it is to; several in a group call. */
  readonly to: readonly Person[];
  readonly metadata: Metadata;
  readonly expiresAt: Date | null;
  readonly state: CallState;
  readonly outcome: CallOutcome | null;
  readonly reason: string | null;
  /** The call's room, once it is accepted; rejects when the call ends without. */
  readonly room: Promise<Room>;
  /** Incoming only. Promises the room; a call that somebody else has answered or that is over rejects. */
  accept(): Promise<Room>;
  /** Incoming only. */
  decline(reason?: string): Promise<void>;
  /** Outgoing only, while it rings somewhere; who has accepted stays. */
  cancel(reason?: string): Promise<void>;
  /** Once accepted. */
  hangup(reason?: string): Promise<void>;
}

export interface CallsEvents {
  incoming: Call;
}

/** Calls to people and from them. */
export class Calls extends Emitter<CallsEvents> {
  constructor(signaling: Signaling);
  /** Those that ring or go on, by id. */
  readonly active: ReadonlyMap<string, Call>;
  /** Rejects with `no-such-user` when nobody can be reached, `not-allowed`, `busy` … */
  call(user: string | readonly string[], options?: CallOptions): Promise<Call>;
}
