/** The campaign that a link `https://relay/c/ID` names; undefined for any other address. */
export function campaignInLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  return /^\/c\/(0x[0-9a-f]{64})\/?$/.exec(new URL(address).pathname)?.[1];
}
