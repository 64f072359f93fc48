// The nodes and links on show: what is known of each, which are expanded, which kinds are hidden.

/** Things and links, each once; never more than `most` things. */
export class Collection {
  constructor(most) {
    this.most = most;
    this.nodes = new Map();
    this.edges = new Map();
    this.expanded = new Set();
    this.hidden = new Set();
    this.full = false;
  }

  /** Take in an answer of the server; gives the nodes and edges that are new. */
  add({ nodes, edges }) {
    const added = { nodes: [], edges: [] };
    for (const node of nodes) {
      if (this.nodes.has(node.id)) continue;
      if (this.nodes.size >= this.most) {
        this.full = true;
        break;
      }
      this.nodes.set(node.id, node);
      added.nodes.push(node);
    }
    for (const edge of edges) {
      const id = JSON.stringify([edge.source, edge.label, edge.target]);
      if (this.edges.has(id) || !this.nodes.has(edge.source) || !this.nodes.has(edge.target)) continue;
      this.edges.set(id, edge);
      added.edges.push({ ...edge, id });
    }
    return added;
  }

  /** The kinds there are with how many nodes each has, the most frequent first. */
  kinds() {
    const counts = new Map();
    for (const node of this.nodes.values()) counts.set(kindOf(node), (counts.get(kindOf(node)) ?? 0) + 1);
    return [...counts].sort(([one, few], [other, many]) => many - few || one.localeCompare(other));
  }

  /** The nodes on show. */
  shown() {
    return [...this.nodes.values()].filter((node) => !this.hidden.has(kindOf(node)));
  }
}

/** The kind a node is filed under: what the server calls its class in the reader's language. */
export function kindOf(node) {
  return node.class || node.type || "";
}
