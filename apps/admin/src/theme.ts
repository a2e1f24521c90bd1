import { createTheme, type MantineColorsTuple } from '@mantine/core';

const tower: MantineColorsTuple = [
  '#eef0ff',
  '#dcdff9',
  '#b7bced',
  '#9096e2',
  '#6f76d9',
  '#5b62d3',
  '#5058d1',
  '#4049b9',
  '#3740a6',
  '#2b3693',
];

export const theme = createTheme({
  primaryColor: 'tower',
  primaryShade: { light: 6, dark: 4 },
  colors: { tower },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
});

/** The model's colour in charts, and the baselines' in the order in which they are listed. */
export const modelColor = 'tower.5';
export const baselineColors = ['gray.5', 'teal.5', 'yellow.6', 'orange.5', 'pink.5', 'cyan.5'] as const;
