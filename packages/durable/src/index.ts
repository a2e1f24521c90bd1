export { DurableError } from './error.ts';
export { findHeld, makeHeld, removeUnread } from './held-folder.ts';
export { removeLeftovers } from './leftovers.ts';
export type { SealedFile } from './manifest.ts';
export { openPartialFolder, type PartialFolder } from './partial-folder.ts';
export { removeSealed } from './remove-sealed.ts';
export { openSealed, type SealedFolder } from './sealed-folder.ts';
export { makeFolder } from './sync.ts';
export { writeSealed } from './write-sealed.ts';
