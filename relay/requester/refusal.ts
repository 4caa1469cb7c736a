/** Something that is not done, with the reason; nothing else has to be said. */
export class Refusal extends Error {}

/** What was typed is no command. */
export class UsageError extends Error {}
