import { createActivityMeter } from '../../components/overlay/activity.ts';
import { createAnswering, type Done } from '../../components/overlay/answering.ts';
import { drawOverlay } from '../../components/overlay/draw-overlay.tsx';
import css from '../../components/overlay/overlay.css?inline';
import { createSurface, styleOf } from '../../components/overlay/surface.ts';
import { timeSpent } from '../../components/overlay/time-spent.ts';
import { ownPageGuard } from '../../components/overlay/verdict.ts';
import type { Language } from '../../components/parts/language.ts';
import type { Caller, OwnCalls } from '../../lib/messages.ts';
import { practiceAddress } from '../../lib/queue/practice-address.ts';

const loadPalette = async () =>
  (await import('../../components/overlay/palette/open-palette.tsx')).openPalette;

const styles = (rules: string) => styleOf(rules, 'own');

interface Practice {
  call: Caller<OwnCalls>;
  language: Language;
  onDone(done: Done): void;
}

/** The very card that stands on web pages, with the practice campaign, against the real queue. */
export async function openPractice({ call, language, onDone }: Practice, signal: AbortSignal): Promise<void> {
  const { page } = await call('offersHere', { location: practiceAddress });
  if (page.length === 0) return;
  const activeMs = timeSpent(createActivityMeter(() => performance.now(), signal));
  const answering = createAnswering(page, { call, clock: Date.now, activeMs, onDone });
  drawOverlay(
    createSurface(document, styles(css), signal),
    { answering, guard: ownPageGuard, language, clock: Date.now, call, loadPalette, styleOf: styles },
    signal,
  );
}
