import { Button, Code, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { AdminError } from '../service/error.ts';
import { writeKey } from '../service/key.ts';

/** What went wrong and what to do about it. */
export function Problem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const kind = error instanceof AdminError ? error.kind : 'failed';
  const message = error instanceof Error ? error.message : String(error);
  if (kind === 'no-champion') {
    return (
      <Frame title="Nothing is served yet" onRetry={onRetry}>
        <Text>No bundle carries the alias “champion”. Train one and promote it:</Text>
        <Code block>npm run twotower -- train --config twotower.config.yaml --promote</Code>
        <Text size="sm" c="dimmed">
          An existing bundle is promoted by <Code>npm run twotower -- promote ID</Code>;{' '}
          <Code>npm run twotower -- bundles</Code> lists them. The server said: {message}
        </Text>
      </Frame>
    );
  }
  if (kind === 'unreachable') {
    return (
      <Frame title="The recall server does not answer" onRetry={onRetry}>
        <Text>{message} Start it and try again:</Text>
        <Code block>npm start</Code>
        <Text size="sm" c="dimmed">
          It listens on 127.0.0.1:7700 unless TWOTOWER_HOST or TWOTOWER_PORT say otherwise.
        </Text>
      </Frame>
    );
  }
  if (kind === 'unauthorised') {
    return (
      <Frame title="This server wants a key" onRetry={onRetry}>
        <KeyForm onSaved={onRetry} />
        <Text size="sm" c="dimmed">
          It stays in this tab only. The server said: {message}
        </Text>
      </Frame>
    );
  }
  return (
    <Frame title="The server could not answer" onRetry={onRetry}>
      <Text>{message}</Text>
    </Frame>
  );
}

function Frame({ title, onRetry, children }: { title: string; onRetry: () => void; children: ReactNode }) {
  return (
    <Paper
      role="alert"
      withBorder
      className="surface"
      p="xl"
      radius="lg"
      maw={680}
      mx="auto"
      mt="xl"
      data-testid="problem"
    >
      <Stack gap="sm">
        <Title order={2} fz="lg">
          {title}
        </Title>
        {children}
        <Group>
          <Button variant="light" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function KeyForm({ onSaved }: { onSaved: () => void }) {
  const [key, setKey] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        writeKey(key.trim());
        onSaved();
      }}
    >
      <Group align="flex-end">
        <PasswordInput
          label="API key with scope admin"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" disabled={key.trim() === ''}>
          Use key
        </Button>
      </Group>
    </form>
  );
}
