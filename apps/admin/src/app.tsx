import { Box, Center, Container, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useRoute } from './route.ts';
import { Header } from './shell/header.tsx';

const OverviewPage = lazy(() => import('./overview/overview-page.tsx'));
const PlaygroundPage = lazy(() => import('./playground/playground-page.tsx'));

export function App() {
  const { route, setParams } = useRoute();
  return (
    <Box mih="100vh">
      <Header page={route.page} />
      <Container component="main" size="xl" py="lg" px={{ base: 'sm', sm: 'lg' }}>
        <Suspense
          fallback={
            <Center mih={240}>
              <Loader aria-label="Loading the page" />
            </Center>
          }
        >
          {route.page === 'overview' ? (
            <OverviewPage />
          ) : (
            <PlaygroundPage params={route.params} onParams={setParams} />
          )}
        </Suspense>
      </Container>
    </Box>
  );
}
