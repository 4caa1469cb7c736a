import { parseValue } from '../protocol/api/json.ts';
import { languageTag } from '../protocol/terms/terms.ts';
import type { Fault } from './fault.ts';
import type { PlanForm } from './form.ts';

/** As many as terms can name. */
const mostLanguages = 20;

const written = ({ audience }: PlanForm) => audience.split(/[\s,;]+/).filter((tag) => tag !== '');

/** A tag in its one spelling (`pt-BR`); undefined where it is none, or names no language that is known here. */
function spelled(tag: string): string | undefined {
  try {
    const [one = ''] = Intl.getCanonicalLocales(tag);
    const name = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(one);
    return name !== undefined && parseValue(languageTag, one).ok ? one : undefined;
  } catch {
    return undefined;
  }
}

/** The languages whose readers are asked, each once; none is everybody. */
export const audienceIn = (form: PlanForm): string[] => [
  ...new Set(written(form).flatMap((tag) => spelled(tag) ?? [])),
];

/** Money is not locked for readers of what is no language. */
export function checkAudience(form: PlanForm): Fault[] {
  const wrong = written(form).find((tag) => spelled(tag) === undefined);
  if (wrong !== undefined) return [{ field: 'audience', code: 'no-language', detail: wrong }];
  const { length } = audienceIn(form);
  return length > mostLanguages
    ? [{ field: 'audience', code: 'out-of-range', detail: `0–${mostLanguages}` }]
    : [];
}
