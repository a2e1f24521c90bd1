import { availableParallelism } from 'node:os';
import { inProcess, inPython } from '../measure/in-process.ts';
import { type Peer, peerPython } from '../settings.ts';
import { type EngineKind, engineKinds } from './engine-kind.ts';
import { problem } from './problem.ts';

/** What is measured side by side, in the order of a round: ours first. */
export type ContenderName = EngineKind | 'product' | 'tfrs' | 'torch';

export interface StepRate {
  readonly samplesPerSecond: number;
  readonly loss: number;
  /** Of a peer. */
  readonly version?: string;
}

export interface Contender {
  readonly name: ContenderName;
  /** Its rate at that batch size, measured for about so many seconds in a process of its own. */
  measure(batch: number, seconds: number): Promise<StepRate>;
}

/** Threads of ours and of the peers: all cores. */
export const threads = availableParallelism();

/**
 * @param engine which of our engines; the product runs with the kernel alone
 * @param say is told which peers are left out, and why
 */
export function contenders(engine: EngineKind | 'all', say: (line: string) => void): Contender[] {
  const ours: Contender[] = engineKinds
    .filter((kind) => engine === 'all' || engine === kind)
    .map((kind) => ({
      name: kind,
      measure: (batch, seconds) => inProcess('train-step', { batch, seconds, threads, engine: kind }),
    }));
  const product: Contender = {
    name: 'product',
    measure: (batch, seconds) => inProcess('train-product', { batch, epochs: seconds < 2 ? 2 : 4 }),
  };
  return [
    ...ours,
    ...(engine === 'all' || engine === 'kernel' ? [product] : []),
    ...peer('tfrs', 'TFRS', 'tfrs_step.py', say),
    ...peer('torch', 'TORCH', 'torch_step.py', say),
  ];
}

function peer(name: ContenderName, variable: Peer, script: string, say: (line: string) => void): Contender[] {
  const python = peerPython(variable);
  if (python === undefined) {
    say(`${name} is left out: PEER_${variable}_PYTHON names no Python that has it`);
    return [];
  }
  const { users, items, dim, hidden, temperature } = problem;
  const sizes = [users, items, dim, hidden, temperature, threads].map(String);
  return [
    {
      name,
      measure: (batch, seconds) => inPython(python, script, [String(batch), String(seconds), ...sizes]),
    },
  ];
}
