import { Group, Text } from '@mantine/core';
import { useAsk } from '../service/use-ask.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';

const shown = 8;

/** What the champion pointed at lately. */
export function DecisionsPanel() {
  const query = useAsk('aliases', undefined);
  return (
    <Panel title="Last decisions" note="Where the champion pointed, the newest first">
      <Loaded query={query} what="the aliases" height={200}>
        {({ aliases }) => {
          const champion = aliases.find(({ name }) => name === 'champion');
          if (champion === undefined) return <Empty>Nothing was ever promoted.</Empty>;
          return (
            <ol className="item-list" aria-label="Last decisions">
              {champion.history.slice(0, shown).map((change) => (
                <li key={`${change.setAt} ${change.bundleId} ${change.deltaSequence}`}>
                  <Group gap="xs" px={8} py={6} wrap="nowrap" justify="space-between" w="100%">
                    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
                      <BundleLink id={change.bundleId} />
                      {change.deltaSequence > 0 && `, delta ${change.deltaSequence}`}
                      {change.rolledBackAt !== undefined && <span className="bad"> taken back</span>}
                    </Text>
                    <Text size="xs" className="quiet" style={{ flex: 'none' }}>
                      <When at={change.setAt} />
                    </Text>
                  </Group>
                </li>
              ))}
            </ol>
          );
        }}
      </Loaded>
    </Panel>
  );
}
