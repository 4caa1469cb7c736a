import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../../components/parts/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
const tokens = (text: string) =>
  new Map([...text.matchAll(/--([a-z-]+): #([0-9a-f]{6})/g)].map(([, name, hex]) => [name ?? '', hex ?? '']));

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['paper', 'raised'];
const text = ['ink', 'faded', 'rubric', 'good', 'warn', 'bad'].flatMap((ink) =>
  grounds.map((ground) => [ink, ground]),
);
const pairs = [
  ...text,
  ['on-rubric', 'rubric'],
  ['on-rubric', 'rubric-strong'],
  ['ink', 'rubric-wash'],
  ['good', 'good-wash'],
  ['warn', 'warn-wash'],
  ['bad', 'bad-wash'],
  ['faded', 'sunken'],
];

for (const [name, map] of [
  ['light', tokens(light)],
  ['dark', tokens(dark)],
] as const) {
  test.each(pairs)(`${name}: %s on %s is readable (4.5 : 1)`, (ink = '', ground = '') => {
    expect(contrast(map.get(ink) ?? '', map.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
  test.each(grounds)(`${name}: the edge of a control stands out from %s (3 : 1)`, (ground) => {
    expect(contrast(map.get('edge') ?? '', map.get(ground) ?? '')).toBeGreaterThanOrEqual(3);
  });
}
