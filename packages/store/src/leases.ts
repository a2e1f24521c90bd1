/** The right to do something that only one may do at a time. */
export interface Lease {
  /** Lets others have it. It ends with its process too, however that ends. */
  release(): void;
}

export interface Leases {
  /** Takes the lease of that name; undefined where another process has it. @throws StoreError where nothing can be written */
  take(name: string): Promise<Lease | undefined>;
}
