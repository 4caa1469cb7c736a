import type { Tab } from './tab.ts';

export type BrowserName = 'chromium' | 'firefox';

export type BrowserOptions = {
  headless: boolean;
  /** Kept between starts, it keeps the extension's data. */
  profileDir: string;
  /** Address of a proxy for everything, loopback too: `http://127.0.0.1:PORT`. */
  proxy?: string;
  /** Where files go that a person saves; without it, where the browser puts them. */
  downloads?: string;
};

/** A page with the extension's panel beside it. */
export type Window<T extends Tab = Tab> = { page: T; panel: T };

/** A browser with the built extension in it, as a labeler uses it; the same for trips and `npm start`, whichever it is. */
export type LabelerBrowser<T extends Tab = Tab> = {
  /** With its version, as people say it. */
  name: string;
  /** The page that the extension opens by itself after its installation; opened now where it has been before. */
  welcome(): Promise<T>;
  /** Opens a page in a new tab. */
  open(address: string): Promise<T>;
  /** Opens a page in a new tab, and the panel by the toolbar button. */
  openWithPanel(address: string): Promise<Window<T>>;
  /**
   * Answers the browser's prompt for sites beforehand, since nobody sees it. The extension gains nothing by it: its own
   * `permissions.request` still needs a click.
   * @param origins match patterns, for example `http://127.0.0.1/*` (a pattern has no port)
   */
  allowSites(origins: readonly string[]): Promise<void>;
  /** Installs another extension beside it, from its folder. */
  addExtension(folder: string): Promise<void>;
  /** Ends the extension's background as the browser does when it is idle. @returns false when it was not running */
  killBackground(): Promise<boolean>;
  /** All open tabs. */
  tabs(): Promise<T[]>;
  /** Resolves when the browser is gone, whoever closed it. */
  closed: Promise<void>;
  stop(): Promise<void>;
};
