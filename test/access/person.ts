import { sendOn } from '../../components/overlay/by-person.ts';

/** The element whose text or label has the name. @throws when there is none */
export function named(root: ParentNode, selector: string, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>(selector)].find((one) =>
    `${one.getAttribute('aria-label') ?? ''} ${one.textContent}`.includes(name),
  );
  if (found === undefined) throw new Error(`no ${selector} named ${name}`);
  return found;
}

/** A click that counts as a person's. */
export const click = (element: Element): void =>
  void sendOn(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }), element);

export const press = (element: Element, key: string): void =>
  void sendOn(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
    element,
  );

export function type(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** A file is chosen, as by the browser's dialog. */
export function choose(field: HTMLElement, file: File): void {
  if (!(field instanceof HTMLInputElement)) throw new Error('no field for a file');
  const chosen = new DataTransfer();
  chosen.items.add(file);
  field.files = chosen.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What was started is done, and drawn. */
export async function drawn(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setTimeout(resolve));
}
