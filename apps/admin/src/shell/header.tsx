import {
  ActionIcon,
  Box,
  Container,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { formatRoute, type Page } from '../route.ts';

const pages: readonly { page: Page; label: string }[] = [
  { page: 'overview', label: 'Overview' },
  { page: 'playground', label: 'Recall playground' },
];

export function Header({ page }: { page: Page }) {
  return (
    <Box
      component="header"
      className="surface"
      style={{
        borderBottom: '1px solid var(--mantine-color-default-border)',
        position: 'sticky',
        top: 0,
        zIndex: 100,
      }}
    >
      <Container size="xl" px={{ base: 'sm', sm: 'lg' }}>
        <Group h={56} gap="lg" wrap="nowrap">
          <Group gap={8} wrap="nowrap">
            <Logo />
            <Text fw={700} visibleFrom="sm">
              TwoTower
            </Text>
          </Group>
          <Group component="nav" aria-label="Pages" gap={4} wrap="nowrap" style={{ flex: 1 }}>
            {pages.map((entry) => (
              <a
                key={entry.page}
                className="nav-link"
                href={formatRoute({ page: entry.page, params: {} })}
                aria-current={entry.page === page ? 'page' : undefined}
              >
                {entry.label}
              </a>
            ))}
          </Group>
          <SchemeToggle />
        </Group>
      </Container>
    </Box>
  );
}

function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="3" y="9" width="7" height="13" rx="2" fill="var(--mantine-color-tower-5)" />
      <rect x="14" y="2" width="7" height="20" rx="2" fill="var(--mantine-color-teal-6)" />
    </svg>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={`Switch to ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      <svg
        width="18"
        height="18"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        {scheme === 'dark' ? (
          <>
            <circle cx="12" cy="12" r="4" />
            <path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2" />
          </>
        ) : (
          <path d="M20 14A8 8 0 1 1 10 4a6.5 6.5 0 0 0 10 10z" />
        )}
      </svg>
    </ActionIcon>
  );
}
