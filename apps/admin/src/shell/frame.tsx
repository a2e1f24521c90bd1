import { AppShell, Box, Burger, Button, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useChange } from '../service/use-change.ts';
import { useSession } from '../service/use-session.ts';
import { Waiting } from './loaded.tsx';
import { SchemeToggle } from './scheme-toggle.tsx';
import { screenGroups } from './screens.ts';
import { SignIn } from './sign-in.tsx';

const Jump = lazy(() => import('./jump.tsx'));

/** What stands around every screen: navigation, the jump by keyboard, colours, who looks. */
export function Frame() {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [isJumping, setJumping] = useState(false);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useHotkeys([['mod+K', () => setJumping(true)]], []);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    close();
    // Who goes on by keyboard or hears the page goes on in the new screen.
    main.current?.focus();
  }, [path, close]);
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 196, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <AppShell.Header className="surface">
        <UnstyledButton className="skip-link" onClick={() => main.current?.focus()}>
          Skip to the content
        </UnstyledButton>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger hiddenFrom="sm" size="sm" opened={isOpen} onClick={toggle} aria-label="Navigation" />
          <Logo />
          <Text fw={700}>TwoTower</Text>
          <UnstyledButton className="jump-button" onClick={() => setJumping(true)}>
            <Text span size="sm">
              User, item, request id, screen …
            </Text>
            <Kbd visibleFrom="xs" size="xs">
              Ctrl K
            </Kbd>
          </UnstyledButton>
          <Session />
          <SchemeToggle />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="surface" p="xs" component="nav" aria-label="Screens">
        {screenGroups.map(({ label, screens }) => (
          <Box key={label} mb="sm">
            <Text size="xs" fw={600} className="nav-group">
              {label}
            </Text>
            {screens.map((screen) => (
              <Link
                key={screen.to}
                to={screen.to}
                className="nav-link"
                activeProps={{ 'aria-current': 'page' }}
                activeOptions={{ includeSearch: false }}
              >
                {screen.label}
              </Link>
            ))}
          </Box>
        ))}
      </AppShell.Navbar>
      <AppShell.Main ref={main} id="main" tabIndex={-1}>
        <Box maw={1440} mx="auto">
          <Screen />
        </Box>
      </AppShell.Main>
      {isJumping && (
        <Suspense>
          <Jump onClose={() => setJumping(false)} />
        </Suspense>
      )}
    </AppShell>
  );
}

/** The screen that the address names, for who may see it. */
function Screen() {
  const { data, errorUpdateCount } = useSession();
  if (data === null) return <SignIn />;
  // Where even that cannot be told, the screen says why, and goes on saying so while it is asked for again.
  const isKnown = data !== undefined || errorUpdateCount > 0;
  return isKnown ? <Outlet /> : <Waiting what="the console" height={240} />;
}

function Session() {
  const { data } = useSession();
  const out = useChange('signOut');
  if (!data) return null;
  const isReadOnly = !data.scopes.includes('admin');
  return (
    <Group gap="xs" wrap="nowrap" ml="auto">
      {isReadOnly && (
        <Text size="xs" className="quiet" visibleFrom="xs">
          read only
        </Text>
      )}
      {data.signedIn && (
        <Button
          size="compact-sm"
          variant="default"
          loading={out.isPending}
          onClick={() => out.mutate(undefined)}
        >
          Sign out
        </Button>
      )}
    </Group>
  );
}

function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" style={{ flex: 'none' }}>
      <rect x="3" y="9" width="7" height="13" rx="2" fill="var(--mantine-color-tower-5)" />
      <rect x="14" y="2" width="7" height="20" rx="2" fill="var(--mantine-color-teal-6)" />
    </svg>
  );
}
