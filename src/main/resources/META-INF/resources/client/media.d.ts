import type { MediaSource, Participant, Peer, PeerConnections, Room } from "./beckon.js";

export type Device = "microphone" | "camera";
type Listener<Events> = <Type extends keyof Events>(
  type: Type,
  listener: (event: Events[Type]) => void,
  options?: { once?: boolean; signal?: AbortSignal },
) => () => void;

export interface MediaEvents {
  /** Something is on, off, there or gone. */
  change: undefined;
  /** Another track is sent for a device, or none any more. */
  track: { readonly device: Device; readonly old?: MediaStreamTrack; readonly track?: MediaStreamTrack };
}

/** This machine's camera and microphone. A camera that is off is let go of, a microphone that is off sends silence. */
export class Media {
  constructor();
  on: Listener<MediaEvents>;
  /** The same for the whole life, whatever devices are in it. */
  readonly stream: MediaStream;
  /** By device, why it cannot be used, in a sentence for people. */
  readonly problems: Readonly<Partial<Record<Device, string>>>;
  readonly isOpen: boolean;
  /** What is missing, in a sentence; empty if nothing is. */
  readonly remark: string;
  /** Whether each is wanted, for the next `open`. */
  readonly wishes: Record<Device, boolean>;
  /** Asks for camera and microphone, takes what there is, and never fails: `problems` says why something is missing. */
  open(wanted?: Partial<Record<Device, boolean>>): Promise<void>;
  /** Lets go of both, and takes neither until it is opened again. */
  release(): void;
  has(device: Device): boolean;
  can(device: Device): boolean;
  isOn(device: Device): boolean;
  track(device: Device): MediaStreamTrack | undefined;
  turn(device: Device, on: boolean): Promise<void>;
  /** From now on this one, an id of `available`; it is remembered. */
  choose(device: Device, id: string): Promise<void>;
  close(): void;
}

/** Whether camera and microphone were allowed here before. */
export function isAllowed(): Promise<boolean>;
/** What there is to choose from; empty lists without a permission. */
export function available(): Promise<Record<Device | "speaker", { readonly id: string; readonly label: string }[]>>;
/** The id that was chosen on this machine, which is in the page's `localStorage`; empty if any will do. */
export function chosen(device: Device | "speaker"): string;
export function remember(device: Device | "speaker", id: string): void;

/** How loud a stream is. */
export class Level {
  constructor(stream: MediaStream);
  /** 0 to 1, as ears take it. */
  read(): number;
  close(): void;
}
/** Lets an element sound from the chosen speaker. */
export function route(element: HTMLMediaElement): Promise<void>;

/** What participants tell each other by their metadata. */
export interface OwnMetadata {
  readonly microphone: boolean;
  readonly camera: boolean;
  /** A viewer who answers offers of a broadcasting tool. */
  readonly answers?: true;
  /** When the hand was raised, in ms since 1970. */
  readonly hand?: number;
  /** The id of the stream that is a screen. */
  readonly screen?: string;
  /** Whose cameras one does not look at; true: nothing at all. */
  readonly unseen?: true | readonly string[];
  /** As how many lines one shows the cameras, but for that of `large`. */
  readonly lines?: number;
  readonly large?: string;
}

export interface OwnPartEvents {
  change: undefined;
  problem: Error;
}

/** What one sends in a room, kept in step with what the others are told, and with one's role: a viewer sends nothing, and who is none any more, what it turns on. */
export class OwnPart {
  /** @param media null for those who never send anything */
  constructor(room: Room, peers: PeerConnections, media: Media | null);
  on: Listener<OwnPartEvents>;
  readonly metadata: OwnMetadata;
  readonly screen: MediaStream | null;
  readonly hasHandUp: boolean;
  set unseen(unseen: true | readonly string[]);
  set shown(shown: { unseen?: true | readonly string[]; lines?: number; large?: string });
  toggle(device: Device): Promise<void> | undefined;
  toggleHand(): void;
  /** Shares a screen with its sound, or ends that. */
  toggleScreen(): Promise<void>;
  /** Does what `mute-requested` asks for; tells whether there was anything to stop. */
  obey(source: MediaSource): boolean;
  close(): void;
}
/** The part of the metadata that tells of devices, for `join`. */
export function describe(media: Media | null, role?: string): OwnMetadata;

export interface Quality {
  readonly rating: "good" | "fair" | "poor";
  readonly rttMs: number | null;
  readonly lossPercent: number;
  readonly inKbps: number;
  readonly outKbps: number;
  /** By a TURN server. */
  readonly isRelayed: boolean;
  readonly protocol: string;
  readonly picture: { readonly width: number; readonly height: number; readonly framesPerSecond: number } | null;
}
export type Measurement = object;
/** What is needed of a report by `getStats`. */
export function measure(report: RTCStatsReport): Measurement;
/** How it was between two measurements; null if that cannot be said. */
export function compare(before: Measurement | undefined, after: Measurement): Quality | null;

/** Who speaks, four times a second, and how good the connections are, every two seconds; not while the page is hidden. */
export class Watch {
  constructor(
    peers: PeerConnections,
    media: Media | null,
    options: {
      /** `id` is a peer's, or "self". */
      onspeaking(id: string, yes: boolean): void;
      /** After each measurement. */
      onquality(): void;
    },
  );
  readonly qualities: ReadonlyMap<string, Quality>;
  close(): void;
}

/** What goes to each of so many receivers: lines of the picture and bits a second. */
export function share(
  receivers: number,
  options?: { isScreen?: boolean; isBeside?: boolean; shown?: number },
): { readonly lines: number; readonly bitrate: number };
/** Whether somebody, by what the metadata say, does not look at what a peer sends. */
export function overlooks(participant: Participant | undefined, peer: string, isScreen?: boolean): boolean;
/** As how many lines somebody shows, by what the metadata say, what a peer's camera sees. */
export function shownBy(participant: Participant | undefined, peer: string): number;
/** As how many lines a picture may as well come that is shown so high, in pixels; undefined if there cannot be too many. */
export function linesFor(height: number): number | undefined;
/** Limits all senders of pictures, by how many peers there are and how they show them, and pauses what they do not look at. To be called whenever that changes. */
export function adjust(
  peers: Iterable<Peer>,
  options: {
    /** One's own id. */
    self: string;
    /** What one shares. */
    screen: MediaStream | null;
    /** Whether anybody shares a screen. */
    isBeside: boolean;
  },
): void;
