import type { Tensors } from '@twotower/core';
import type { NegativesState, SharedNegatives } from './negatives.ts';

/**
 * What negatives have learnt as tensors for a checkpoint. Numbers that float32 would round are kept as their bytes, a
 * number a byte.
 */
export function negativesTensors({ streaming, queue }: SharedNegatives): Tensors {
  const tensors: Record<string, Tensors[string]> = {};
  if (streaming) {
    const { samples, lastSeen, gap } = streaming.state();
    tensors['streaming.samples'] = bytesOf(Float64Array.of(samples));
    tensors['streaming.last-seen'] = bytesOf(lastSeen);
    tensors['streaming.gap'] = bytesOf(gap);
  }
  if (queue) {
    const { items, vectors, pushes } = queue.state();
    tensors['queue.items'] = bytesOf(items);
    tensors['queue.vectors'] = { shape: [vectors.length], data: vectors };
    tensors['queue.pushes'] = bytesOf(Float64Array.of(pushes));
  }
  return tensors;
}

/** What {@link negativesTensors} gave. */
export function negativesState(tensors: Tensors): NegativesState {
  const float64 = (name: string) => new Float64Array(buffer(tensors[name]));
  return {
    ...(tensors['streaming.samples'] && {
      streaming: {
        samples: float64('streaming.samples')[0],
        lastSeen: float64('streaming.last-seen'),
        gap: float64('streaming.gap'),
      },
    }),
    ...(tensors['queue.pushes'] && {
      queue: {
        items: new Int32Array(buffer(tensors['queue.items'])),
        vectors: tensors['queue.vectors'].data,
        pushes: float64('queue.pushes')[0],
      },
    }),
  };
}

/** The others: those of the train step beside it. */
export function withoutNegatives(tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).filter(([name]) => !/^(streaming|queue)\./.test(name)));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Tensors[string] {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return { shape: [bytes.length], data: Float32Array.from(bytes) };
}

function buffer({ data }: Tensors[string]): ArrayBuffer {
  return Uint8Array.from(data).buffer;
}
