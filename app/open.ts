import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notifier } from '../alerts/notifier.ts';
import { createFileNotifier } from '../alerts/notifiers/file.ts';
import { createWebhookNotifier } from '../alerts/notifiers/webhook.ts';
import { type LoadedConfig, readText, siteFiles } from '../config/load.ts';
import { noRates, readRates } from '../config/rates.ts';
import { openArchive, openArchiveReader } from '../evidence/archive.ts';
import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import type { Clock } from '../model/clock.ts';
import type { Rates } from '../model/money.ts';
import { openDataFolder } from '../storage/data-folder.ts';
import type { Leadline } from './api.ts';
import { createDrawing } from './drawing.ts';
import { createLeadline } from './leadline.ts';
import { refuseHalfMigrated } from './migrate.ts';
import { createOperations, type Operations } from './operations.ts';
import type { Parts, StepName } from './parts.ts';
import { loadProfiles } from './reader.ts';
import { createReadingPool } from './reading/pool.ts';
import { openKeys } from './sessions/keys.ts';
import { openPlainFiles } from './sessions/plain-files.ts';
import { sessionHints } from './sessions/session-hints.ts';
import { openSessions } from './sessions/sessions.ts';
import { archiveWorker, openStorage, type TurnTimes } from './storage.ts';
import { createWayOut, type WayOut } from './way-out.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export interface OpenOptions {
  readonly config: LoadedConfig;
  readonly clock: Clock;
  /** Opens beside a running Leadline; nothing is written. */
  readonly readOnly?: boolean;
  readonly rates?: Rates;
  readonly random?: () => number;
  readonly step?: (name: StepName) => void;
  /** After which times of silence a turn is taken for lost. For tests, which cannot wait for minutes. */
  readonly turns?: TurnTimes;
  /** What an operator should hear, one line each. */
  readonly log?: (line: string) => void;
  /** How this machine is left; made from the configuration when absent. Closed with Leadline. */
  readonly wayOut?: WayOut;
  /** `direct`: pages are read in this process, without caps. For tests. */
  readonly reading?: 'pool' | 'direct';
}

export interface Opened {
  /** Questions: everything that the pages and the API answer. */
  readonly leadline: Leadline;
  /** Deeds: collect, import, rebuild, deliver. */
  readonly operations: Operations;
  readonly parts: Parts;
  readonly wayOut: WayOut;
  readonly version: string;
  close(): Promise<void>;
}

function createNotifiers(config: LoadedConfig, wayOut: WayOut): Readonly<Record<string, Notifier>> {
  return Object.fromEntries(
    Object.entries(config.receivers).map(([name, receiver]) => [
      name,
      'webhook' in receiver
        ? createWebhookNotifier({
            name,
            url: receiver.webhook.url,
            secret: receiver.webhook.secret,
            proxy: config.proxy === null ? null : wayOut.proxy,
          })
        : createFileNotifier({ name, path: receiver.file.path }),
    ]),
  );
}

/** Wires one Leadline on a data folder: the only place that knows which adapter stands behind which port. */
export async function open(options: OpenOptions): Promise<Opened> {
  const { config, clock } = options;
  const readOnly = options.readOnly === true;
  const folder = openDataFolder(config.data, { readOnly });
  refuseHalfMigrated(folder, config.storage);
  const { log = () => undefined, turns = {} } = options;
  const storage = await openStorage({ config, folder, readOnly, clock, log, turns });
  const secret = folder.secret();
  const archive = readOnly
    ? openArchiveReader(folder.archive)
    : await openArchive({ dir: folder.archive, worker: archiveWorker(config), clock, secret: secret.toString('hex') });
  const sites = siteFiles(config.sites);
  const lexicon = createLexicon();
  const parts: Parts = {
    storage,
    archive,
    clock,
    operators: config.operators,
    pagesPerDay: config.crawl.pagesPerDay,
    leaseMs: turns.leaseMs ?? 120_000,
    lexicon,
    profileNames: [...sites.keys()],
    reading:
      options.reading === 'direct'
        ? (await import('./reading/direct.ts')).createDirectReading({ profiles: loadProfiles(config), lexicon })
        : createReadingPool({ profileFiles: [...sites.values()], workers: config.crawl.readers }),
    sessionHint: sessionHints(config),
    rates: options.rates ?? (config.rates ? readRates(readText(config.rates), config.rates) : noRates),
    step: options.step ?? (() => {}),
  };
  const wayOut = options.wayOut ?? createWayOut({ config, log });
  const drawing = createDrawing({ config, clock, version });
  const close = async () => {
    await drawing.close();
    await wayOut.close();
    await parts.reading.close();
    await archive.close();
    await storage.close();
  };
  const notifiers = createNotifiers(config, wayOut);
  const sessions = openSessions({
    collection: storage.sessions,
    keys: openKeys(config),
    plain: openPlainFiles(join(config.data, 'sessions')),
    clock,
    hintOf: parts.sessionHint,
  });
  const leadline = createLeadline({
    parts,
    version,
    dataDir: config.data,
    receivers: Object.keys(notifiers),
    sessions,
    close,
  });
  const operations = createOperations({
    parts,
    config,
    wayOut,
    drawing,
    sessions,
    notifiers,
    secret: secret.toString('hex'),
    version,
    random: options.random ?? Math.random,
  });
  return { leadline, operations, parts, wayOut, version, close };
}
