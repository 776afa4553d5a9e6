import type { Command } from 'commander';
import { parseDuration } from '../model/duration.ts';
import { LeadlineError } from '../model/errors.ts';
import { eventReasons } from '../model/item.ts';
import { clip, plain, print, printJson, say, sayHints, table } from './output.ts';
import { wholeNumber } from './search.ts';
import { type Register, withLeadline } from './session.ts';

const collect = (value: string, all: string[]): string[] => [...all, value];

function reasons(names: readonly string[]): (typeof eventReasons)[number][] {
  return names.map((name) => {
    const reason = eventReasons.find((each) => each === name);
    if (!reason)
      throw new LeadlineError('usage', `--on ${name} is no event`, { hint: `one of ${eventReasons.join(', ')}` });
    return reason;
  });
}

function add(alert: Command): void {
  alert
    .command('add')
    .description('subscribe to a query')
    .requiredOption('--name <name>', 'how the alert is called')
    .requiredOption('--query <query>', 'in the search language')
    .option('--on <event>', `${eventReasons.join(', ')}; may be repeated (default: first-seen and price)`, collect, [])
    .option('--notify <receiver>', 'a receiver of leadline.yaml; may be repeated', collect, [])
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  leadline alert add --name nitazenes --query "class:nitazene" --on first-seen --notify team',
    )
    .action((options: { name: string; query: string; on: string[]; notify: string[]; json?: boolean }, command) =>
      withLeadline(command, true, async ({ leadline }) => {
        const on = reasons(options.on);
        const made = await leadline.subscribe({
          name: options.name,
          query: options.query,
          notify: options.notify,
          ...(on.length > 0 ? { on } : {}),
        });
        sayHints(await leadline.hints(made.query));
        if (options.json) return printJson(made);
        say(
          `Alert "${made.name}" is on. It fires on ${made.on.join(', ')}${made.notify.length > 0 ? ` and tells ${made.notify.join(', ')}` : '; leadline alert inbox shows what fired'}.`,
        );
      }),
    );
}

function list(alert: Command): void {
  alert
    .command('list')
    .description('all subscriptions')
    .option('--json', 'one JSON document')
    .action((options: { json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const all = await leadline.subscriptions();
        if (options.json) return printJson(all);
        return print(
          table(
            ['NAME', 'QUERY', 'ON', 'NOTIFY', ''],
            all.map((each) => [
              each.name,
              each.query,
              each.on.join(' '),
              each.notify.join(' '),
              each.muted ? 'muted' : '',
            ]),
          ),
        );
      }),
    );
}

function inbox(alert: Command): void {
  alert
    .command('inbox [name]')
    .description('alerts that fired, newest first, and why')
    .option('--limit <n>', 'how many', '20')
    .option('--json', 'one JSON document')
    .action((name: string | undefined, options: { limit: string; json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const page = await leadline.alerts({
          limit: wholeNumber(options.limit, '--limit'),
          ...(name ? { subscription: name } : {}),
        });
        if (options.json) return printJson(page);
        const rows = page.alerts.map(({ alert: fired, subscription }) => [
          fired.at.slice(0, 16),
          subscription?.name ?? '',
          fired.reason,
          clip(plain(fired.title), 50),
          fired.detail ?? '',
          fired.matched.map((each) => `${each.field}: ${each.text}`).join('; '),
        ]);
        return print(table(['WHEN', 'ALERT', 'EVENT', 'ITEM', 'DETAIL', 'MATCHED'], rows));
      }),
    );
}

function deliveries(alert: Command): void {
  alert
    .command('deliveries')
    .description('what was sent to whom about what, and why it did not arrive')
    .option('--limit <n>', 'how many', '50')
    .option('--json', 'one JSON document')
    .action((options: { limit: string; json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const page = await leadline.deliveries({ limit: wholeNumber(options.limit, '--limit') });
        if (options.json) return printJson(page);
        const rows = page.deliveries.map((each) => [
          (each.about?.at ?? each.nextAt).slice(0, 16),
          each.about?.subscription ?? each.alert.slice(0, 12),
          clip(plain(each.about?.title ?? ''), 48),
          clip(plain(each.about?.vendor ?? ''), 18),
          each.about?.market ?? '',
          each.to,
          each.state,
          each.attempts.length,
          plain(each.why ?? each.attempts.at(-1)?.answer ?? ''),
        ]);
        const head = ['FIRED', 'ALERT', 'ITEM', 'VENDOR', 'MARKET', 'TO', 'STATE', 'ATTEMPTS', 'ANSWER'];
        return print(table(head, rows));
      }),
    );
}

function test(alert: Command): void {
  alert
    .command('test')
    .description('what a query would have found lately, before it is saved')
    .requiredOption('--query <query>', 'in the search language')
    .option('--last <duration>', 'how far back', '90d')
    .option('--json', 'one JSON document')
    .action((options: { query: string; last: string; json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const last = parseDuration(options.last);
        if (last === null)
          throw new LeadlineError('usage', `--last ${options.last} is no duration`, { hint: 'write one such as 90d' });
        const result = await leadline.backTest(options.query, last);
        if (options.json) return printJson(result);
        sayHints(result.hints);
        say(`Reads as: ${result.reads}. ${result.total} items since ${result.since.slice(0, 10)}.`);
        return print(
          table(
            ['WHEN', 'EVENT', 'ITEM', 'MARKET'],
            result.matches.map((each) => [
              each.at.slice(0, 16),
              each.reason,
              clip(plain(each.item.title), 60),
              each.item.market,
            ]),
          ),
        );
      }),
    );
}

export const register: Register = (program) => {
  const alert = program.command('alert').description('subscriptions: add, list, test, mute, inbox, deliveries');
  for (const part of [add, list, inbox, deliveries, test]) part(alert);
  alert
    .command('mute <name>')
    .description('record nothing for a subscription until --off')
    .option('--off', 'listen again')
    .action((name: string, options: { off?: boolean }, command) =>
      withLeadline(command, true, async ({ leadline }) => {
        const subscription = await leadline.mute(name, !options.off);
        say(`Alert "${subscription.name}" is ${subscription.muted ? 'muted' : 'on'}.`);
      }),
    );
};
