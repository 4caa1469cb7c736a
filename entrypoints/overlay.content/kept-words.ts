type GetMessage = (name: string, substitutions: string[]) => string;

/**
 * Words that outlive the extension: when it is updated or switched off, what it drew stays in the page, and the browser
 * gives that no words any more. The sentence that says so is read beforehand. What has no values in it is asked for once.
 */
export function keptWords(getMessage: GetMessage): GetMessage {
  const kept = new Map<string, string>();
  const read: GetMessage = (name, substitutions) => {
    const known = kept.get(name);
    if (known !== undefined && substitutions.length === 0) return known;
    try {
      const text = getMessage(name, substitutions);
      kept.set(name, text);
      return text;
    } catch {
      return known ?? '';
    }
  };
  read('failure_updated', []);
  return read;
}
