import type { Label } from '../label/label.ts';
import { canonicalText } from './canonical.ts';

/** The RFC 8785 text of a label, and its pieces that its two parts hash. */
export interface LabelTexts {
  whole: string;
  /** What it begins with: the body part hashes this and `}`. */
  said: string;
  /** What it ends with: the task part hashes `{`, `why` and this. */
  where: string;
  /** The rationale, from between the two; empty without one. */
  why: string;
}

/** All in one pass: names in their order, those of the body part before those of the task part but `rationale`. */
export function labelTexts(label: Label): LabelTexts {
  const { activeMs, assist, body, confidence, createdAt, rationale, salts, target, task } = label;
  const sure = confidence === undefined ? '' : `"confidence":${canonicalText(confidence)},`;
  const why = rationale === undefined ? '' : `"rationale":${canonicalText(rationale)},`;
  const said = `{"activeMs":${activeMs},"assist":"${assist}","body":${canonicalText(body)},${sure}"createdAt":${createdAt}`;
  const where = `"target":${canonicalText(target)},"task":"${task}"}`;
  return { whole: `${said},${why}"salts":["${salts[0]}","${salts[1]}"],${where}`, said, where, why };
}
