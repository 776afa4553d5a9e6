import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { examineBrowser } from '../app/examine-browser.ts';
import { examineTor } from '../app/examine-tor.ts';
import { examineKey } from '../app/sessions/examine-key.ts';
import type { LoadedConfig } from '../config/load.ts';
import { loadSources } from '../config/load.ts';
import { LeadlineError } from '../model/errors.ts';
import { exposure, exposureMend } from '../server/guard.ts';
import { openDataFolder } from '../storage/data-folder.ts';
import { print, printJson, say, table } from './output.ts';
import { configOf, type Register } from './session.ts';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do; empty when there is nothing to mend. */
  readonly mend: string;
  /** Works, and is to be thought about. */
  readonly warning?: true;
}

const finding = (check: string, ok: boolean, found: string, mend = ''): Finding => ({
  check,
  ok,
  found,
  mend: ok ? '' : mend,
});

function pages({ server: { host, port } }: LoadedConfig): Finding {
  const exposed = exposure(host, port);
  return exposed === null
    ? finding('pages', true, `at http://${host}:${port}, for this machine only`)
    : { check: 'pages', ok: true, warning: true, found: exposed, mend: exposureMend };
}

async function disk(config: LoadedConfig): Promise<Finding> {
  const folder = existsSync(config.data) ? config.data : '.';
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 1e9;
  return finding(
    'disk',
    free > 1,
    `${free.toFixed(1)} GB free at ${folder}`,
    'free some space or move the data folder (data: in leadline.yaml)',
  );
}

function attempt(check: string, work: () => string): Finding {
  try {
    return finding(check, true, work());
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    return finding(check, false, error.message, error.hint);
  }
}

async function database(config: LoadedConfig): Promise<Finding> {
  const folder = openDataFolder(config.data, { readOnly: true });
  const where = config.storage === 'embedded' ? folder.database : `${config.elastic.prefix} on ${config.elastic.node}`;
  const none = finding('database', true, 'none yet; it is made at the first start');
  const { openStorage } = await import('../app/storage.ts');
  try {
    const storage = await openStorage({ config, folder, readOnly: true });
    await storage.check();
    await storage.close();
    return finding('database', true, `${where} is whole`);
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    return error.code === 'not-found' ? none : finding('database', false, error.message, error.hint);
  }
}

/** What works and still has something to mend is a warning. */
const examined = (check: string, { ok, found, mend }: Pick<Finding, 'ok' | 'found' | 'mend'>): Finding => ({
  check,
  ok,
  found,
  mend,
  ...(ok && mend !== '' ? { warning: true as const } : {}),
});

async function examine(config: LoadedConfig): Promise<Finding[]> {
  const { loadProfiles } = await import('../app/reader.ts');
  const major = Number(process.versions.node.split('.')[0]);
  return [
    finding('node', major >= 24, process.version, 'run npm ci; it brings Node 24'),
    finding('configuration', true, config.file ?? 'built-in defaults (leadline init writes a file)'),
    ...(await examineTor({ config, searchPath: process.env.PATH ?? '', now: Date.now, log: say })),
    pages(config),
    await disk(config),
    await database(config),
    examined('session key', await examineKey(config)),
    examined('browser', examineBrowser(config)),
    attempt('profiles', () => `${loadProfiles(config).length} site profiles are well formed`),
    attempt(
      'sources',
      () => `${existsSync(config.sources) ? loadSources(config.sources).length : 0} source files in ${config.sources}`,
    ),
    finding('rates', true, config.rates ?? 'no rate table: prices are compared only in the currency that was printed'),
  ];
}

export const register: Register = (program, exit) => {
  program
    .command('doctor')
    .description('check everything that Leadline depends on, and say how to mend it')
    .option('--json', 'one JSON document')
    .action(async (options: { json?: boolean }, command) => {
      const findings = await examine(configOf(command));
      if (options.json) await printJson(findings);
      else
        await print(
          table(
            ['', 'CHECK', 'FOUND', 'WHAT TO DO'],
            findings.map((each) => [
              each.ok ? (each.warning ? 'warning' : 'ok') : 'NO',
              each.check,
              each.found,
              each.mend,
            ]),
          ),
        );
      exit(findings.every((each) => each.ok) ? 0 : 1);
    });
};
