import { Button, CopyButton, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { RecallRequest } from '../service/shapes.ts';
import { Code } from '../shell/code.tsx';
import { Panel } from '../shell/panel.tsx';
import { asCurl, asTypeScript } from './request-code.ts';

/** The request that is on the screen, to be sent from elsewhere. */
export function CodePanel({ request }: { request: RecallRequest }) {
  const [language, setLanguage] = useState('curl');
  const { origin } = window.location;
  const code = language === 'curl' ? asCurl(request, origin) : asTypeScript(request, origin);
  return (
    <Panel
      title="This request"
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Language"
            value={language}
            onChange={setLanguage}
            data={['curl', 'TypeScript']}
          />
          <CopyButton value={code}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
      }
    >
      <Code text={code} testId="request-code" />
    </Panel>
  );
}
