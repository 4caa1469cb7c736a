import { canonicalText } from '../../lib/protocol/signed/canonical.ts';

/** The value of RFC 8785 text, of which a predicate made of its schema is sure (`surely`); undefined for all other text. */
export function canonicalValue<T>(text: string, isSure: (value: unknown) => value is T): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isSure(value) && canonicalText(value) === text ? value : undefined;
}
