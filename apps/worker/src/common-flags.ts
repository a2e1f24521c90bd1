/** Flags that every command takes. */
export interface CommonFlags {
  readonly config?: string;
  readonly store?: string;
}
