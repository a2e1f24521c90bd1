/** The one place where the benchmarks read their environment. */
export function datasetsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const folder = environment.TWOTOWER_DATASETS;
  if (!folder) {
    throw new Error(
      'TWOTOWER_DATASETS is not set; point it at the folder that holds ml-100k/ and the other sets',
    );
  }
  return folder;
}

export type Peer = 'TFRS' | 'TORCH' | 'NUMPY' | 'ANN';

/** The Python that runs a peer; undefined where `PEER_TFRS_PYTHON` and so on do not name one. */
export function peerPython(peer: Peer, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return environment[`PEER_${peer}_PYTHON`] || undefined;
}
