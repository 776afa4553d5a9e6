import { readFileSync } from 'node:fs';
import type { Browser, CDPSession } from 'playwright-core';
import { errorText, NeedsOperator, TryLater } from '../../model/errors.ts';
import { makeFolder } from './folder.ts';
import { canSandbox, findChromium } from './places.ts';

export interface ChromiumOptions {
  /** null: looked for in the usual places. */
  readonly path: string | null;
  /** Where every connection goes that the browser opens: a relay on loopback. */
  readonly proxy: string;
  /** What a page's scripts may hold, in megabytes. */
  readonly heapMb: number;
  /** With a window, for a person. */
  readonly visible?: boolean;
}

export interface Chromium {
  readonly browser: Browser;
  readonly pid: number;
  /** Processes that run pages. */
  renderers(): Promise<readonly number[]>;
  close(): Promise<void>;
}

const webrtc = 'disable_non_proxied_udp';

/** Beside what playwright turns off by itself: background networking, component updates, sync, extensions, first-run pages. */
const argsOf = ({ heapMb, visible }: ChromiumOptions): string[] => [
  // Names are resolved by the proxy or not at all; loopback is no exception from the proxy.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--dns-prefetch-disable',
  '--disable-quic',
  '--no-pings',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-crash-reporter',
  `--webrtc-ip-handling-policy=${webrtc}`,
  `--force-webrtc-ip-handling-policy=${webrtc}`,
  '--disable-3d-apis',
  '--disable-gpu',
  '--disable-speech-api',
  '--disable-notifications',
  '--mute-audio',
  // Pages are hostile: without a compiler at run time most ways into a browser are closed. A person's window keeps it.
  `--js-flags=--max-old-space-size=${heapMb}${visible ? '' : ' --jitless'}`,
];

const missing = (named: string | null): NeedsOperator =>
  new NeedsOperator(
    'browser-missing',
    named === null ? 'There is no Chromium on this machine.' : `${named} is not there.`,
  );

async function start(executablePath: string, options: ChromiumOptions, env: Readonly<Record<string, string>>) {
  // Loaded where a browser is started: most crawls never do, and the library holds 40 MB.
  const { chromium } = await import('playwright-core');
  try {
    return await chromium.launch({
      executablePath,
      headless: !options.visible,
      chromiumSandbox: canSandbox(),
      args: argsOf(options),
      proxy: { server: options.proxy, bypass: '<-loopback>' },
      env: { ...env },
      // An interrupted turn finishes its page first; what is left is ended when this process ends.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: 30_000,
    });
  } catch (error) {
    const [what = ''] = errorText(error).split('\n');
    throw new TryLater('browser-down', `Chromium does not start: ${what}`, { where: executablePath });
  }
}

const processes = async (session: CDPSession) => (await session.send('SystemInfo.getProcessInfo')).processInfo;

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Starts the system's Chromium with an empty profile that goes when it ends. Throws `browser-missing` or `browser-down`. It ends with this process,
 * however that ends: the pipe that it is led by closes then.
 */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const path = findChromium(options.path);
  if (path === null) throw missing(options.path);
  const folder = makeFolder();
  try {
    const browser = await start(path, options, folder.env);
    browser.once('disconnected', () => folder.remove());
    const session = await browser.newBrowserCDPSession();
    const pid = (await processes(session)).find(({ type }) => type === 'browser')?.id ?? 0;
    folder.note(commandLine(pid));
    return {
      browser,
      pid,
      renderers: async () => (await processes(session)).filter(({ type }) => type === 'renderer').map(({ id }) => id),
      close: async () => {
        await browser.close().catch(() => undefined);
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
