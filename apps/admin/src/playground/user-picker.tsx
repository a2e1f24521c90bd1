import { Autocomplete, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { formatCount } from '../format.ts';
import { useAsk } from '../service/use-ask.ts';

/** Picks a user; what is typed is used as it stands with Enter, known or not. */
export function UserPicker({ userId, onPick }: { userId: string; onPick(userId: string): void }) {
  const [text, setText] = useState(userId);
  const [query] = useDebouncedValue(text.trim(), 150);
  const found = useAsk('users', { query, limit: 20 }, { keep: true });
  const known = new Map((found.data?.users ?? []).map((user) => [user.userId, user.events]));
  useEffect(() => setText(userId), [userId]);
  return (
    <Autocomplete
      label="User"
      placeholder="User id, known or not"
      w={{ base: '100%', xs: 200 }}
      value={text}
      onChange={setText}
      onOptionSubmit={onPick}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && text.trim() !== '') onPick(text.trim());
      }}
      onBlur={() => text.trim() !== '' && onPick(text.trim())}
      data={[...known.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <Group justify="space-between" w="100%" wrap="nowrap">
          <Text size="sm" truncate>
            {option.value}
          </Text>
          <Text size="xs" className="quiet">
            {formatCount(known.get(option.value) ?? 0)} events
          </Text>
        </Group>
      )}
      data-testid="user-picker"
    />
  );
}
