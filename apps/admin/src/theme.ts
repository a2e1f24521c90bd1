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
  primaryShade: 6,
  colors: { tower },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  // With the radius of all else a small box would be a circle, and circles are radio buttons.
  components: { Checkbox: { defaultProps: { radius: 'sm' } } },
});

/** Colours of series in charts, the model's first; light and dark. */
export const seriesColors = {
  light: ['#5058d1', '#0b7285', '#c2410c', '#9c36b5', '#5c7c0a', '#495057'],
  dark: ['#9096e2', '#3bc9db', '#ffa94d', '#da77f2', '#a9e34b', '#adb5bd'],
} as const;
