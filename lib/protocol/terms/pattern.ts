import * as v from 'valibot';

const shape = /^(https?):\/\/(\*\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::([0-9]{1,5}))?(\/[^\s?#]*)$/;

/** Whether host, port and path stand as in an address that the URL standard has written: another spelling never matches. */
function isNormal(pattern: string): boolean {
  const [, scheme, , host, port, path] = shape.exec(pattern) ?? [];
  const site = `${scheme}://${host}`;
  if (!URL.canParse(`${site}${path}`)) return false;
  const url = new URL(`${site}${path}`);
  const portIsNormal = port === undefined || (Number(port) < 65_536 && String(Number(port)) === port);
  return portIsNormal && url.hostname === host && url.pathname === path;
}

/**
 * Which pages a campaign is about: `scheme://host[:port]/path`, where the host may start with `*.` and the path may
 * hold `*`. A subset of WebExtension match patterns, with a port. All-sites patterns can not be written.
 */
export const pagePattern = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(shape, 'must look like https://example.org/news/*'),
  v.check((pattern) => !/\*.*\*.*\*.*\*/.test(pattern), 'at most three stars'),
  v.check((pattern) => {
    const [, , star, host = ''] = shape.exec(pattern) ?? [];
    return star === undefined || host.includes('.');
  }, 'must name a site'),
  v.check(isNormal, 'must be spelled as addresses are: https://example.org/news/*'),
);

export interface PatternParts {
  scheme: 'http' | 'https';
  /** Whether hosts below `host` match too. */
  subdomains: boolean;
  host: string;
  /** Empty when the pattern names none. */
  port: string;
  path: string;
}

/** The parts of a pattern that `pagePattern` accepted. */
export function patternParts(pattern: string): PatternParts {
  const [, scheme, star, host, port, path] = shape.exec(pattern) ?? [];
  if (scheme === undefined || host === undefined || path === undefined)
    throw new TypeError(`no pattern: ${pattern}`);
  return {
    scheme: scheme === 'http' ? 'http' : 'https',
    subdomains: star !== undefined,
    host,
    port: port ?? '',
    path,
  };
}
