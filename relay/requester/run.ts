import { parseArgs } from 'node:util';
import { type Asked, help, options, type Values } from './asked.ts';
import { exportConfig, importConfig } from './config-commands.ts';
import { create } from './create.ts';
import { exportCampaign } from './export-command.ts';
import { fund } from './fund-command.ts';
import { showProgress } from './progress-command.ts';
import { Refusal, UsageError } from './refusal.ts';
import { systemSays } from './system-says.ts';

interface Command {
  perform(asked: Asked): Promise<void>;
  /** Beside those that every command takes. */
  takes: readonly (keyof Values)[];
}

const commands: Record<string, Command> = {
  'campaign create': {
    perform: create,
    takes: ['deposit', 'list', 'golds', 'tasks', 'seconds', 'dry-run'],
  },
  'campaign fund': { perform: fund, takes: ['amount'] },
  'campaign progress': { perform: showProgress, takes: ['watch'] },
  'campaign export': { perform: exportCampaign, takes: ['format', 'out', 'since', 'safe'] },
  'config import': { perform: importConfig, takes: [] },
  'config export': { perform: exportConfig, takes: [] },
};
const always: readonly string[] = ['relay', 'key-file', 'rpc', 'yes', 'json', 'help'];

export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

/** Runs what was typed. @returns the exit code; what went wrong has been said */
export async function run(
  args: string[],
  outside: Omit<Asked, 'positionals' | 'values'>,
): Promise<(typeof exitCodes)[keyof typeof exitCodes]> {
  const { terminal } = outside;
  try {
    const { positionals, values } = parse(args);
    const [area, command, ...rest] = positionals;
    if (values.help || area === 'help') {
      terminal.out(help);
      return exitCodes.done;
    }
    const known = commands[`${area} ${command}`];
    if (known === undefined)
      throw new UsageError(area === undefined ? 'Say what to do.' : `Unknown: ${positionals.join(' ')}.`);
    if (rest.length > 1) throw new UsageError(`Too much: ${rest.slice(1).join(' ')}.`);
    // Whoever says --dry-run to a command that has none means that no money moves.
    const odd = Object.keys(values).find((name) => ![...always, ...known.takes].includes(name));
    if (odd !== undefined) throw new UsageError(`${area} ${command} takes no --${odd}.`);
    await known.perform({ ...outside, positionals: rest, values });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message} See glosa --help.`);
      return exitCodes.usage;
    }
    const sentence = error instanceof Refusal ? error.message : systemSays(error);
    if (sentence === undefined) throw error;
    terminal.err(sentence);
    return exitCodes.refused;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
