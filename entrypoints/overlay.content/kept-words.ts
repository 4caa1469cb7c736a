type GetMessage = (name: string, substitutions: string[]) => string;

/**
 * Words that outlive the extension: when it is updated or switched off, what it drew stays in the page, and the browser
 * gives that no words any more. The sentence that says so is read beforehand.
 */
export function keptWords(getMessage: GetMessage): GetMessage {
  const kept = new Map<string, string>();
  const read: GetMessage = (name, substitutions) => {
    try {
      const text = getMessage(name, substitutions);
      kept.set(name, text);
      return text;
    } catch {
      return kept.get(name) ?? '';
    }
  };
  read('failure_updated', []);
  return read;
}
