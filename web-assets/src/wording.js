// The words of YASGUI, which only knows English, in the reader's language: wording.json has them in Chinese.

import wording from "./wording.json";

const PATTERNS = wording.patterns.map(([found, said]) => [new RegExp(found), said]);
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
// What a reader wrote, and what the graph holds, is nobody's to translate.
const DATA = ".CodeMirror-lines, .CodeMirror-code, tbody, thead .dt-column-title, .yasr_results pre";

/** The attributes whose change may bring new words. */
export const SAYING = ATTRIBUTES;

/** `text` in Chinese, or as it is where nothing is known of it. */
function chinese(text) {
  const plain = text.trim();
  if (plain in wording.exact) return text.replace(plain, () => wording.exact[plain]);
  const known = PATTERNS.find(([found]) => found.test(plain));
  return known ? plain.replace(...known) : text;
}

/** Put every word of YASGUI in `place` into Chinese. */
export function speakChinese(place) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.nodeType === Node.ELEMENT_NODE && node.matches(DATA) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) say(node.data, (said) => { node.data = said; });
    else for (const name of ATTRIBUTES) say(node.getAttribute(name), (said) => node.setAttribute(name, said));
  }
}

function say(text, put) {
  const said = text ? chinese(text) : text;
  if (said !== text) put(said);
}
