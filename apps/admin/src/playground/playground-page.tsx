import { SimpleGrid } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { filterFields } from '../filter-fields.ts';
import { ask } from '../service/service.ts';
import type { ItemCard } from '../service/shapes.ts';
import { useAsk } from '../service/use-ask.ts';
import { useMay } from '../service/use-may.ts';
import { Page } from '../shell/page.tsx';
import { CodePanel } from './code-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { rankChanges, shared } from './rank-changes.ts';
import { type RecallForm, readForm, toRequest, writeForm } from './recall-form.ts';
import { RequestPanel } from './request-panel.tsx';
import { ResultPanel } from './result-panel.tsx';
import { useRecall } from './use-recall.ts';

const route = getRouteApi('/playground');

/** A user or a session beside what is recommended, by one alias or by two. */
export default function PlaygroundPage() {
  const form = readForm(route.useSearch());
  const navigate = route.useNavigate();
  const patch = (change: Partial<RecallForm>) =>
    void navigate({ search: writeForm({ ...form, ...change }), replace: true });
  const sample = useAsk('items', { limit: 200 });
  const aliases = useAsk('aliases', undefined);
  const fields = filterFields(sample.data?.items ?? []);
  const request = toRequest(form, fields);
  const isBeside = form.beside !== '' && request !== undefined;
  const own = useRecall(request);
  const other = useRecall(isBeside ? { ...request, alias: form.beside } : undefined);
  const user = useAsk(
    'user',
    { userId: form.userId },
    { enabled: form.mode === 'user' && form.userId !== '' },
  );
  const session = useItems(form.mode === 'session' ? form.session : []);
  const history = form.mode === 'session' ? session : (user.data?.history ?? []);
  const lists =
    isBeside && own.data && other.data ? [own.data.answer.items, other.data.answer.items] : undefined;
  const changes = lists && [rankChanges(lists[0], lists[1]), rankChanges(lists[1], lists[0])];
  const mayRecall = useMay('recall');
  const add = (itemId: string) =>
    form.session.includes(itemId) || patch({ session: [itemId, ...form.session] });
  const onAdd = form.mode === 'session' ? (itemId: string) => void add(itemId) : undefined;
  return (
    <Page
      title="Recall playground"
      note={
        changes
          ? `${shared(changes[0])} of ${changes[0].size} items are in both lists`
          : mayRecall
            ? 'Ask as a user or a session; unfold a row to see why it stands there'
            : 'This session’s key is not for recall: ask for one with the scope recall'
      }
    >
      <RequestPanel
        form={form}
        fields={fields}
        aliases={aliases.data?.aliases.map(({ name }) => name) ?? []}
        onChange={patch}
      />
      <SimpleGrid cols={{ base: 1, md: isBeside ? 3 : 2 }} spacing="md" verticalSpacing="md">
        <HistoryPanel
          form={form}
          user={user}
          items={history}
          onAdd={add}
          onRemove={(itemId) => patch({ session: form.session.filter((id) => id !== itemId) })}
        />
        <ResultPanel
          title={isBeside ? form.alias || 'champion' : 'Recommendations'}
          request={request}
          query={own}
          history={history}
          changes={changes?.[0]}
          onAdd={onAdd}
        />
        {isBeside && (
          <ResultPanel
            title={form.beside}
            request={request}
            query={other}
            history={history}
            changes={changes?.[1]}
            onAdd={onAdd}
          />
        )}
      </SimpleGrid>
      {request && <CodePanel request={request} />}
    </Page>
  );
}

/** Items by their ids; one that is not known yet, or not at all, by its id alone. */
function useItems(ids: readonly string[]): ItemCard[] {
  return useQueries({
    queries: ids.map((itemId) => ({
      queryKey: ['item', { itemId }],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask('item', { itemId }, signal),
    })),
    combine: (results) => results.map(({ data }, i) => data ?? { itemId: ids[i] }),
  });
}
