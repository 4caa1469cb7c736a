/** A name that the terms' selectors can hold (`elementSelector`). */
const isName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_-]{0,60}$/.test(name);

/** What build tools make up changes with the next build: `css-1x2y3z`, `Post_root__k3D9a`, `sc-bdVaJa`. */
const madeUp = [/\d{3,}/, /__\w{5,}$/, /^(?:css|sc|jsx|emotion|svelte|astro)-/, /^[a-z]{1,3}[A-Z0-9]\w{3,}$/];
/** What says how an element stands at the moment, and will not when a labeler comes. */
const passing =
  /^(?:is|has|js)-|^(?:active|current|selected|open|hover|focus|first|last|odd|even|new|unread|visited)$/;

/** Whether a class or id says what an element is, for longer than a build and a moment. */
export const isLasting = (name: string): boolean =>
  isName(name) && !passing.test(name) && !madeUp.some((shape) => shape.test(name));

/** Attributes whose presence tells what an element is. */
export const isDataName = (name: string): boolean =>
  /^data-[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && name.length <= 40;
