// Cycles in a graph of named nodes.

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph node -> the nodes it points at
 * @returns {string[][]} one closed path for each cycle found, first node repeated at the end
 */
export function cyclesOf(graph) {
  const cycles = [];
  const done = new Set();
  const path = [];
  const visit = (node) => {
    const at = path.indexOf(node);
    if (at >= 0) {
      cycles.push([...path.slice(at), node]);
      return;
    }
    if (done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}
