/**
 * One set of compiler settings for the code that is deployed and the code that is tested.
 *
 * Many optimizer runs, since claims are called for ever and deployed once. No metadata hash, since it would change the
 * bytes with every comment.
 */
export const solcVersion = '0.8.37';

export const solcSettings = {
  evmVersion: 'prague',
  optimizer: { enabled: true, runs: 1_000_000 },
  viaIR: true,
  metadata: { bytecodeHash: 'none' },
};
