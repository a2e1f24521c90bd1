import { Badge, Group, Table, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatCount } from '../format.ts';
import { sources } from '../playground/source.ts';
import { useAsk } from '../service/use-ask.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';

const route = getRouteApi('/answers');

/** What users were answered lately: where a complaint is followed up. */
export default function AnswersPage() {
  const { user = '', before = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const search = useDebouncedCallback(
    (change: { user?: string; before?: string }) =>
      void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    250,
  );
  const until = localTime(before);
  const query = useAsk(
    'answers',
    { limit: 200, ...(user !== '' && { userId: user }), ...(until && { before: until }) },
    { every: 15_000, keep: true },
  );
  return (
    <Page
      title="Answers"
      note="What users were answered lately; open one to see what was asked and why it came out so"
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label="User"
          placeholder="whole id"
          defaultValue={user}
          onChange={(event) => search({ user: event.currentTarget.value.trim() || undefined })}
          data-testid="answers-user"
        />
        <TextInput
          type="datetime-local"
          label="Answered before"
          defaultValue={before}
          onChange={(event) => search({ before: event.currentTarget.value || undefined })}
        />
      </Group>
      <Panel title="Newest first">
        <Loaded query={query} what="the answers" height={320}>
          {({ answers, remembered }) =>
            answers.length === 0 ? (
              <Empty>
                No such answer: the latest {formatCount(remembered)} of this server are remembered, since it
                was started.
              </Empty>
            ) : (
              <Entries
                label="Answers"
                minWidth={640}
                heads={['When', 'User', 'By', { right: 'Items' }, 'Alias', 'Bundle']}
                lead
              >
                {answers.map((answer) => (
                  <Table.Tr key={answer.requestId} data-testid="answer">
                    <Table.Td>
                      <Link
                        className="link"
                        to="/answers/$requestId"
                        params={{ requestId: answer.requestId }}
                      >
                        {new Date(answer.at).toLocaleString()}
                      </Link>
                    </Table.Td>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>
                      {answer.userId ?? <span className="quiet">nobody</span>}
                    </Table.Td>
                    <Table.Td>
                      <Badge variant="light" color={sources[answer.source].color} tt="none" size="sm">
                        {answer.source}
                      </Badge>
                    </Table.Td>
                    <Table.Td ta="right">{answer.items}</Table.Td>
                    <Table.Td>{answer.alias}</Table.Td>
                    <Table.Td>
                      <BundleLink id={answer.bundleId} />
                      {answer.deltaSequence > 0 && `, delta ${answer.deltaSequence}`}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Entries>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

/** A local date and time as the input has it, in UTC; undefined where it is none. */
function localTime(text: string): string | undefined {
  const time = new Date(text);
  return text === '' || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
