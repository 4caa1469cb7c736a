const body = Object.getOwnPropertyDescriptor(Document.prototype, 'body')?.get;

/** The page's body, whatever it has named `body` (an `<img name="body">` is `document.body`). */
export const bodyHere = (): HTMLElement => body?.call(document) ?? document.documentElement;
