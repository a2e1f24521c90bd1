export { DurableError } from './error.ts';
export { openPartialFolder, type PartialFolder } from './partial-folder.ts';
export { isAlive, ownProcess } from './process-identity.ts';
export {
  checkSizes,
  checkSums,
  openSealed,
  type SealedFile,
  type SealedFolder,
  writeSealed,
} from './sealed-folder.ts';
export { isWhole, sealFolder } from './sums.ts';
export { isTemporary, removeLeftovers } from './temporary-name.ts';
