/**
 * A page that would have the card look otherwise: by styles that are inherited or laid on everything, by a meaning of its own for our
 * custom properties, by fonts of its own under the names that we use, which also tell it what letters are drawn. Closes over nothing.
 */
export function dress(): void {
  const effects =
    'opacity:.01;filter:blur(9px);transform:scale(.5) rotate(9deg);clip-path:inset(49%);mask-image:linear-gradient(transparent,transparent);mix-blend-mode:difference;';
  const inherited =
    'color:transparent;font:50px/3 cursive;letter-spacing:20px;word-spacing:9px;text-indent:99px;text-transform:uppercase;text-security:disc;-webkit-text-security:disc;-webkit-text-fill-color:transparent;text-shadow:0 0 9px red;direction:rtl;writing-mode:vertical-rl;cursor:none;visibility:hidden;line-break:anywhere;tab-size:99;quotes:none;text-align:center;hyphens:auto;';
  const gone =
    'display:none!important;width:1px!important;left:-999px!important;pointer-events:none!important;';
  const loud = (styles: string) => styles.replaceAll(';', '!important;');
  const families = [
    'system-ui',
    '-apple-system',
    'Segoe UI',
    'Roboto',
    'Noto Sans',
    'sans-serif',
    'ui-serif',
    'Iowan Old Style',
    'Palatino Linotype',
    'Palatino',
    'Noto Serif',
    'Georgia',
    'serif',
    'ui-monospace',
    'SF Mono',
    'Menlo',
    'Consolas',
    'Noto Sans Mono',
    'monospace',
  ];
  const letters = [...'BTSGu8'].map((letter) => letter.charCodeAt(0).toString(16));
  const fonts = families.flatMap((family, at) =>
    letters.map(
      (code) => `@font-face{font-family:"${family}";src:url(/leak/${at}-${code});unicode-range:U+${code}}`,
    ),
  );
  const style = document.createElement('style');
  style.textContent = `${fonts.join('')}
    html{${inherited}--ink:transparent;--paper:transparent;--rubric:transparent}
    html>div,div,[popover]{${loud(`${effects}${inherited}color-scheme:dark;`)}${gone}}
    html>*{animation:no 9s infinite;transition:all 9s}
    @keyframes no{from,to{opacity:0;transform:translate(9px)}}
    ::selection{color:transparent}`;
  document.head.append(style);
  const names = [
    'paper',
    'raised',
    'sunken',
    'ink',
    'faded',
    'line',
    'edge',
    'rubric',
    'rubric-strong',
    'on-rubric',
    'good',
    'hair',
    'small',
    'mid',
    'large',
    'round',
    'text',
    'book',
    'mono',
    'shadow',
  ];
  for (const name of names)
    CSS.registerProperty({
      name: `--${name}`,
      syntax: '<custom-ident>',
      inherits: false,
      initialValue: 'transparent',
    });
}
