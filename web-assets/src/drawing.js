// The picture of a collection: cytoscape on a canvas, in the colours of the page.

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { kindOf } from "./collection.js";

cytoscape.use(fcose);

const SHAPES = ["ellipse", "round-rectangle", "diamond", "hexagon", "triangle", "rectangle", "pentagon", "octagon"];
const COLOURS = 8;
// With more nodes than this, only those with several links keep their name on show; the others say it when asked.
const CROWD = 60;
// More names of links than this at one node cannot be read.
const FEW = 12;

// Cytoscape adds a style element unless one of this name is there; the page's policy allows none, and graph.css says
// the same. See https://js.cytoscape.org (stylesheet of the container).
function withoutStyleElement() {
  const id = "__________cytoscape_stylesheet";
  if (document.getElementById(id)) return;
  const mark = document.createElement("meta");
  mark.id = id;
  document.head.append(mark);
}

/** A picture in `box`; `onTap` hears which node is clicked. */
export class Drawing {
  constructor(box, onTap) {
    withoutStyleElement();
    this.box = box;
    this.kinds = [];
    this.cy = cytoscape({ container: box, minZoom: 0.1, maxZoom: 3, userZoomingEnabled: false });
    this.cy.on("tap", "node", (event) => onTap(event.target.id()));
    this.cy.on("mouseover", "node", (event) => this.point(event.target, true));
    this.cy.on("mouseout", "node", (event) => this.point(event.target, false));
    // The wheel scrolls the page until the reader has turned to the picture.
    box.addEventListener("pointerdown", () => this.cy.userZoomingEnabled(true));
    box.addEventListener("pointerleave", () => this.cy.userZoomingEnabled(false));
    const again = () => this.cy.style(this.style());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    new MutationObserver(again).observe(document.documentElement, { attributes: true });
    again();
  }

  /** The number of a kind's shape and colour; a kind keeps it. */
  look(kind) {
    if (!this.kinds.includes(kind)) this.kinds.push(kind);
    return this.kinds.indexOf(kind) % COLOURS;
  }

  add({ nodes, edges }, from) {
    const start = from ? this.cy.getElementById(from).position() : { x: 0, y: 0 };
    this.cy.batch(() => {
      nodes.forEach((node, number) => {
        const turn = number * 2.4;
        const position = { x: start.x + 90 * Math.cos(turn), y: start.y + 90 * Math.sin(turn) };
        const data = { id: node.id, label: node.label, look: this.look(kindOf(node)) };
        this.cy.add({ group: "nodes", data, position, classes: node.masked ? "masked" : "" });
      });
      for (const edge of edges) this.cy.add({ group: "edges", data: { ...edge } });
      const crowded = this.cy.nodes().length > CROWD;
      this.cy.nodes().forEach((node) => {
        node.data("weight", Math.min(40, 12 + 3 * Math.sqrt(node.degree())));
        node.toggleClass("quiet", crowded && node.degree() < 3);
      });
    });
  }

  arrange() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || this.cy.nodes().length > 80;
    const visible = this.cy.elements(":visible");
    visible.layout({
      name: "fcose", randomize: false, animate: !calm, animationDuration: 300, fit: true, padding: 24,
      nodeSeparation: 90, idealEdgeLength: visible.nodes().length > CROWD ? 95 : 150, nodeRepulsion: 9000, nodeDimensionsIncludeLabels: true,
    }).run();
  }

  hide(isHidden) {
    this.cy.batch(() => this.cy.nodes().forEach((node) => node.toggleClass("hidden", isHidden(node.id()))));
  }

  select(id) {
    this.cy.elements().unselect().removeClass("near");
    const node = this.cy.getElementById(id);
    node.select();
    node.closedNeighborhood().addClass("near");
    this.cy.edges().removeClass("told");
    this.point(node, true);
  }

  /** While the reader points at a node, it has its name and its links theirs, as far as that can be read. */
  point(node, on) {
    node.toggleClass("told", on);
    const links = node.connectedEdges();
    if (links.length <= FEW) links.toggleClass("told", on);
  }

  zoom(factor) {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  fit() {
    this.cy.fit(this.cy.elements(":visible"), 24);
  }

  style() {
    const said = getComputedStyle(this.box);
    const colour = (name) => said.getPropertyValue(name).trim();
    const kinds = SHAPES.map((shape, number) => ({
      selector: `node[look = ${number}]`,
      style: { shape, "background-color": colour(`--graph-${number}`) },
    }));
    return [
      {
        selector: "node",
        style: {
          label: "data(label)", color: said.color, "font-family": said.fontFamily, "font-size": 11, width: "data(weight)",
          height: "data(weight)", "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "ellipsis",
          "text-max-width": 130, "min-zoomed-font-size": 7, "text-background-color": colour("--graph-paper"),
          "text-background-opacity": 0.75, "border-width": 1, "border-color": colour("--graph-line"),
        },
      },
      ...kinds,
      { selector: "node.quiet", style: { label: "" } },
      { selector: "node.near, node.told", style: { label: "data(label)", "min-zoomed-font-size": 0, "z-index": 10 } },
      { selector: "node.masked", style: { "border-style": "dashed", "border-width": 3, "background-opacity": 0.35 } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": colour("--graph-chosen") } },
      { selector: ".hidden", style: { display: "none" } },
      {
        selector: "edge",
        style: {
          width: 1, "line-color": colour("--graph-line"), "target-arrow-color": colour("--graph-line"),
          "target-arrow-shape": "triangle", "arrow-scale": 0.7, "curve-style": "bezier",
        },
      },
      {
        selector: "edge.near",
        style: {
          width: 2, "line-color": colour("--graph-chosen"), "target-arrow-color": colour("--graph-chosen"),
        },
      },
      {
        selector: "edge.told",
        style: {
          label: "data(label)", "font-size": 9, color: said.color, "font-family": said.fontFamily,
          "text-background-color": colour("--graph-paper"), "text-background-opacity": 0.9,
        },
      },
    ];
  }
}
