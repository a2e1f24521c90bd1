import { Agent, request } from 'node:http';

export interface Load {
  readonly url: string;
  readonly path: string;
  /** The body of the n-th request. */
  readonly body: (n: number) => string;
  readonly requests: number;
  /** Each sends its next request when it has the answer to the last. */
  readonly connections: number;
}

export interface Loaded {
  readonly requestsPerSecond: number;
  /** CPU of the server's process, microseconds. */
  readonly cpuPerRequest: number;
  readonly bytes: number;
  /** Milliseconds from sending to the answer's last byte. */
  readonly p50: number;
  readonly p99: number;
}

/** Sends so many requests and counts what they cost the server. @throws Error where one is not answered with 200 */
export async function load({ url, path, body, requests, connections }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let [sent, bytes] = [0, 0];
  const [cpu, began] = [await cpuOf(url), performance.now()];
  const one = async (): Promise<void> => {
    while (sent < requests) {
      const text = body(sent++);
      const asked = performance.now();
      bytes = await post(agent, `${url}${path}`, text);
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - began) / 1000;
  const used = (await cpuOf(url)) - cpu;
  agent.destroy();
  times.sort((a, b) => a - b);
  const quantile = (share: number): number => times[Math.floor(share * (times.length - 1))];
  return {
    requestsPerSecond: requests / seconds,
    cpuPerRequest: (used / requests) * 1e6,
    bytes,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}

/** Seconds, as `/metrics` says them. */
async function cpuOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = /^process_cpu_seconds_total ([\d.e-]+)/m.exec(text);
  if (found === null) throw new Error(`${url}/metrics does not say what CPU the server has used`);
  return Number(found[1]);
}

/** @returns the answer's bytes */
function post(agent: Agent, url: string, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    asked.on('error', reject).end(text);
  });
}
