import { Button, Code, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { AdminError } from '../service/error.ts';
import { useChange } from '../service/use-change.ts';

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
  if (kind === 'unauthorised') {
    return (
      <Frame title="Sign in">
        <SignIn />
        <Text size="sm" className="quiet">
          A key of scope admin may change everything, one of scope read (and recall, for the playground) only
          look. The browser keeps a session that no script can read, not the key.
        </Text>
      </Frame>
    );
  }
  const title =
    kind === 'not-found'
      ? 'There is no such thing'
      : kind === 'forbidden'
        ? 'Your key is not for this'
        : 'The server could not answer';
  return (
    <Frame title={title} onRetry={onRetry}>
      <Text style={{ overflowWrap: 'anywhere' }}>{message}</Text>
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly onRetry?: () => void;
  readonly children: ReactNode;
}

function Frame({ title, onRetry, children }: FrameProps) {
  return (
    <Paper
      role="alert"
      withBorder
      className="surface"
      p="lg"
      maw={680}
      mx="auto"
      my="md"
      data-testid="problem"
    >
      <Stack gap="sm">
        <Title order={2} fz="lg">
          {title}
        </Title>
        {children}
        {onRetry && (
          <Group>
            <Button variant="light" onClick={onRetry}>
              Try again
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function SignIn() {
  const [key, setKey] = useState('');
  const change = useChange('signIn');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ key: key.trim() });
      }}
    >
      <Group align="flex-start">
        <PasswordInput
          label="API key"
          autoComplete="current-password"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={change.error?.message}
          style={{ flex: 1 }}
        />
        <Button type="submit" mt={25} disabled={key.trim() === ''} loading={change.isPending}>
          Sign in
        </Button>
      </Group>
    </form>
  );
}
