import { Alert, Button, Group, NativeSelect, NumberInput, Text } from '@mantine/core';
import type { ComparisonView } from '@twotower/api';
import { useState } from 'react';
import { useAsk } from '../service/use-ask.ts';
import { useChange } from '../service/use-change.ts';
import { useMay } from '../service/use-may.ts';
import { Empty } from '../shell/empty.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';
import { kindNames, kindNotes } from './comparison-words.ts';

type Kind = ComparisonView['kind'];

/** Begins a comparison of an alias with what is served. */
export function NewComparisonPanel() {
  const aliases = useAsk('aliases', undefined);
  return (
    <Panel title="A new comparison">
      <Loaded query={aliases} what="the aliases" height={120}>
        {(data) => {
          const names = data.aliases.map(({ name }) => name).filter((name) => name !== 'champion');
          return names.length === 0 ? (
            <Empty>
              There is no alias to compare with. Promote a bundle to one of another name than “champion” in
              the registry, or with <code>twotower promote ID --alias candidate</code>.
            </Empty>
          ) : (
            <Form aliases={names} />
          );
        }}
      </Loaded>
    </Panel>
  );
}

function Form({ aliases }: { aliases: readonly string[] }) {
  const [kind, setKind] = useState<Kind>('interleave');
  const [treatment, setTreatment] = useState(aliases[0]);
  const [percent, setPercent] = useState<number | string>(50);
  const start = useChange('startComparison');
  const mayStart = useMay('admin');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({ kind, treatment, share: Number(percent) / 100 });
      }}
    >
      <Group align="flex-end" gap="md">
        <NativeSelect
          label="Alias"
          data={[...aliases]}
          value={treatment}
          onChange={(event) => setTreatment(event.currentTarget.value)}
        />
        <NativeSelect
          label="Kind"
          data={Object.entries(kindNames).map(([value, label]) => ({ value, label }))}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
        />
        <NumberInput
          label={kind === 'ab' ? 'Users who get the alias, %' : 'Users who take part, %'}
          min={1}
          max={kind === 'ab' ? 99 : 100}
          value={percent}
          onChange={setPercent}
        />
        <Button type="submit" disabled={!mayStart || percent === ''} loading={start.isPending}>
          Begin
        </Button>
      </Group>
      <Text size="xs" className="quiet" mt="xs">
        {kindNotes[kind]}
      </Text>
      {start.error && (
        <Alert color="red" mt="sm" title="It could not be begun">
          {start.error.message}
        </Alert>
      )}
    </form>
  );
}
