// What YASGUI leaves out for people who use the keyboard, hear the page, or read Chinese.

import texts from "./texts.json";
import { SAYING, speakChinese } from "./wording.js";

const NAMES = [
  [".yasqe textarea", "editor"],
  [".yasr .tableSizer", "rows"],
  [".yasr .tableFilter", "filter"],
  [".yasqe_queryButton", "run"],
];

/** Names for the nameless, now and whenever YASGUI draws anew. */
export function accessible(place) {
  const says = texts[place.dataset.language in texts ? place.dataset.language : "zh"];
  const mend = () => {
    for (const [selector, name] of NAMES) {
      for (const found of place.querySelectorAll(`${selector}:not([aria-label])`)) found.setAttribute("aria-label", says[name]);
    }
    // The button that adds a tab stands among the tabs, which a list of tabs may not have: they are a group of buttons.
    const list = place.querySelector(".tabsList[role=tablist]");
    if (list) list.setAttribute("role", "group");
    for (const tab of place.querySelectorAll(".tabsList [role=tab]")) tab.setAttribute("role", "button");
    for (const tab of place.querySelectorAll(".tabsList [aria-selected]")) tab.removeAttribute("aria-selected");
    for (const panel of place.querySelectorAll("[role=tabpanel]")) panel.setAttribute("role", "group");
    if (says === texts.zh) speakChinese(place);
  };
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    });
  }).observe(place, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["role", ...SAYING] });
  mend();
}
