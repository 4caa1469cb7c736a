/** What the system refuses, as sentences that say what to do. */
const sentences: Record<string, (file: string) => string> = {
  ENOSPC: () => 'The disk is full: make room, then run the same command again to go on.',
  EDQUOT: () => 'The disk quota is used up: make room, then run the same command again to go on.',
  EACCES: (file) => `You may not write ${file}: name another file with --out, or change its rights.`,
  EPERM: (file) => `You may not write ${file}: name another file with --out, or change its rights.`,
  EROFS: (file) => `${file} is on a disk that can only be read: name another file with --out.`,
  ENOENT: (file) => `There is no ${file}, or no folder for it.`,
  ENOTDIR: (file) => `There is no folder for ${file}.`,
  EISDIR: (file) => `${file} is a folder: name a file.`,
};

/** @returns undefined when it is no failure of the file system */
export function systemSays(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  const file = 'dest' in error ? error.dest : 'path' in error ? error.path : 'the file';
  return sentences[String(error.code)]?.(String(file)) ?? `The system does not do it: ${error.message}.`;
}
