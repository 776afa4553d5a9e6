import type { Opened } from '../app/open.ts';
import { appear } from '../app/presence.ts';
import { keepHeapSmall } from '../app/small-heap.ts';
import { alertLoop, crawlLoop, extractLoop, runTogether, untilAborted, type WorkerOptions } from '../app/worker.ts';
import { type LoadedConfig, loadSources } from '../config/load.ts';
import { LeadlineError } from '../model/errors.ts';
import { type Role, roles } from '../model/worker.ts';
import { exposure, exposureMend } from '../server/guard.ts';
import { say } from './output.ts';
import { configOf, type Register, stopSignal, withLeadline } from './session.ts';

function rolesOf(text: string): ReadonlySet<Role> {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = names.map((name) => {
    const role = roles.find((each) => each === name);
    if (!role) throw new LeadlineError('usage', `--roles ${name} is unknown`, { hint: roles.join(', ') });
    return role;
  });
  if (known.length === 0) throw new LeadlineError('usage', '--roles names no role', { hint: roles.join(', ') });
  return new Set(known);
}

const loops: readonly (readonly [Role, (opened: Opened, options: WorkerOptions) => Promise<void>])[] = [
  ['crawl', crawlLoop],
  ['extract', extractLoop],
  ['alert', alertLoop],
];

async function work(opened: Opened, config: LoadedConfig, chosen: ReadonlySet<Role>): Promise<void> {
  const signal = stopSignal(() => say('Finishing the pages under way; Ctrl-C again stops now.'));
  const log = (line: string) => say(`${new Date().toISOString().slice(0, 19)}Z ${line}`);
  const missed = await opened.operations.catchUp();
  if (missed > 0) log(`${missed} captures that were archived but not recorded are taken in`);
  // Pages are loaded only by a process that serves them.
  const served = chosen.has('web') ? await (await import('./serve.ts')).serveLeadline(opened, config.server) : null;
  if (served) log(`pages at ${served.url}`);
  const exposed = exposure(config.server.host, config.server.port);
  if (served && exposed) log(`warning: ${exposed}; ${exposureMend}`);
  const presence = await appear(opened.parts, [...chosen], opened.version);
  const { visiting } = presence;
  try {
    await runTogether(signal, [
      untilAborted,
      ...loops
        .filter(([role]) => chosen.has(role))
        .map(
          ([, loop]) =>
            (ended: AbortSignal) =>
              loop(opened, { config, signal: ended, log, visiting }),
        ),
    ]);
  } finally {
    await presence.leave();
    await served?.close();
  }
}

export const register: Register = (program) => {
  program
    .command('start')
    .description('visit every source on its schedule, deliver alerts, serve the pages')
    .option('--roles <list>', 'crawl,extract,alert,web', 'crawl,extract,alert,web')
    .addHelpText('after', '\nExamples:\n  leadline start\n  leadline start --roles web')
    .action((options: { roles: string }, command) => {
      const config = configOf(command);
      const chosen = rolesOf(options.roles);
      if (!chosen.has('web')) keepHeapSmall();
      if (chosen.has('crawl')) {
        if (config.proxy === null)
          throw new LeadlineError('proxy-missing', 'No proxy is configured, so nothing can be visited', {
            hint: 'set proxy: tor in leadline.yaml, or socks5h://127.0.0.1:9050, or start with --roles web',
          });
        // A source file that is wrong now is said before anything begins; one that goes wrong later stops no other.
        loadSources(config.sources);
      }
      return withLeadline(command, true, (opened) => work(opened, config, chosen));
    });
};
