export interface CodeProps {
  readonly text: string;
  readonly testId?: string;
}

/** Lines to be read as they stand, which scroll where they are long: by keys too. */
export function Code({ text, testId }: CodeProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls by keys
    <pre className="code" tabIndex={0} data-testid={testId}>
      {text}
    </pre>
  );
}
