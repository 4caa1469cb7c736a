import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** Gives an account money to try things with. */
export type Give = (account: Hex) => Promise<void>;

const longest = 200;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > longest) return '';
  }
  return text;
}

const isAddress = (text: string): text is Hex => /^0x[0-9a-fA-F]{40}$/.test(text);

/** Answers the form of `money.html`. */
export async function answerMoney(
  give: Give,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };
  const account = new URLSearchParams(await textOf(request)).get('account')?.trim() ?? '';
  if (!isAddress(account)) return say(400, 'That is no address: 0x and 40 hex digits.');
  try {
    await give(account);
    say(200, 'Sent. Go back to the console and look again.');
  } catch (failure) {
    say(500, failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : 'It could not be sent.');
  }
}
