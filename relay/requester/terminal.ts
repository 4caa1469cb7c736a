import { createInterface } from 'node:readline/promises';
import { Refusal } from './refusal.ts';

/** Where a command reads and writes. Results go to `out`; what only a person wants to know goes to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** A line that is written over by the next one; nothing where nobody looks at it. */
  status(text: string): void;
  /** @throws Refusal when nobody is there to answer */
  confirm(question: string): Promise<boolean>;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  endWithReader(stdout);
  // Whoever does not listen to what is said on the way keeps nothing from its end.
  stderr.on('error', () => {});
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    out: (text) => {
      clear();
      stdout.write(`${text}\n`);
    },
    err: (text) => {
      clear();
      stderr.write(`${text}\n`);
    },
    status(text) {
      if (!stderr.isTTY) return;
      stderr.write(`\r\u001b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
      shown = true;
    },
    async confirm(question) {
      if (!stdin.isTTY) throw new Refusal('Nobody is there to say yes: repeat it with --yes.');
      clear();
      const asking = createInterface({ input: stdin, output: stderr });
      try {
        return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
      } finally {
        asking.close();
      }
    },
  };
}

/** Whoever reads has seen enough (`| head`) and is gone: the program ends, as it would have. */
function endWithReader(out: NodeJS.WriteStream): void {
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

const width = 24;

/** `██████──────  25 %`, for a share of 0 to 1. */
export function bar(share: number): string {
  const full = Math.round(Math.min(Math.max(share, 0), 1) * width);
  return `${'█'.repeat(full)}${'─'.repeat(width - full)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
