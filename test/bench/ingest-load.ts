import { Agent, request as openRequest } from 'node:http';

/** Sends every body, `width` at a time over kept connections, each connection its own list one after the other. */
export async function postAll(url: string, lists: readonly (readonly string[])[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: lists.length });
  try {
    await Promise.all(
      lists.map(async (bodies) => {
        for (const body of bodies) await post(url, body, agent);
      }),
    );
  } finally {
    agent.destroy();
  }
}

function post(url: string, body: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = openRequest(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('error', reject);
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(text))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
