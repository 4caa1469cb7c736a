import { shortHex } from './short-hex.ts';

/** A hash or address: both ends shown, the whole to be copied or read out. */
export const Hash = ({ of }: { of: string }) => (
  <code class="hash" title={of} dir="ltr">
    {shortHex(of)}
  </code>
);
