// The SPARQL editor: <div id="yasgui" data-endpoint="/sparql" data-prefixes='{"rd": "…"}'> becomes YASGUI, in place of the
// plain form #sparql, whose text it begins with. Pressing an element with data-query puts that query into a tab of its own.

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./query.css";
import { pageOf } from "./neighbours.js";
import { accessible } from "./accessible.js";
import { styled } from "./styled.js";

const FIRST = "SELECT ?kind (COUNT(?fact) AS ?facts) {\n  ?fact rd:kind ?kind\n}\nGROUP BY ?kind\nORDER BY DESC(?facts)";

/** YASGUI completes prefixes, classes and properties with help of other hosts; here it knows those of the project. */
function completers(known) {
  Yasgui.Yasqe.forkAutocompleter("prefixes", {
    name: "own-prefixes",
    get: () => Promise.resolve(Object.entries(known).map(([name, iri]) => `${name}: <${iri}>`)),
  });
  return ["own-prefixes", "variables"];
}

/** `text` with the project's prefixes that it uses and does not declare: the endpoint knows them, the editor does not. */
function declared(text, known) {
  const missing = Object.entries(known).filter(
    ([name]) => new RegExp(`(^|[^\\w.?$-])${name}:\\w`).test(text) && !new RegExp(`\\bprefix\\s+${name}:`, "i").test(text),
  );
  const lines = missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`);
  return lines.length ? `${lines.join("")}\n${text}` : text;
}

/** The editor in `place`, on its endpoint alone; nothing is kept in the browser. */
function open(place, text, known) {
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  Yasgui.defaults.requestConfig.endpoint = endpoint;
  Yasgui.Yasqe.defaults.requestConfig.endpoint = endpoint;
  // Tab leads on through the page, not into the text: nobody is caught in the editor.
  const keys = { ...Yasgui.Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false };
  return new Yasgui(place, {
    requestConfig: { endpoint },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    populateFromUrl: false,
    persistenceId: null,
    tabName: "SPARQL",
    yasqe: { value: declared(text, known), collapsePrefixesOnLoad: false, autocompleters: completers(known), extraKeys: keys },
    yasr: { prefixes: known },
  });
}

/** A thing of the graph in an answer leads to its page here, not to the host of its name. */
function lead(event) {
  const link = event.target.closest(".yasr a[href]");
  const page = link && pageOf(link.href);
  if (!page) return;
  // The table takes a click in it as a wish to sort.
  event.stopPropagation();
  link.href = page;
  link.target = "_self";
}

function load(gui, name, text) {
  const tab = gui.addTab(true, { ...Yasgui.Tab.getDefaults(), name });
  tab.setQuery(text);
  tab.getYasqe()?.focus();
}

const place = document.getElementById("yasgui");
if (place) {
  await styled(import.meta.url, "query.css");
  const known = JSON.parse(place.dataset.prefixes ?? "{}");
  const form = document.getElementById("sparql");
  const gui = open(place, form?.elements.namedItem("query")?.value || FIRST, known);
  accessible(place);
  if (form) form.hidden = true;
  place.addEventListener("click", lead, { capture: true });
  place.addEventListener("auxclick", lead, { capture: true });
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-query]");
    if (!pressed) return;
    event.preventDefault();
    load(gui, pressed.textContent.trim(), declared(pressed.dataset.query, known));
    place.scrollIntoView({ block: "nearest" });
  });
}
