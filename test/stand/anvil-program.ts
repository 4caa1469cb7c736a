import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { StandError } from './stand-error.ts';

/**
 * Path of the anvil binary in the platform package of @foundry-rs/anvil. Its npm shim is passed by: signals would go
 * to the shim first.
 */
export function findAnvil(): string {
  const cpu = arch() === 'x64' ? 'amd64' : arch();
  const name = `@foundry-rs/anvil-${platform()}-${cpu}`;
  const file = platform() === 'win32' ? 'anvil.exe' : 'anvil';
  try {
    const outer = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json');
    return createRequire(outer).resolve(`${name}/bin/${file}`);
  } catch (cause) {
    throw new StandError(`The package ${name} is missing: run npm ci again, or set RPC_URL.`, {
      retry: false,
      cause,
    });
  }
}
