/** Highlights the words of a search. Marks of the browser, so that the nodes of the message stay as they are. */

// As SearchLetters.cs folds them; the rest are accents.
const letters = /** @type {Record<string, string>} */ ({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" });

const fold = (/** @type {string} */ letter) => {
  const plain = letter.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters[plain] ?? plain;
};

const name = "find";

export const canHighlight = "highlights" in CSS;

/** @param {Element} root @param {string} words as FindWords.cs writes them @returns {Range[]} */
export function findWords(root, words) {
  const sought = words.split(" ").filter(Boolean);
  const ranges = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const word of node.nodeValue?.matchAll(/[\p{L}\p{N}\p{M}]+/gu) ?? []) {
      for (const [start, end] of hitsIn(word[0], sought)) {
        const range = new Range();
        range.setStart(node, word.index + start);
        range.setEnd(node, word.index + end);
        ranges.push(range);
      }
    }
  }
  return ranges;
}

export function highlight(/** @type {Range[]} */ ranges) {
  if (canHighlight) CSS.highlights.set(name, new Highlight(...ranges));
}

/** @returns {[number, number][]} */
function hitsIn(/** @type {string} */ word, /** @type {string[]} */ sought) {
  const pieces = [...word].map(fold);
  const folded = pieces.join("");
  const hits = /** @type {[number, number][]} */ ([]);
  for (const term of sought) {
    if (term.startsWith("~")) hits.push(...placesOf(word, pieces, term.slice(1)));
    else if (term.endsWith("*") ? folded.startsWith(term.slice(0, -1)) : folded === term) return [[0, word.length]];
  }
  return hits;
}

/** Characters of a script without spaces. @returns {[number, number][]} */
function placesOf(/** @type {string} */ word, /** @type {string[]} */ pieces, /** @type {string} */ text) {
  const characters = [...word];
  const length = [...text].length;
  const places = /** @type {[number, number][]} */ ([]);
  for (let first = 0; first + length <= pieces.length; first++) {
    if (pieces.slice(first, first + length).join("") !== [...text].map(fold).join("")) continue;
    const start = characters.slice(0, first).join("").length;
    places.push([start, start + characters.slice(first, first + length).join("").length]);
  }
  return places;
}
