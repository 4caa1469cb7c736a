import { useContext, useState } from 'preact/hooks';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { useLanguage } from '../../parts/language.ts';
import { trusted } from '../by-person.ts';
import { GuideContext } from './guide-context.ts';

/** Opens what the requester wants to be read, and closes it again: it takes room from the question. */
export function GuideLine({ campaign }: { campaign: Hex }) {
  const { t } = useLanguage();
  const Guide = useContext(GuideContext);
  const [open, setOpen] = useState(false);
  if (Guide === null) return null;
  return (
    <div class="guide">
      <button type="button" class="quiet" aria-expanded={open} onClick={trusted(() => setOpen(!open))}>
        {t(open ? 'guide_close' : 'guide_open')}
      </button>
      {open && <Guide campaign={campaign} />}
    </div>
  );
}
