import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../service/use-change.ts';
import { Notice } from './notice.tsx';
import { Page } from './page.tsx';

/** In place of every screen, for who has no session. */
export function SignIn() {
  const [key, setKey] = useState('');
  const change = useChange('signIn');
  return (
    <Page title="Sign in">
      <Notice>
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
        <Text size="sm" className="quiet">
          A key of scope admin may change everything, one of scope read (and recall, for the playground) only
          look. The browser keeps a session that no script can read, not the key.
        </Text>
      </Notice>
    </Page>
  );
}
