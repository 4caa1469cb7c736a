#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../requester/run.ts';
import { processTerminal } from '../requester/terminal.ts';

// `npm run` goes to the project's folder; files are named from where it was typed.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env;
if (script === 'glosa' && typedIn !== undefined) process.chdir(typedIn);

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  terminal: processTerminal(),
  now: () => Math.floor(Date.now() / 1000),
  sleep: async (ms) => void (await sleep(ms)),
});
