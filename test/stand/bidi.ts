import type { Browser } from 'puppeteer';
import * as v from 'valibot';

/** A node as WebDriver BiDi writes it ("script.NodeRemoteValue"), with its shadow root even where that is closed. */
export type BidiNode = {
  sharedId?: string | undefined;
  value?:
    | {
        nodeType: number;
        nodeValue?: string | undefined;
        localName?: string | undefined;
        mode?: string | undefined;
        children?: BidiNode[] | undefined;
        shadowRoot?: BidiNode | null | undefined;
      }
    | undefined;
};

const node: v.GenericSchema<BidiNode> = v.object({
  sharedId: v.optional(v.string()),
  value: v.optional(
    v.object({
      nodeType: v.number(),
      nodeValue: v.optional(v.string()),
      localName: v.optional(v.string()),
      mode: v.optional(v.string()),
      children: v.optional(v.array(v.lazy(() => node))),
      shadowRoot: v.nullish(v.lazy(() => node)),
    }),
  ),
});

const contexts = v.object({ contexts: v.array(v.object({ context: v.string(), url: v.string() })) });
const nodes = v.object({ nodes: v.array(v.object({ sharedId: v.string() })) });
const outcome = v.variant('type', [
  v.object({ type: v.literal('success'), result: v.unknown() }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
]);
const told = v.object({ value: v.optional(v.string()) });

type Send = (method: string, parameters: object) => Promise<unknown>;

/** The commands of WebDriver BiDi that puppeteer does not offer for pages of an extension and for the browser's own window. */
export type Bidi = ReturnType<typeof bidiOf>;

/** @param browser Firefox as puppeteer has launched it: its connection is used, though it is not in puppeteer's types */
export function bidiOf(browser: Browser) {
  const send = senderOf(browser);
  const tree = async (parameters: object) =>
    v.parse(contexts, await send('browsingContext.getTree', { maxDepth: 0, ...parameters })).contexts;
  const run = async (method: string, parameters: object): Promise<unknown> => {
    const done = v.parse(outcome, await send(method, { awaitPromise: true, ...parameters }));
    if (done.type === 'exception') throw new Error(done.exceptionDetails.text);
    return done.result;
  };
  /**
   * Calls a function, as source; its last argument is `given`. JSON goes in and comes out.
   * @param shared ids of the nodes that are its first arguments
   * @param sandbox a world of its own, of which the page knows nothing
   */
  const call = async (
    context: string,
    source: string,
    given: unknown,
    shared: readonly string[] = [],
    sandbox?: string,
  ) => {
    const result = await run('script.callFunction', {
      functionDeclaration: `async (...given) => JSON.stringify(await (${source})(...given.slice(0, -1), JSON.parse(given.at(-1))))`,
      arguments: [
        ...shared.map((sharedId) => ({ sharedId })),
        { type: 'string', value: JSON.stringify(given ?? null) },
      ],
      target: sandbox === undefined ? { context } : { context, sandbox },
    });
    const { value } = v.parse(told, result);
    return value === undefined ? undefined : (JSON.parse(value) as unknown);
  };
  return {
    send,
    call,
    /** All tabs. */
    tabs: () => tree({}),
    /** The browser's own window, in which everything of Firefox can be reached ("-remote-allow-system-access"). */
    async inWindow(source: string, given?: unknown): Promise<unknown> {
      const [window] = await tree({ 'moz:scope': 'chrome' });
      if (window === undefined) throw new Error('Firefox has no window');
      return call(window.context, source, given);
    },
    /** The whole document, closed shadow roots included. */
    async document(context: string): Promise<BidiNode> {
      const result = await run('script.evaluate', {
        expression: 'document.documentElement',
        target: { context },
        serializationOptions: { includeShadowTree: 'all', maxDomDepth: null },
      });
      return v.parse(node, result);
    },
    /** @returns shared ids of what a locator of BiDi finds, in the document or below a node */
    async locate(context: string, locator: object, below?: string): Promise<string[]> {
      const startNodes = below === undefined ? {} : { startNodes: [{ sharedId: below }] };
      const found = await send('browsingContext.locateNodes', { context, locator, ...startNodes });
      return v.parse(nodes, found).nodes.map(({ sharedId }) => sharedId);
    },
  };
}

const answer = v.object({ result: v.unknown() });

function senderOf(browser: Browser): Send {
  const connection: unknown = 'connection' in browser ? browser.connection : undefined;
  if (!hasSend(connection)) throw new Error('This puppeteer keeps its connection elsewhere');
  return async (method, parameters) => v.parse(answer, await connection.send(method, parameters)).result;
}

const hasSend = (value: unknown): value is { send(method: string, parameters: object): Promise<unknown> } =>
  typeof value === 'object' && value !== null && 'send' in value && typeof value.send === 'function';
