const longest = 40;

/** `Muy positivo` → `muy-positivo`; empty where nothing of it is Latin. */
const slug = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');

/** An identifier for each label, by what it says where that can be spelled, all different. */
export function optionIds(labels: readonly string[]): string[] {
  const taken = new Set(['', 'constructor', 'prototype']);
  return labels.map((label, index) => {
    const said = slug(label);
    const short = said.slice(0, longest - 4).replace(/-+$/, '') || 'option';
    let id = said;
    for (let number = index + 1; taken.has(id); number += 1) id = `${short}-${number}`;
    taken.add(id);
    return id;
  });
}
