import { bold, print, printJson, table } from './output.ts';
import { type Register, withLeadline } from './session.ts';

export const register: Register = (program) => {
  program
    .command('status')
    .description('what is stored, what is watched, what waits for a person')
    .option('--json', 'one JSON document')
    .action((options: { json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const status = await leadline.status();
        if (options.json) return printJson(status);
        const items = Object.entries(status.items)
          .map(([kind, count]) => `${count} ${kind}s`)
          .join(', ');
        const { recorded, waiting, failed } = status.alerts;
        await print(
          `${bold(`Leadline ${status.version}`)}, data in ${status.dataDir}\n${status.captures} captures, ${items || 'no items'}; alerts: ${recorded} recorded, ${waiting} waiting, ${failed} failed\n`,
        );
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
          view.source.reason ?? '',
        ]);
        return print(
          table(
            ['SOURCE', 'STATE', 'CAPTURED', 'WAITING', 'FAILED', 'QUARANTINED', 'SKIPPED', 'TRAPPED', 'REASON'],
            rows,
          ),
        );
      }),
    );
};
