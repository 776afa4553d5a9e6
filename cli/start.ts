import { alertLoop, crawlLoop, type WorkerOptions } from '../app/worker.ts';
import { LeadlineError } from '../model/errors.ts';
import { say } from './output.ts';
import { configOf, type Register, stopSignal, withLeadline } from './session.ts';

const roleNames = ['crawl', 'alert', 'web'] as const;
type Role = (typeof roleNames)[number];

/** "extract" is part of "crawl" while everything runs in one process. */
function rolesOf(text: string): ReadonlySet<Role> {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'extract');
  return new Set(
    names.map((name) => {
      const role = roleNames.find((each) => each === name);
      if (!role)
        throw new LeadlineError('usage', `--roles ${name} is unknown`, {
          hint: `crawl, extract, ${roleNames.slice(1).join(', ')}`,
        });
      return role;
    }),
  );
}

export const register: Register = (program) => {
  program
    .command('start')
    .description('visit every source on its schedule, deliver alerts, serve the pages')
    .option('--roles <list>', 'crawl,extract,alert,web', 'crawl,extract,alert,web')
    .action((options: { roles: string }, command) =>
      withLeadline(command, true, async (opened) => {
        const config = configOf(command);
        const roles = rolesOf(options.roles);
        if (roles.has('crawl') && config.proxy === null)
          throw new LeadlineError('proxy-missing', 'No proxy is configured, so nothing can be visited', {
            hint: 'set proxy: socks5h://127.0.0.1:9050 in leadline.yaml, or start with --roles web',
          });
        const signal = stopSignal(() => say('Finishing the pages under way; Ctrl-C again stops now.'));
        const worker: WorkerOptions = {
          config,
          signal,
          log: (line) => say(`${new Date().toISOString().slice(0, 19)}Z ${line}`),
        };
        const missed = await opened.operations.catchUp();
        if (missed > 0) worker.log(`${missed} captures that were archived but not recorded are taken in`);
        const { serveLeadline } = await import('./serve.ts');
        const served = roles.has('web') ? await serveLeadline(opened, config.server) : null;
        if (served) worker.log(`pages at ${served.url}`);
        const stopped = new Promise((done) => signal.addEventListener('abort', done, { once: true }));
        await Promise.all([
          stopped,
          roles.has('crawl') ? crawlLoop(opened, worker) : null,
          roles.has('alert') ? alertLoop(opened, worker) : null,
        ]);
        await served?.close();
      }),
    );
};
