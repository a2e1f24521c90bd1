import { Grid, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { filterFields } from '../filter-fields.ts';
import type { Route } from '../route.ts';
import { service } from '../service/service.ts';
import type { ItemCard, RecallRequest } from '../service/shapes.ts';
import { Problem } from '../shell/problem.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { type RecallForm, toRequest } from './recall-form.ts';
import { RequestPanel } from './request-panel.tsx';
import { ResultPanel } from './result-panel.tsx';
import { SimilarDrawer } from './similar-drawer.tsx';

export interface PlaygroundPageProps {
  params: Route['params'];
  onParams(params: Route['params']): void;
}

export default function PlaygroundPage({ params, onParams }: PlaygroundPageProps) {
  const [form, setForm] = useState<RecallForm>(() => ({
    mode: params.mode === 'session' ? 'session' : 'user',
    userId: params.user ?? '',
    k: Math.min(1000, Math.max(1, Number(params.k) || 20)),
    excludeSeen: params.seen !== 'keep',
    filter: { field: '', op: 'eq', value: '' },
    session: [],
  }));
  const [opened, setOpened] = useState<ItemCard>();
  const patch = (change: Partial<RecallForm>) => setForm((current) => ({ ...current, ...change }));
  const { mode, userId, k, excludeSeen } = form;
  useEffect(() => {
    onParams({
      mode: mode === 'session' ? mode : '',
      user: userId,
      k: k === 20 ? '' : String(k),
      seen: excludeSeen ? '' : 'keep',
    });
  }, [mode, userId, k, excludeSeen, onParams]);

  const sample = useQuery({
    queryKey: ['sample'],
    queryFn: () => service.recall({ k: 200 }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const fields = filterFields(sample.data?.answer.items ?? []);
  const request = toRequest(form, fields);
  const answer = useRecall(request);
  const user = useQuery({
    queryKey: ['user', userId],
    queryFn: () => service.user(userId),
    enabled: mode === 'user' && userId !== '',
  });

  const blocked = [sample.error, answer.error].find((error) => error !== null);
  if (blocked && !answer.data && !sample.data) {
    return <Problem error={blocked} onRetry={() => [sample, answer].map((query) => query.refetch())} />;
  }
  const inSession = new Set(form.session.map((item) => item.itemId));
  const history = mode === 'session' ? form.session : (user.data?.history ?? []);
  return (
    <Stack gap="lg">
      <RequestPanel form={form} fields={fields} onChange={patch} />
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 5 }} order={{ base: 2, md: 1 }}>
          <HistoryPanel
            form={form}
            user={user.data}
            loading={user.isLoading}
            error={user.error}
            items={history}
            onOpen={setOpened}
            onAdd={(item) => patch({ session: [item, ...form.session] })}
            onRemove={(itemId) => patch({ session: form.session.filter((item) => item.itemId !== itemId) })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }} order={{ base: 1, md: 2 }}>
          <ResultPanel
            request={request}
            answer={answer.data}
            loading={answer.isFetching}
            error={answer.error}
            seen={new Set(history.map((item) => item.itemId))}
            onOpen={setOpened}
            onRetry={() => answer.refetch()}
            onAdd={
              mode === 'session'
                ? (item) => !inSession.has(item.itemId) && patch({ session: [item, ...form.session] })
                : undefined
            }
          />
        </Grid.Col>
      </Grid>
      <SimilarDrawer item={opened} onOpen={setOpened} onClose={() => setOpened(undefined)} />
    </Stack>
  );
}

function useRecall(request: RecallRequest | undefined) {
  return useQuery({
    queryKey: ['recall', request],
    queryFn: () => service.recall(request ?? { k: 1 }),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
