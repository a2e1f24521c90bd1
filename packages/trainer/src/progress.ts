/** What a run says while it goes on; the command line draws it. */
export type Progress =
  | { readonly kind: 'phase'; readonly message: string }
  | {
      readonly kind: 'reading';
      /** Rows of the log read so far. */
      readonly rows: number;
      readonly rowsPerSecond: number;
      /** Of the log's bytes, from 0 to 1, where that is known. */
      readonly share?: number;
    }
  | {
      readonly kind: 'epoch-progress';
      readonly epoch: number;
      readonly epochs: number;
      readonly done: number;
      readonly total: number;
      readonly loss: number;
      readonly samplesPerSecond: number;
    }
  | {
      readonly kind: 'epoch';
      readonly epoch: number;
      readonly epochs: number;
      readonly loss: number;
      readonly seconds: number;
      readonly samplesPerSecond: number;
      readonly metric?: { readonly name: string; readonly value: number; readonly best: boolean };
    }
  | { readonly kind: 'notice'; readonly message: string };

export type OnProgress = (progress: Progress) => void;
