/** A hash or address, cut so that both ends can be compared; the whole stands in the title. */
export const shortHex = (hex: string): string =>
  hex.length <= 14 ? hex : `${hex.slice(0, 8)}…${hex.slice(-4)}`;
