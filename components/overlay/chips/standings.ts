import { mostUnits, mostUnitText } from '../../../lib/messages.ts';
import type { ElementView } from '../../../lib/view/offer.ts';

/** How long elements that come into sight together are gathered into one question. */
const gatherMs = 30;
const mostKept = 3_000;

export interface Standings<Standing> {
  /** Null: takes no label. Undefined: not known yet, and asked for. */
  of(unit: string): Standing | null | undefined;
}

/**
 * What is known of the elements of one campaign on this page, by what names them: asked of the background for those in
 * sight, in calls of a bounded size, and kept. So an element whose name has changed has what belongs to its new name.
 * @param ask answers in the order of the units
 * @param make called once for a name, while it is kept
 * @param onKnown something that was not known is known now
 */
export function createStandings<Standing>(
  ask: (units: readonly string[]) => Promise<readonly (ElementView | null)[]>,
  make: (unit: string, view: ElementView) => Standing,
  onKnown: () => void,
  signal: AbortSignal,
): Standings<Standing> {
  const known = new Map<string, Standing | null>();
  const wanted = new Set<string>();
  const asked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (unit: string, view: ElementView | null | undefined) => {
    known.set(unit, view ? make(unit, view) : null);
    const [oldest] = known.keys();
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
  };
  const send = async () => {
    timer = undefined;
    const units = handful(wanted);
    for (const unit of units) {
      wanted.delete(unit);
      asked.add(unit);
    }
    if (wanted.size > 0) timer = setTimeout(send);
    try {
      const views = await ask(units);
      if (signal.aborted) return;
      units.forEach((unit, index) => {
        keep(unit, views[index]);
      });
      onKnown();
    } catch {
      // Nobody answered: whoever comes into sight next asks again.
    } finally {
      for (const unit of units) asked.delete(unit);
    }
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return {
    of(unit) {
      const found = known.get(unit);
      if (found !== undefined) {
        known.delete(unit);
        known.set(unit, found);
      } else if (!asked.has(unit)) {
        wanted.add(unit);
        timer ??= setTimeout(send, gatherMs);
      }
      return found;
    },
  };
}

/** As many as one call may carry, at least one. */
function handful(wanted: ReadonlySet<string>): string[] {
  const units: string[] = [];
  let room = mostUnitText;
  for (const unit of wanted) {
    room -= unit.length;
    if (units.length === mostUnits || (room < 0 && units.length > 0)) break;
    units.push(unit);
  }
  return units;
}
