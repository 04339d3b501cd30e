// Reading QR codes: from a camera, or from a picture.

const CAMERA = { video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } };
const FRAME_SIDE = 1024;
const PICTURE_SIDES = [1600, 800];
const BETWEEN_FRAMES_MS = 150;

/** What finds the text of a QR code in pixels, or null: the browser's own reader where there is one. */
async function reader() {
  if (globalThis.BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (pixels) => (await detector.detect(pixels))[0]?.rawValue ?? null;
  }
  const { decodeQR } = await import("./qr/decode.js");
  return async (pixels, patience) => {
    try {
      return decodeQR(pixels, patience);
    } catch {
      return null;
    }
  };
}

/** @param {Blob} picture; @returns the text, null if there is no code in it */
export async function readPicture(picture) {
  const bitmap = await createImageBitmap(picture);
  const read = await reader();
  for (const side of PICTURE_SIDES) {
    const text = await read(pixels(bitmap, bitmap.width, bitmap.height, side), { effort: Infinity, timeLimit: 2000 });
    if (text) return text;
  }
  return null;
}

/** The camera at the back, looking for codes until it is closed. */
export class Scanner {
  #video;
  #stream;
  #closed = false;

  constructor(video, stream) {
    this.#video = video;
    this.#stream = stream;
  }

  /** @param {HTMLVideoElement} video shows what it sees; @param {(text: string) => void} found is told each code, over and over */
  static async open(video, found) {
    const stream = await navigator.mediaDevices.getUserMedia(CAMERA);
    const scanner = new Scanner(video, stream);
    video.srcObject = stream;
    scanner.#look(found);
    return scanner;
  }

  async #look(found) {
    const read = await reader();
    const video = this.#video;
    await video.play().catch(() => {});
    while (!this.#closed) {
      if (video.videoWidth > 0) {
        const text = await read(pixels(video, video.videoWidth, video.videoHeight, FRAME_SIDE), {
          effort: 2,
          timeLimit: 60,
        });
        if (text && !this.#closed) found(text);
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_FRAMES_MS));
    }
  }

  close() {
    this.#closed = true;
    for (const track of this.#stream.getTracks()) track.stop();
    this.#video.srcObject = null;
  }
}

const canvas = document.createElement("canvas");

/** A picture's pixels, made smaller if a side of it is too long. */
function pixels(source, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
