import { Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Panel } from '../shell/panel.tsx';
import type { Concern } from './attention.ts';

/** What somebody should look at, each with the screen that shows more. */
export function AttentionPanel({ concerns }: { concerns: readonly Concern[] }) {
  return (
    <Panel title="Needs attention">
      {concerns.length === 0 ? (
        <Text size="sm" className="good">
          Nothing: what is served is whole, fresh and answers.
        </Text>
      ) : (
        <ul className="item-list" aria-label="Needs attention">
          {concerns.map(({ key, serious, text, to }) => (
            <li key={key}>
              <Link className="item-row" to={to}>
                <Group gap="xs" wrap="nowrap" align="flex-start">
                  <Badge
                    variant="light"
                    color={serious ? 'red' : 'orange'}
                    tt="none"
                    style={{ flex: 'none' }}
                  >
                    {serious ? 'serious' : 'look'}
                  </Badge>
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {text}
                  </Text>
                </Group>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
