// What stands out while the rest steps back.
import type { Graph } from '../model/graph';
import type { Shown } from '../model/shown';

/** An open relation with its two ends; or else entities with what is joined to them. */
export function emphasis(
  graph: Graph,
  shown: Shown,
  about: readonly number[],
  openEdge: number,
): { nodes: Set<number>; edges: Set<number> } {
  const nodes = new Set<number>(),
    edges = new Set<number>();
  if (openEdge >= 0 && shown.edge[openEdge]) {
    edges.add(openEdge);
    nodes.add(graph.from[openEdge]).add(graph.to[openEdge]);
    return { nodes, edges };
  }
  for (const node of about) {
    if (!shown.node[node]) continue;
    nodes.add(node);
    for (const edge of graph.edgesOf(node)) {
      if (!shown.edge[edge]) continue;
      edges.add(edge);
      nodes.add(graph.across(edge, node));
    }
  }
  return { nodes, edges };
}
