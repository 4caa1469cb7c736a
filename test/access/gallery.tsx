import { options, render } from 'preact';
import consoleCss from '../../components/console/console.css?inline';
import chipsCss from '../../components/overlay/chips/chips.css?inline';
import { inLanguage } from '../../components/overlay/in-language.tsx';
import overlayCss from '../../components/overlay/overlay.css?inline';
import spansCss from '../../components/overlay/spans/spans.css?inline';
import { styleOf } from '../../components/overlay/surface.ts';
import pageCss from '../../components/panel/page.css?inline';
import passagesCss from '../../components/parts/passages.css?inline';
import pickerCss from '../../components/picker/picker.css?inline';
import taskCss from '../../components/task/task.css?inline';
import welcomeCss from '../../components/welcome/welcome.css?inline';
import { english } from '../unit/components/words.ts';
import { badFocus, missingWords, movements, smallTargets, toldByColour, tooWide, unheard } from './checks.ts';
import { drawn } from './person.ts';
import { seeded } from './seeded.tsx';
import type { Frame, State } from './state.ts';

const files = import.meta.glob<{ states: readonly State[] }>('./states/*.tsx', { eager: true });
const states = Object.values(files).flatMap((file) => file.states);

const pages: { readonly [Of in Exclude<Frame, 'overlay' | 'layer' | 'picker' | 'task'>]: string } = {
  panel: pageCss,
  welcome: `${pageCss}${welcomeCss}`,
  console: `${pageCss}${consoleCss}`,
};
const inPages = `${overlayCss}${passagesCss}${chipsCss}${spansCss}`;
const ofPages: { readonly [Of in Exclude<Frame, keyof typeof pages>]: string } = {
  overlay: inPages,
  layer: inPages,
  picker: pickerCss,
  task: taskCss,
};
const isPage = (frame: Frame): frame is keyof typeof pages => frame in pages;

/** Components that something was drawn of. */
const seen = new Set<unknown>();
const before = options.vnode;
options.vnode = (vnode) => {
  seen.add(vnode.type);
  before?.(vnode);
};

let end = new AbortController();
let last: HTMLElement | null = null;

/** Empties the page and draws one state, in the root or the page that its frame has in the extension. */
async function show(name: string): Promise<void> {
  const state = [...states, ...seeded].find((one) => one.name === name);
  if (state === undefined) throw new Error(`There is no state “${name}”`);
  end.abort();
  if (last !== null) render(null, last);
  end = new AbortController();
  document.body.replaceChildren();
  document.documentElement.lang = english.locale;
  document.title = 'Glosa';
  const { frame } = state;
  const stage = isPage(frame) ? ownPage(frame) : inPage(frame);
  last = stage.root;
  const children = await state.show({ ...stage, signal: end.signal });
  if (children !== null) render(inLanguage(english, Date.now)(children), stage.root);
  await drawn();
  await state.then?.({ ...stage, signal: end.signal });
  await drawn();
}

function ownPage(frame: keyof typeof pages) {
  const style = new CSSStyleSheet();
  style.replaceSync(pages[frame]);
  document.adoptedStyleSheets = [style];
  document.body.className = 'glosa';
  const root = document.createElement(frame === 'welcome' ? 'main' : 'div');
  root.className = frame;
  document.body.append(root);
  return { root, layer: root, host: root };
}

/** As `createSurface` makes it, but open, so that it can be looked into. */
function inPage(frame: keyof typeof ofPages) {
  document.adoptedStyleSheets = [];
  document.body.className = '';
  const page = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'A page of somebody else';
  page.append(heading);
  document.body.append(page);
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [styleOf(ofPages[frame], 'own')];
  const root = document.createElement('div');
  root.className = frame === 'picker' || frame === 'task' ? `glosa ${frame}` : 'glosa';
  root.dataset.corner = 'bottom-end';
  root.lang = english.locale;
  root.dir = english.direction;
  const layer = document.createElement('div');
  layer.className = 'glosa chips';
  shadow.append(layer, root);
  // In pages it stands beside the body; axe looks for backgrounds in the body alone.
  document.body.append(host);
  end.signal.addEventListener('abort', () => host.remove());
  return { root: frame === 'layer' ? layer : root, layer, host };
}

/** Names of components, by their file, of which no state draws anything. */
function undrawn(): string[] {
  const modules = import.meta.glob<Record<string, unknown>>('../../components/**/*.tsx', { eager: true });
  return Object.entries(modules).flatMap(([file, exported]) =>
    Object.entries(exported)
      .filter(([name, one]) => typeof one === 'function' && /^[A-Z]/.test(name) && !seen.has(one))
      .map(([name]) => `${file}: ${name}`),
  );
}

const all = {
  /** Whether it stands in a page of somebody else, whose landmarks are not ours. */
  isInPage: (name: string) => {
    const state = [...states, ...seeded].find((one) => one.name === name);
    return state !== undefined && !isPage(state.frame);
  },
  names: states.map(({ name }) => name),
  seeded: seeded.map(({ name }) => name),
  show,
  undrawn,
  checks: { smallTargets, badFocus, missingWords, movements, toldByColour, tooWide, unheard },
};
export type Gallery = typeof all;

declare global {
  var gallery: Gallery;
}
globalThis.gallery = all;
