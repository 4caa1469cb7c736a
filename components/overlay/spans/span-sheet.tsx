import { useMemo } from 'preact/hooks';
import { useStore } from '../../parts/use-store.ts';
import type { Answering } from '../answering.ts';
import type { Sheet } from '../sheet.ts';
import { SheetView } from '../sheet-view.tsx';
import type { Guard } from '../verdict.ts';
import { type LazySpans, passagesOf } from './lazy-spans.ts';

interface SpanSheetProps {
  sheet: Sheet;
  answering: Answering;
  guard: Guard;
  keys: boolean;
  spans: LazySpans;
}

/** A sheet beside its page: it says where its passages are. */
export function SpanSheet({ spans, ...sheet }: SpanSheetProps) {
  const standings = useStore(spans.standings);
  const { offer } = sheet.sheet;
  const passages = useMemo(() => passagesOf(offer, standings, spans.show), [offer, standings, spans]);
  return <SheetView {...sheet} passages={passages} />;
}
