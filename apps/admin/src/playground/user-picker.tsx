import { Autocomplete, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../format.ts';
import { service } from '../service/service.ts';

/** Suggests known users by prefix, most active first; Enter takes any id, known or not. */
export function UserPicker({ userId, onPick }: { userId: string; onPick: (userId: string) => void }) {
  const [text, setText] = useState(userId);
  const [query] = useDebouncedValue(text.trim(), 150);
  const { data } = useQuery({
    queryKey: ['users', query],
    queryFn: () => service.users(query),
    placeholderData: keepPreviousData,
  });
  const events = new Map((data?.users ?? []).map((user) => [user.userId, user.events]));
  return (
    <Autocomplete
      label="User"
      placeholder="Search by id"
      data-testid="user-picker"
      w={{ base: '100%', xs: 170 }}
      value={text}
      onChange={setText}
      onOptionSubmit={onPick}
      onBlur={() => text.trim() !== userId && onPick(text.trim())}
      onKeyDown={(event) => event.key === 'Enter' && onPick(text.trim())}
      data={[...events.keys()].filter((known) => known.startsWith(text.trim()))}
      filter={({ options }) => options}
      maxDropdownHeight={280}
      renderOption={({ option }) => (
        <Group justify="space-between" wrap="nowrap" flex={1}>
          <Text size="sm" truncate>
            {option.value}
          </Text>
          <Text size="xs" c="dimmed">
            {formatCount(events.get(option.value) ?? 0)} events
          </Text>
        </Group>
      )}
    />
  );
}
