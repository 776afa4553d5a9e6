import type { Command } from 'commander';
import { generationOf } from '../app/identities.ts';
import { askTor } from '../app/tor-health.ts';
import { plain, print, printJson, say } from './output.ts';
import { configOf, withLeadline } from './session.ts';

interface Options {
  readonly new?: boolean;
  readonly account?: string;
  readonly json?: boolean;
}

/** `leadline source identity`: under which circuits a source is visited, and new ones on request. */
export function registerIdentity(source: Command): void {
  source
    .command('identity <id>')
    .description('since when a source has its circuits; with --new it gets new ones, and no other source does')
    .option('--new', 'new circuits from the next turn on')
    .option('--account <name>', 'of this account, where the source has several')
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExamples:\n  leadline source identity halyard\n  leadline source identity halyard --new')
    .action((id: string, options: Options, command) =>
      withLeadline(command, options.new === true, async ({ operations, parts }) => {
        if (options.new === true) {
          const next = await operations.renewIdentity(id, options.account ?? null);
          if (options.json) return printJson(next);
          return say(`${id} gets new circuits with its next turn; its cookies stay, and may still tell who it is.`);
        }
        const { account, user } = await operations.identity(id, options.account ?? null);
        const found = await generationOf(parts, id, account);
        const health = await askTor(configOf(command)).catch(() => null);
        const circuits = health?.circuits.filter((each) => each.user === user) ?? null;
        const times = found?.generation ?? 0;
        if (options.json)
          return printJson({ source: id, account, user, generation: times, since: found?.since ?? null, circuits });
        const since = found ? `renewed ${times} times, last at ${found.since.slice(0, 16)}Z` : 'never renewed';
        const named = account === null ? id : `${id}, account ${plain(account)}`;
        return print(
          `${named}: ${since}; user name at the proxy ${user}; ${circuits ? `${circuits.length} circuits now` : 'its circuits can be seen only at a control port of Tor (tor.control)'}`,
        );
      }),
    );
}
