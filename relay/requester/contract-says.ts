/** Errors that a requester's transaction can meet, as sentences that say what to do. */
const sentences = new Map(
  Object.entries({
    CampaignExists: 'The campaign is open on chain already.',
    NotRequester: 'Only the campaign’s requester may do that.',
    NotActive: 'The campaign is final, or being paid out: it takes no money and no change any more.',
    NotFinal: 'Nothing can be taken back before the campaign is final.',
    ClosesInThePast: 'The campaign would close in the past: give it a later `closes`.',
    ClosedAlready: 'The campaign is closed.',
    TimesOnlyExtend: 'A campaign’s times can only become later.',
    SettlesTooEarly: 'There has to be more time between closing and settling.',
    ZeroAmount: 'The amount is nothing: give one above it.',
    ERC20InvalidReceiver: 'The token can not be sent to that address.',
    NotPlain: 'The token keeps a part of what is sent; the escrow takes plain ones only.',
    ERC20InsufficientBalance: 'The account has too little of the token: send it more, then try again.',
    ERC20InsufficientAllowance:
      'The escrow may not take so much of the token yet: try again, so that it is approved.',
  }),
);

/** @param reason the name of the contract's error */
export const contractSays = (reason: string): string =>
  sentences.get(reason) ?? `The contract refuses: ${reason}.`;
