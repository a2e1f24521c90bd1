import { Box, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { type Attributes, attributeValues } from '../attributes.ts';
import { shorten } from '../shorten.ts';

/** Of a text in characters, of a list in entries. */
const atFirst = { text: 240, list: 12 };

/** Every attribute of one item, folded at first or open. */
export function AttributeList({
  attributes,
  open: isOpenAtFirst = false,
}: {
  attributes: Attributes | undefined;
  open?: boolean;
}) {
  const [open, setOpen] = useState(isOpenAtFirst);
  const present = Object.entries(attributes ?? {}).filter(([, value]) => attributeValues(value).length > 0);
  if (present.length === 0) return null;
  return (
    <Box pb="xs">
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-testid="attributes-toggle"
      >
        {open ? 'Hide' : 'Show'} {present.length === 1 ? 'the attribute' : `all ${present.length} attributes`}
      </Button>
      {open && (
        <Box component="dl" my="xs" data-testid="attributes">
          {present.map(([field, value]) => (
            <Box key={field} mb={8}>
              <Text component="dt" size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
                {field}
              </Text>
              <Text component="dd" m={0} size="sm" style={{ overflowWrap: 'anywhere' }}>
                <AttributeValue value={value} />
              </Text>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

/** A value that is whole on demand. */
function AttributeValue({ value }: { value: unknown }) {
  const [whole, setWhole] = useState(false);
  const values = attributeValues(value).map(String);
  const listed = values.slice(0, atFirst.list).map((entry) => shorten(entry, atFirst.text));
  const cut = values.length > atFirst.list || listed.some((entry, i) => entry !== values[i]);
  const more = values.length - listed.length;
  return (
    <>
      {(whole ? values : listed).join(', ')}
      {cut && (
        <Button variant="subtle" size="compact-xs" ml={4} onClick={() => setWhole(!whole)}>
          {whole ? 'less' : more > 0 ? `+${more} more` : 'show whole'}
        </Button>
      )}
    </>
  );
}
