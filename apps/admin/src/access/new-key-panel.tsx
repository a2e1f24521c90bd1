import { Alert, Button, Checkbox, Code, CopyButton, Group, TextInput } from '@mantine/core';
import type { InputOf } from '@twotower/api';
import { useState } from 'react';
import { useChange } from '../service/use-change.ts';
import { useMay } from '../service/use-may.ts';
import { Panel } from '../shell/panel.tsx';

type Scopes = InputOf<'createKey'>['scopes'];

const scopes: readonly { readonly scope: Scopes[number]; readonly label: string }[] = [
  { scope: 'recall', label: 'recall: ask for recommendations' },
  { scope: 'events', label: 'events: tell what users do, put items' },
  { scope: 'read', label: 'read: look at everything here' },
  { scope: 'admin', label: 'admin: everything' },
];

/** Makes a key, and shows it the one time that it can be shown. */
export function NewKeyPanel() {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['recall']);
  const change = useChange('createKey');
  const isAdmin = useMay('admin');
  return (
    <Panel title="A new key">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = scopes.map(({ scope }) => scope).filter((scope) => chosen.includes(scope));
          change.mutate({ scopes: wanted, ...(name.trim() !== '' && { name: name.trim() }) });
        }}
      >
        <Group align="flex-end" gap="md">
          <TextInput
            label="For whom"
            placeholder="web shop"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label="What for" value={chosen} onChange={setChosen}>
            <Group gap="md" mt={4}>
              {scopes.map(({ scope, label }) => (
                <Checkbox key={scope} size="xs" value={scope} label={label} />
              ))}
            </Group>
          </Checkbox.Group>
          <Button type="submit" disabled={!isAdmin || chosen.length === 0} loading={change.isPending}>
            Make it
          </Button>
        </Group>
      </form>
      {change.error && (
        <Alert color="red" mt="sm" title="It could not be made">
          {change.error.message}
        </Alert>
      )}
      {change.data && (
        <Alert color="teal" mt="sm" title="Copy it now: it is not shown again" data-testid="new-key">
          <Group gap="sm">
            <Code style={{ overflowWrap: 'anywhere' }}>{change.data.key}</Code>
            <CopyButton value={change.data.key}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      )}
    </Panel>
  );
}
