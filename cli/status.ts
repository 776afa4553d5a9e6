import { hostname } from 'node:os';
import type { WorkerView } from '../app/api.ts';
import type { Opened } from '../app/open.ts';
import { workers } from '../app/presence.ts';
import { askTor, circuitWords } from '../app/tor-health.ts';
import type { LoadedConfig } from '../config/load.ts';
import { errorText } from '../model/errors.ts';
import { sessionName } from '../model/session.ts';
import { bold, type ExitCode, print, printJson, table } from './output.ts';
import { paceCells, paceHeads, standingLines } from './pace.ts';
import { configOf, type Register, withLeadline } from './session.ts';

/** Turns and deliveries are looked for every few seconds; what waits longer is worth a word. */
const lateMs = 120_000;
const minutes = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;

function workerLine({ host, pid, roles, visiting, alive, silentMs }: WorkerView): string {
  const doing = visiting.length > 0 ? `, visiting ${visiting.join(', ')}` : '';
  const state = alive ? `heard of ${minutes(silentMs)} ago` : `DEAD: not heard of for ${minutes(silentMs)}`;
  return `worker ${host} ${pid} (${roles.join(', ')}): ${state}${doing}`;
}

/** For health checks: quick, since it counts nothing. */
async function sayAlive({ parts }: Opened, exit: (code: ExitCode) => void): Promise<void> {
  const own = (await workers(parts)).filter(({ host }) => host === hostname());
  if (!own.some(({ alive }) => alive)) exit(1);
  for (const worker of own) await print(workerLine(worker));
  if (own.length === 0) await print(`No worker runs on ${hostname()}.`);
}

/** How Tor stands, where its control port can be asked; null where there is none. */
async function torWords(config: LoadedConfig): Promise<string | null> {
  const health = await askTor(config).catch((error: unknown) => errorText(error));
  if (health === null || typeof health === 'string') return health;
  const { percent, doing, trouble } = health.bootstrap;
  if (percent < 100) return `at ${percent} %, ${trouble?.text ?? doing} (leadline doctor says what to do)`;
  return `${health.version}, ready; ${circuitWords(health.circuits, Date.now())}`;
}

export const register: Register = (program, exit) => {
  program
    .command('status')
    .description('what is stored, what is watched, what waits for a person')
    .option('--json', 'one JSON document')
    .option('--alive', 'only whether a worker of this machine is alive: exit 1 when none is')
    .addHelpText('after', '\nExamples:\n  leadline status\n  leadline status --alive   # for a health check')
    .action((options: { json?: boolean; alive?: boolean }, command) =>
      withLeadline(command, false, async (opened) => {
        if (options.alive) return sayAlive(opened, exit);
        const status = await opened.leadline.status();
        const tor = await torWords(configOf(command));
        if (options.json) return printJson({ ...status, tor });
        const items = Object.entries(status.items)
          .map(([kind, count]) => `${count} ${kind}s`)
          .join(', ');
        const { recorded, waiting, failed } = status.alerts;
        await print(
          `${bold(`Leadline ${status.version}`)}, data in ${status.dataDir}\n${status.captures} captures, ${items || 'no items'}; alerts: ${recorded} recorded, ${waiting} waiting, ${failed} failed\n`,
        );
        for (const worker of status.workers) await print(workerLine(worker));
        if (tor !== null) await print(`tor: ${tor}\n`);
        if (status.turnsLateMs > lateMs || status.deliveriesLateMs > lateMs)
          await print(
            `Behind: the most overdue turn by ${minutes(status.turnsLateMs)}, the oldest delivery by ${minutes(status.deliveriesLateMs)}${status.workers.some(({ alive }) => alive) ? '' : '; no worker runs (leadline start)'}\n`,
          );
        for (const { source, accounts } of status.sources)
          for (const { account, warning } of accounts)
            if (warning)
              await print(`${sessionName(source.id, account)} ${warning}: leadline source login ${source.id}`);
        for (const view of status.sources) for (const line of standingLines(view)) await print(line);
        if (status.sources.length === 0)
          return print('No sources yet: leadline source add FILE.yaml, or leadline demo to see how it works.');
        const count = (view: (typeof status.sources)[number], state: string) => view.counts[state] ?? 0;
        const rows = status.sources.map((view) => [
          view.source.id,
          view.source.state,
          count(view, 'captured') + count(view, 'unchanged'),
          count(view, 'waiting'),
          count(view, 'failed'),
          count(view, 'quarantined'),
          count(view, 'skipped'),
          view.turns[0]?.counts.trapped ?? 0,
          ...paceCells(view),
          view.source.reason ?? '',
        ]);
        return print(
          table(
            [
              'SOURCE',
              'STATE',
              'CAPTURED',
              'WAITING',
              'FAILED',
              'QUARANTINED',
              'SKIPPED',
              'TRAPPED',
              ...paceHeads,
              'REASON',
            ],
            rows,
          ),
        );
      }),
    );
};
