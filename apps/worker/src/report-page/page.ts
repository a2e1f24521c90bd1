import { baselinesSection } from './baselines-section.ts';
import { choiceSection } from './choice-section.ts';
import { examplesSection } from './examples-section.ts';
import { header } from './header.ts';
import { foreign, html, trusted } from './html.ts';
import type { PageInput } from './page-input.ts';
import { popularitySection } from './popularity-section.ts';
import { settingsSection } from './settings-section.ts';
import { slicesSection } from './slices-section.ts';
import { style } from './style.ts';
import { trainingSection } from './training-section.ts';

/**
 * The page of an experiment: one HTML document that needs nothing else. It has no scripts and may load nothing, which its
 * own security policy holds it to.
 */
export function reportPage(input: PageInput): string {
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${input.config.name}: experiment</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${header(input)}
${baselinesSection(input)}
${choiceSection(input) ?? ''}
${trainingSection(input)}
${slicesSection(input)}
${popularitySection(input)}
${examplesSection(input)}
${settingsSection(input)}
</main>
<footer>TwoTower, <code>twotower experiment --report</code> for ${foreign(input.config.name)}</footer>
</body>
</html>`.text
  }\n`;
}
