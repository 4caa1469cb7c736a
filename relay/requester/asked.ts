import type { Terminal } from './terminal.ts';

/** What was typed, as commands see it. */
export interface Asked {
  positionals: string[];
  values: Values;
  env: Record<string, string | undefined>;
  terminal: Terminal;
  /** Seconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const options = {
  relay: { type: 'string' },
  'key-file': { type: 'string' },
  rpc: { type: 'string' },
  deposit: { type: 'string' },
  list: { type: 'string' },
  golds: { type: 'string' },
  tasks: { type: 'string' },
  seconds: { type: 'string' },
  amount: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  watch: { type: 'boolean', short: 'w' },
  format: { type: 'string', short: 'f' },
  out: { type: 'string', short: 'o' },
  since: { type: 'string' },
  safe: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type Values = {
  [Name in keyof typeof options]?: (typeof options)[Name]['type'] extends 'string' ? string : boolean;
};

export const help = `glosa: campaigns from the command line, for requesters

  glosa campaign create FILE      check terms, show what they cost, lock the money, tell the relay
  glosa campaign fund FILE        go on where a create broke off; with --amount add to the deposit
  glosa campaign progress FILE    labels, tasks, money, answers, agreement
  glosa campaign export FILE      labels or truth as a file; goes on where a download broke off
  glosa config import FILE.xml    a Label Studio labeling config as questions (JSON)
  glosa config export FILE        the questions of terms as a labeling config (XML)

FILE is the campaign's terms (docs/campaigns.md). What follows from the relay and your key can be left out of it: version,
requester, chainId, escrow, opens; token may be a symbol. Beside it stands FILE.glosa.json with the salt and how far things
are: keep it. Instead of FILE, progress and export take a campaign's id with --relay.

  --relay URL        the relay (or GLOSA_RELAY); later commands have it from FILE.glosa.json
  --key-file FILE    your private key, 0x and 64 hex digits; or in GLOSA_KEY. Never on the command line
  --rpc URL          a node of the chain (default: the one that the relay names)
  --yes, -y          do not ask before money is sent
  --json             machine-readable

  create  --deposit N   how much to lock, in the token (default: what --tasks or the list of addresses costs)
          --list FILE   the pages, instead of the terms' universe: CSV, JSON Lines or plain lines
          --golds FILE  pages whose answer you know (columns url and answer): they can only lower pay
          --tasks N     how many tasks you expect, where the terms do not list them
          --seconds N   how long a label takes, to see what an hour earns
          --dry-run     check and show only
  fund    --amount N    how much to add, in the token
  progress --watch, -w  again every five seconds
  export  --format, -f  jsonl (default), truth-jsonl, csv, truth-csv, label-studio, web-annotation
          --out, -o     the file (default: named after the campaign)
          --since N     only what was received or settled after epoch N
          --safe        csv: no cell begins like a formula, for spreadsheets

Exit codes: 0 done; 1 refused, with the reason; 2 not understood.

Examples
  glosa campaign create sentiment.json --relay https://relay.example --key-file key --tasks 400 --seconds 20
  glosa campaign fund sentiment.json --amount 50 --key-file key
  glosa campaign progress sentiment.json --watch --key-file key
  glosa campaign export sentiment.json -f csv -o labels.csv --key-file key
  glosa config import sentiment.xml > questions.json`;
