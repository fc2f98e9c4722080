const maxColumns = 12;
const minRows = 3;

/**
 * Keeps the columns of a table that is being written as wide as they are with its first rows, so that they do not move with each row.
 * The widths belong to the block, because its content is replaced.
 */
export function keepColumns(/** @type {HTMLElement} */ block) {
  const table = /** @type {HTMLTableElement | null} */ (block.querySelector(":scope > .prose__scroll > table"));
  const cells = [...(table?.rows[0]?.cells ?? [])];
  const isKept = block.classList.contains("block--columns");
  if (isKept || !table?.parentElement || table.rows.length < minRows || cells.length > maxColumns) return;

  const width = table.offsetWidth;
  block.style.setProperty("--columns", `${(100 * width) / table.parentElement.clientWidth}%`);
  cells.forEach((cell, index) => block.style.setProperty(`--column-${index + 1}`, `${(100 * cell.offsetWidth) / width}%`));
  block.classList.add("block--columns");
}
