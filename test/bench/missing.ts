/** A bench can not run for want of something that it names. */
export class Missing extends Error {}
