// Worker thread: loads the addon and says which instruction set the process runs.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

parentPort?.postMessage(createRequire(import.meta.url)(workerData).instructions);
