import type { ReactNode } from 'react';

export interface WideProps {
  /** What it holds, for who does not see it. */
  readonly label: string;
  /** In pixels; on a narrower screen it scrolls. */
  readonly minWidth: number;
  readonly maxHeight?: number;
  readonly children: ReactNode;
}

/** What may be wider or longer than its place, and then scrolls there: by keys too. */
export function Wide({ label, minWidth, maxHeight, children }: WideProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls by keys
    <section className="wide" aria-label={label} tabIndex={0} style={{ maxHeight }}>
      <div style={{ minWidth }}>{children}</div>
    </section>
  );
}
