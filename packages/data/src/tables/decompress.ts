import { createReadStream } from 'node:fs';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';

const chunkSize = 1 << 18;

/**
 * The bytes of a file; of a `.gz` or `.zst` file, what it holds decompressed.
 *
 * @param onBytes is told how many bytes of the file itself were read so far
 */
export async function* bytesOf(file: string, onBytes?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const raw = createReadStream(file, { highWaterMark: chunkSize });
  const decoder = /\.gz$/i.test(file) ? zlib.createGunzip({ chunkSize }) : zstdStream(file);
  const stream = decoder ? raw.pipe(decoder) : raw;
  raw.on('error', (error) => stream.destroy(error));
  try {
    const pieces = /\.zst$/i.test(file) && !decoder ? unzstd(raw) : (stream as AsyncIterable<Buffer>);
    for await (const bytes of pieces) {
      onBytes?.(raw.bytesRead);
      yield bytes;
    }
  } finally {
    raw.destroy();
    decoder?.destroy();
  }
}

/** Node's own decoder, from 22.15 on; its types are newer than this package's oldest Node. */
function zstdStream(file: string): zlib.Gunzip | undefined {
  const create = (zlib as { createZstdDecompress?: (options: { chunkSize: number }) => zlib.Gunzip })
    .createZstdDecompress;
  return /\.zst$/i.test(file) ? create?.({ chunkSize }) : undefined;
}

async function* unzstd(raw: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((bytes) => ready.push(bytes.slice()));
  const take = (): Uint8Array[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  for await (const bytes of raw) {
    decoder.push(bytes);
    yield* take();
  }
  decoder.push(new Uint8Array(0), true);
  yield* take();
}
