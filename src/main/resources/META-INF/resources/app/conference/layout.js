// How a number of tiles fills a field.

const NARROWEST = 2 / 3;
const WIDEST = 16 / 9;

/** The largest tiles of a bearable shape that all fit: how many stand side by side, and the size of one, in pixels. */
export function arrange(count, width, height, gap = 8) {
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const tile = fit((width - gap * (columns - 1)) / columns, (height - gap * (Math.ceil(count / columns) - 1)) / Math.ceil(count / columns));
    if (tile.width * tile.height > best.width * best.height) best = { columns, ...tile };
  }
  return { columns: best.columns, width: Math.floor(best.width), height: Math.floor(best.height) };
}

/** The largest rectangle of a bearable shape in a cell. */
function fit(width, height) {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  return { width: Math.min(width, height * WIDEST), height: Math.min(height, width / NARROWEST) };
}
