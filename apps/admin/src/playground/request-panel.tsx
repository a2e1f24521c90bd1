import {
  Autocomplete,
  CloseButton,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  Select,
  Switch,
} from '@mantine/core';
import type { FilterField } from '../filter-fields.ts';
import type { FilterOp } from '../service/shapes.ts';
import type { RecallForm } from './recall-form.ts';
import { UserPicker } from './user-picker.tsx';

const opLabels: Readonly<Record<FilterOp, string>> = {
  eq: 'is',
  gte: 'at least',
  lte: 'at most',
  contains: 'contains',
};

export interface RequestPanelProps {
  form: RecallForm;
  fields: readonly FilterField[];
  /** Names that have a bundle. */
  aliases: readonly string[];
  onChange(change: Partial<RecallForm>): void;
}

/** Everything a recall request is made of. */
export function RequestPanel({ form, fields, aliases, onChange }: RequestPanelProps) {
  return (
    <Paper
      component="section"
      aria-label="Request"
      withBorder
      className="surface"
      p={{ base: 'sm', sm: 'md' }}
    >
      <Group align="flex-end" gap="md">
        <SegmentedControl
          aria-label="Who is asking"
          value={form.mode}
          onChange={(value) => onChange({ mode: value === 'session' ? 'session' : 'user' })}
          data={[
            { value: 'user', label: 'A user' },
            { value: 'session', label: 'A session' },
          ]}
        />
        {form.mode === 'user' && (
          <UserPicker userId={form.userId} onPick={(userId) => onChange({ userId })} />
        )}
        <NumberInput
          label="k"
          aria-label="Number of recommendations"
          data-testid="k-input"
          w={76}
          min={1}
          max={1000}
          clampBehavior="strict"
          allowDecimal={false}
          value={form.k}
          onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ k: value })}
        />
        <Filter form={form} fields={fields} onChange={onChange} />
        <Select
          label="Answered by"
          placeholder="champion"
          clearable
          w={140}
          value={form.alias || null}
          onChange={(alias) => onChange({ alias: alias ?? '' })}
          data={aliases}
        />
        <Select
          label="Beside"
          placeholder="nobody"
          clearable
          w={140}
          value={form.beside || null}
          onChange={(beside) => onChange({ beside: beside ?? '' })}
          data={aliases}
          data-testid="beside"
        />
        <Switch
          label="Leave out seen items"
          mb={8}
          checked={form.excludeSeen}
          onChange={(event) => onChange({ excludeSeen: event.currentTarget.checked })}
        />
      </Group>
    </Paper>
  );
}

function Filter({ form: { filter }, fields, onChange }: Omit<RequestPanelProps, 'aliases'>) {
  const chosen = fields.find((known) => known.field === filter.field);
  return (
    <Group align="flex-end" gap={6} wrap="nowrap" w={{ base: '100%', xs: 'auto' }}>
      <Select
        label="Filter"
        placeholder="No filter"
        w={122}
        style={{ flex: '0 1 auto' }}
        disabled={fields.length === 0}
        value={filter.field || null}
        onChange={(field) => {
          const next = fields.find((known) => known.field === field);
          onChange({ filter: { field: field ?? '', op: next?.ops[0] ?? 'eq', value: '' } });
        }}
        data={fields.map((known) => known.field)}
        data-testid="filter-field"
      />
      {chosen && (
        <>
          <Select
            aria-label="Filter operation"
            w={106}
            style={{ flex: '0 1 auto' }}
            allowDeselect={false}
            value={filter.op}
            onChange={(value) => {
              const op = chosen.ops.find((candidate) => candidate === value);
              if (op) onChange({ filter: { ...filter, op } });
            }}
            data={chosen.ops.map((op) => ({ value: op, label: opLabels[op] }))}
          />
          <Autocomplete
            aria-label="Filter value"
            placeholder="value"
            w={130}
            style={{ flex: '0 1 auto' }}
            limit={50}
            value={filter.value}
            onChange={(value) => onChange({ filter: { ...filter, value } })}
            data={chosen.examples.slice(0, 200)}
            data-testid="filter-value"
          />
          <CloseButton
            aria-label="Remove the filter"
            mb={4}
            style={{ flex: 'none' }}
            onClick={() => onChange({ filter: { field: '', op: 'eq', value: '' } })}
          />
        </>
      )}
    </Group>
  );
}
