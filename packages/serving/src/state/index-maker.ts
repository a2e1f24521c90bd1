import {
  buildIndex,
  buildInThread,
  type IndexChoice,
  isWorthAThread,
  loadIndex,
  loadInThread,
  type VectorIndex,
} from '@twotower/index';

/** Opens and builds indexes without holding up those who ask meanwhile: large ones in threads of their own. */
export interface IndexMaker {
  load(folder: string, vectors: Float32Array, dim: number): Promise<VectorIndex>;
  build(vectors: Float32Array, dim: number, choice: IndexChoice): Promise<VectorIndex>;
}

export function indexMaker(onNotice?: (message: string) => void): IndexMaker {
  return {
    load: (folder, vectors, dim) =>
      (isWorthAThread(vectors) ? loadInThread : loadIndex)(folder, vectors, dim, { onNotice }),
    build: (vectors, dim, choice) =>
      (isWorthAThread(vectors) ? buildInThread : buildIndex)(vectors, dim, choice, { onNotice }),
  };
}
