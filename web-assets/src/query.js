// The SPARQL editor: <div id="yasgui" data-endpoint="/sparql" data-prefixes='{"rd": "…"}'> becomes YASGUI, in place of the
// plain form #sparql, whose text it begins with. Pressing an element with data-query puts that query into a tab of its own.

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./query.css";
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

/** The editor in `place`, on its endpoint alone; nothing is kept in the browser. */
function open(place, text) {
  const known = JSON.parse(place.dataset.prefixes ?? "{}");
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  Yasgui.defaults.requestConfig.endpoint = endpoint;
  Yasgui.Yasqe.defaults.requestConfig.endpoint = endpoint;
  return new Yasgui(place, {
    requestConfig: { endpoint },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    populateFromUrl: false,
    persistenceId: null,
    tabName: "SPARQL",
    yasqe: { value: text, collapsePrefixesOnLoad: false, autocompleters: completers(known) },
    yasr: { prefixes: known },
  });
}

function load(gui, name, text) {
  const tab = gui.addTab(true, { ...Yasgui.Tab.getDefaults(), name });
  tab.setQuery(text);
  tab.getYasqe()?.focus();
}

const place = document.getElementById("yasgui");
if (place) {
  await styled(import.meta.url, "query.css");
  const form = document.getElementById("sparql");
  const gui = open(place, form?.elements.namedItem("query")?.value || FIRST);
  if (form) form.hidden = true;
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-query]");
    if (!pressed) return;
    event.preventDefault();
    load(gui, pressed.textContent.trim(), pressed.dataset.query);
    place.scrollIntoView({ block: "nearest" });
  });
}
