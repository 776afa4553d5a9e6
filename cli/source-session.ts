import type { Command } from 'commander';
import type { AccountView } from '../app/api.ts';
import { handInWords, roughly } from '../model/session.ts';
import { plain, say, table } from './output.ts';
import { stopSignal, withLeadline } from './session.ts';

const sessionWords = ({ session, warning }: AccountView, now: number): string => {
  if (!session) return 'none';
  const since = session.handedInAt ?? session.changedAt;
  const age = `${session.cookies} ${session.cookies === 1 ? 'cookie' : 'cookies'}, ${session.handedInAt ? 'handed in' : 'set by the site'} ${roughly(now - Date.parse(since))} ago`;
  return warning ?? (session.endsAt ? `${age}, ends in ${roughly(Date.parse(session.endsAt) - now)}` : age);
};

/** The accounts of a source for people: state, use and age of the session, never a value. */
export function accountsTable(views: readonly AccountView[], now: number): string {
  const rows = views.map((view) => [
    view.account ?? '-',
    view.state,
    view.pagesToday,
    view.busyMsToday === 0 ? '-' : roughly(view.busyMsToday),
    sessionWords(view, now),
    [view.reason ? plain(view.reason) : '', view.readyAt ? `again from ${view.readyAt.slice(0, 16)}` : '']
      .filter(Boolean)
      .join(', '),
  ]);
  return table(['ACCOUNT', 'STATE', 'PAGES TODAY', 'USED', 'SESSION', 'REASON'], rows);
}

function login(source: Command): void {
  source
    .command('login <id> [session]')
    .description('log in with a browser on the source’s own circuit, or hand in cookies: cookies.txt or JSON')
    .option('--account <name>', 'the account that logs in, where the source has several')
    .action((id: string, session: string | undefined, options: { account?: string }, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const account = options.account ?? null;
        if (session !== undefined) {
          say(`${handInWords(await operations.login(id, session, account))}. ${id} is active again.`);
          return;
        }
        const signal = stopSignal(() => say('\nTaking the cookies that are there; Ctrl-C again stops now.'));
        const told = new Set<string>();
        const report = await operations.logIn(id, account, {
          signal,
          onOpen: () => say('A browser opens on the circuit of the source. Log in, then close its window.'),
          onRefused(what) {
            if (!told.has(what)) say(`not let through: ${plain(what)}`);
            told.add(what);
          },
        });
        say(`${handInWords(report)}. ${id} is active again.`);
      }),
    );
}

function resume(source: Command): void {
  source
    .command('resume <id>')
    .description('visit a source again, with the sessions that it has')
    .option('--account <name>', 'only this account, of those that wait for a person')
    .action((id: string, options: { account?: string }, command) =>
      withLeadline(command, true, async ({ operations }) => {
        await operations.resume(id, options.account);
        say(`Source ${id} is active.`);
      }),
    );
}

function session(source: Command): void {
  source
    .command('session')
    .description('the sealed sessions of all sources: rotate')
    .command('rotate')
    .description('make a new key, seal every session anew and forget the old key; goes on after an interruption')
    .action((_options: object, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const { sealed, where } = await operations.rotateSessionKey();
        say(`${sealed} ${sealed === 1 ? 'session is' : 'sessions are'} sealed anew; the key is that of ${where}.`);
      }),
    );
}

export function registerSessions(source: Command): void {
  login(source);
  resume(source);
  session(source);
}
