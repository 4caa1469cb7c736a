import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  id: number;
  method: string;
  params?: unknown[];
}
/** What the node answers in place of the one behind it: a status alone, or what JSON-RPC says. */
type Odd = { status: number } | { result: unknown } | { error: { code: number; message: string } };

export interface OddNode {
  url: string;
  /** @param odd undefined where the node behind answers */
  behave(odd: (asked: Asked) => Odd | undefined): void;
  stop(): Promise<void>;
}

/** A node of the chain before another one, that does what nodes do on a bad day. */
export async function startOddNode(behind: string): Promise<OddNode> {
  let odd: (asked: Asked) => Odd | undefined = () => undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const asked: Asked = JSON.parse(body);
    const answer = odd(asked);
    if (answer !== undefined && 'status' in answer) {
      response.statusCode = answer.status;
      response.end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    if (answer !== undefined) {
      response.end(JSON.stringify({ jsonrpc: '2.0', id: asked.id, ...answer }));
      return;
    }
    const headers = { 'content-type': 'application/json' };
    response.end(await (await fetch(behind, { method: 'POST', headers, body })).text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: Partial<AddressInfo> = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    behave: (next) => {
      odd = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
