/** What the judge assumes before it has seen a label. Changing one changes every settlement: name it in the statement. */

/** A fit ends when posteriors move less than this per task, summed over the classes, or after so many passes. */
export const stillness = 1e-3;
export const passes = 60;
/** How often a label on a gold counts when an account's record is taken. */
export const goldCount = 5;
/** Imagined labels at the crowd's accuracy, in an account's accuracy and in each row of its confusions. */
export const priorLabels = 4;
/** Imagined labels at an account's accuracy, in the record of its votes for one class. */
export const voteLabels = 10;
/** Of the crowd's own record: imagined labels per class, and how many of them are right. */
export const crowdLabels = 8;
export const crowdRight = 0.7;
/** What an account counts that answers without looking, and how we know: labels it must have given, difference of rows. */
export const gated = 0.05;
export const gateLabels = 10;
export const gateDifference = 0.03;
/** Golds an account must have met before they can gate it. */
export const gateGolds = 5;
/** Added to a view's posterior before its logarithm is taken: no view alone rules a class out. */
export const floor = 0.001;
/** The weights of vote, one accuracy and confusions: while confusions are learned (as shares), and in the posterior. */
export const learning = [1.5, 0.25, 3] as const;
export const reading = [0.36, 0.06, 0.24] as const;
/** How strongly golds must speak to move `reading`: as if so many golds had confirmed it. */
export const readingStrength = 20;
