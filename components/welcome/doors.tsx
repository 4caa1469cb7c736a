import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../lib/messages.ts';
import { useLanguage } from '../parts/language.ts';
import { RelayDoor } from '../parts/relay-door.tsx';
import { RestoreDoor } from '../parts/restore-door.tsx';
import { useStore } from '../parts/use-store.ts';

/** How the first door stands. */
export interface RelayTry {
  busy: boolean;
  failure: Failure | null;
  campaigns: number | null;
}

/** How the way back stands. */
export interface RestoreTry {
  busy: boolean;
  failure: Failure | null;
  restored: number | null;
}

export interface DoorsProps {
  relay: StoreApi<RelayTry>;
  onRelay(url: string): void;
  restore: StoreApi<RestoreTry>;
  onRestore(file: File, passphrase: string): void;
  /** Opens the side panel, in the click's own turn. */
  onPanel(): void;
  /** Opens the console to write a private question set. */
  onPrivate(): void;
  /** Opens the requester's console. */
  onConsole(): void;
}

/** Where to go from practice. */
export function Doors({ relay, onRelay, restore, onRestore, onPanel, onPrivate, onConsole }: DoorsProps) {
  const { t } = useLanguage();
  const state = useStore(relay);
  const way = useStore(restore);
  return (
    <section class="doors" aria-label={t('doors_title')}>
      <h2>{t('doors_title')}</h2>
      <div class="note">
        <RelayDoor {...state} onRelay={onRelay} />
        {state.campaigns !== null && state.failure === null && (
          <button type="button" class="primary" onClick={onPanel}>
            {t('open_panel')}
          </button>
        )}
      </div>
      <div class="note stack">
        <h3>{t('door_private')}</h3>
        <p>{t('door_private_says')}</p>
        <button type="button" onClick={onPrivate}>
          {t('set_new')}
        </button>
      </div>
      <div class="note stack">
        <h3>{t('door_requester')}</h3>
        <p>{t('door_requester_says')}</p>
        <button type="button" onClick={onConsole}>
          {t('open_console')}
        </button>
      </div>
      <div class="note">
        <RestoreDoor {...way} onRestore={onRestore} />
        {way.restored !== null && (
          <button type="button" class="primary" onClick={onPanel}>
            {t('open_panel')}
          </button>
        )}
      </div>
      <p class="faded">{t('welcome_privacy')}</p>
    </section>
  );
}
