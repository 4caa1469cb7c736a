import { isByPerson } from './by-person.ts';

/**
 * Whether a key may be taken for an act: pressed by a person, without modifiers, outside of anything that
 * takes text. When in doubt, no: a letter meant for a form must never become a label.
 * @param ownHost the host of our card, in which nothing takes text
 */
export function mayAct(event: KeyboardEvent, ownHost: Element): boolean {
  if (!isByPerson(event) || event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const path = event.composedPath();
  if (path.includes(ownHost)) return true;
  const [target] = path;
  if (target instanceof Element && mayHideAnEditor(target)) return false;
  return !path.some((node) => node instanceof Element && isEditable(node));
}

const textRoles = ['textbox', 'searchbox', 'combobox', 'spinbutton', 'application'];

function isEditable(element: Element): boolean {
  if (element.matches('input, textarea, select, option, embed, object, iframe')) return true;
  // True of everything in a document that is edited as a whole (`designMode`).
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  if (element.matches('[contenteditable]:not([contenteditable="false" i])')) return true;
  return textRoles.includes(element.getAttribute('role') ?? '');
}

const shadowable =
  'article, aside, blockquote, div, footer, h1, h2, h3, h4, h5, h6, header, main, nav, p, section, span';

/**
 * An event from inside a closed shadow root names the host as its target, so an editor in there can not be seen. A
 * host is what is focused without being focusable itself, or a custom element without an open root.
 */
function mayHideAnEditor(target: Element): boolean {
  if (target.shadowRoot !== null) return false;
  if (target.localName.includes('-')) return true;
  return target.matches(shadowable) && target.matches(':focus') && !target.hasAttribute('tabindex');
}
