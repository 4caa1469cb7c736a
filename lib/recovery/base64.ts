/** Bytes that one call makes text of: more arguments than this a call may not take. */
const portion = 32_768;

/** RFC 4648, section 4. */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += portion)
    binary += String.fromCharCode(...bytes.subarray(at, at + portion));
  return btoa(binary);
}

/** @throws DOMException when it is not base64 */
export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
