import { Button, Code, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { AdminError } from '../service/error.ts';
import { Notice } from './notice.tsx';

/** What went wrong and what to do about it. */
export function Problem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const kind = error instanceof AdminError ? error.kind : 'failed';
  const message = error instanceof Error ? error.message : String(error);
  if (kind === 'no-champion') {
    return (
      <Frame title="Nothing is served yet" onRetry={onRetry}>
        <Text>No bundle carries the alias “champion”. Train one and promote it:</Text>
        <Code block>npm run twotower -- train --config twotower.config.yaml --promote</Code>
        <Text size="sm" className="quiet">
          An existing bundle is promoted in the registry. The server said: {message}
        </Text>
      </Frame>
    );
  }
  if (kind === 'unreachable') {
    return (
      <Frame title="The recall server does not answer" onRetry={onRetry}>
        <Text>{message} Start it and try again:</Text>
        <Code block>npm start</Code>
        <Text size="sm" className="quiet">
          It listens on 127.0.0.1:7700 unless TWOTOWER_HOST or TWOTOWER_PORT say otherwise.
        </Text>
      </Frame>
    );
  }
  const title =
    kind === 'not-found'
      ? 'There is no such thing'
      : kind === 'forbidden'
        ? 'Your key is not for this'
        : kind === 'unauthorised'
          ? 'You are not signed in any more'
          : 'The server could not answer';
  return (
    <Frame title={title} onRetry={onRetry}>
      <Text style={{ overflowWrap: 'anywhere' }}>{message}</Text>
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

function Frame({ title, onRetry, children }: FrameProps) {
  return (
    <Notice isProblem>
      <Title order={2} fz="lg">
        {title}
      </Title>
      {children}
      <Group>
        <Button variant="light" onClick={onRetry}>
          Try again
        </Button>
      </Group>
    </Notice>
  );
}
