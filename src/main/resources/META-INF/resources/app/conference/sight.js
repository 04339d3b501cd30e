// Whose cameras nobody looks at here: they need not send.

const TELL_AFTER_MS = 2000;
const MOST = 50;

export class Sight {
  #away = new Set();
  #timer;
  #onchange;
  #told = [];
  #ending = new AbortController();
  #observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.#saw(entry)));

  /** @param onchange told what `unseen` is now: at once when somebody comes into sight, else after a while */
  constructor(onchange) {
    this.#onchange = onchange;
    const options = { signal: this.#ending.signal, capture: true };
    for (const type of ["visibilitychange", "enterpictureinpicture", "leavepictureinpicture"])
      document.addEventListener(type, () => this.#tell(), options);
  }

  /** A tile of one of the others. */
  watch(tile) {
    this.#observer.observe(tile);
  }

  forget(tile) {
    this.#observer.unobserve(tile);
    this.#away.delete(tile.dataset.peer);
  }

  close() {
    clearTimeout(this.#timer);
    this.#ending.abort();
    this.#observer.disconnect();
  }

  /** True if nothing is seen at all, or whose pictures are not. */
  get unseen() {
    const floating = document.pictureInPictureElement?.closest("[data-peer]")?.dataset.peer;
    if (document.hidden && !floating) return true;
    return [...this.#away].filter((id) => id !== floating).slice(0, MOST);
  }

  /** While another view is open the room goes on as it was. */
  #saw({ target, isIntersecting }) {
    if (!target.checkVisibility()) return;
    if (isIntersecting) this.#away.delete(target.dataset.peer);
    else this.#away.add(target.dataset.peer);
    this.#tell();
  }

  #tell() {
    clearTimeout(this.#timer);
    const { unseen } = this;
    const isLess = unseen !== true && (this.#told === true || unseen.length < this.#told.length);
    this.#timer = setTimeout(() => this.#say(), isLess ? 0 : TELL_AFTER_MS);
  }

  #say() {
    const { unseen } = this;
    if (String(unseen) === String(this.#told)) return;
    this.#told = unseen;
    this.#onchange(unseen);
  }
}
