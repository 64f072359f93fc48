// The neighbourhood of a thing: <div id="graph" data-iri="…" data-language="zh"> becomes a picture and a list of the same.

import { Collection, kindOf } from "./collection.js";
import { Drawing } from "./drawing.js";
import "./graph.css";
import { neighbours, pageOf } from "./neighbours.js";
import { styled } from "./styled.js";
import texts from "./texts.json";

const MOST = 300;

function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside);
  return made;
}

class Graph {
  constructor(place) {
    this.place = place;
    this.lang = place.dataset.language in texts ? place.dataset.language : "zh";
    this.says = texts[this.lang];
    this.api = place.dataset.api ?? "/api/neighbourhood";
    this.held = new Collection(MOST);
    this.kinds = element("fieldset", { class: "graph-kinds" });
    this.status = element("p", { class: "graph-status", role: "status" });
    this.box = element("div", { class: "graph-picture", role: "img", "aria-label": this.says.graph });
    this.list = element("ul");
    const button = (says, press) => element("button", { type: "button", onclick: press }, says);
    this.tools = element("div", { class: "graph-tools" },
      button(this.says.larger, () => this.drawing.zoom(1.25)),
      button(this.says.smaller, () => this.drawing.zoom(0.8)),
      button(this.says.whole, () => this.drawing.fit()));
    const listed = element("details", { class: "graph-list" }, element("summary", {}, this.says.list), this.list);
    place.replaceChildren(this.kinds, this.box, this.tools, this.status, listed);
    this.drawing = new Drawing(this.box, (id) => this.expand(id));
  }

  async expand(iri) {
    this.drawing.select(iri);
    if (this.held.expanded.has(iri)) return;
    this.place.setAttribute("aria-busy", "true");
    try {
      const added = this.held.add(await neighbours(this.api, iri, this.lang));
      this.held.expanded.add(iri);
      this.drawing.add(added, this.held.expanded.size > 1 ? iri : null);
      this.show();
      if (added.nodes.length) this.drawing.arrange();
      this.drawing.select(iri);
    } catch (error) {
      this.status.textContent = this.says.failed.replace("{reason}", error.message);
    } finally {
      this.place.removeAttribute("aria-busy");
    }
  }

  show() {
    this.drawing.hide((id) => this.held.hidden.has(kindOf(this.held.nodes.get(id))));
    this.showKinds();
    this.showList();
    const shown = new Set(this.held.shown().map((node) => node.id));
    const edges = [...this.held.edges.values()].filter((edge) => shown.has(edge.source) && shown.has(edge.target));
    const counted = this.says.status.replace("{nodes}", shown.size).replace("{edges}", edges.length);
    this.status.textContent = this.held.full ? `${counted} · ${this.says.full.replace("{most}", MOST)}` : counted;
  }

  showKinds() {
    const boxes = this.held.kinds().map(([kind, count]) => {
      const box = element("input", {
        type: "checkbox", name: "graph-kind", value: kind, checked: !this.held.hidden.has(kind),
        onchange: () => this.toggle(kind, box.checked),
      });
      const swatch = element("span", { class: `graph-swatch graph-look-${this.drawing.look(kind)}`, "aria-hidden": "true" });
      return element("label", {}, box, swatch, `${kind || this.says.other} ${count}`);
    });
    const focused = document.activeElement?.name === "graph-kind" ? document.activeElement.value : null;
    this.kinds.replaceChildren(element("legend", {}, this.says.kinds), ...boxes);
    if (focused !== null) boxes.map((label) => label.firstChild).find((box) => box.value === focused)?.focus();
  }

  toggle(kind, on) {
    if (on) this.held.hidden.delete(kind);
    else this.held.hidden.add(kind);
    this.show();
  }

  showList() {
    const focused = document.activeElement?.closest?.(".graph-list li")?.dataset.node;
    this.list.replaceChildren(...this.held.shown().map((node) => this.item(node)));
    if (focused) this.list.querySelector(`[data-node="${CSS.escape(focused)}"] :is(button:enabled, a)`)?.focus();
  }

  item(node) {
    const page = pageOf(node.id);
    const name = page ? element("a", { href: page }, node.label) : element("span", {}, node.label);
    const done = this.held.expanded.has(node.id);
    const press = element("button", {
      type: "button", disabled: done, "aria-label": `${done ? this.says.expanded : this.says.expand} ${node.label}`,
      onclick: () => this.expand(node.id),
    }, done ? this.says.expanded : this.says.expand);
    const kind = element("span", { class: "graph-kind" }, (node.kind || kindOf(node)) + (node.masked ? this.says.masked : ""));
    return element("li", { "data-node": node.id }, name, " ", kind, " ", press);
  }
}

const place = document.getElementById("graph");
if (place) {
  await styled(import.meta.url, "graph.css");
  new Graph(place).expand(place.dataset.iri);
}
