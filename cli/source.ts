import type { Command } from 'commander';
import type { Address, Leadline, SourceView } from '../app/api.ts';
import { loadSource } from '../config/load.ts';
import { driftWords } from '../model/drift.ts';
import { LeadlineError } from '../model/errors.ts';
import { urlStates } from '../model/frontier.ts';
import { clip, plain, print, printJson, progress, say, table } from './output.ts';
import { paceLines } from './pace.ts';
import { configOf, type Register, stopSignal, withLeadline } from './session.ts';
import { mirrorListLine, mirrorsTable, registerCandidates } from './source-candidates.ts';
import { registerIdentity } from './source-identity.ts';
import { accountsTable, registerSessions } from './source-session.ts';
import { registerUpdate } from './source-update.ts';

function list(source: Command): void {
  source
    .command('list')
    .description('all sources with their state')
    .option('--json', 'one JSON document')
    .action((options: { json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const all = await leadline.sources();
        if (options.json) return printJson(all);
        const rows = all.map((view) => [
          view.source.id,
          view.source.kind,
          view.source.state,
          view.captures,
          view.items,
          view.source.lastTurnAt?.slice(0, 16) ?? 'never',
          view.source.reason ?? '',
        ]);
        return print(table(['ID', 'KIND', 'STATE', 'CAPTURES', 'ITEMS', 'LAST TURN', 'REASON'], rows));
      }),
    );
}

const told = ['failed', 'quarantined', 'skipped', 'waiting'] as const;

/** Why addresses ended as they did, the commonest first: the code or words before the details. */
async function reasonsOf(leadline: Leadline, id: string): Promise<readonly (readonly [string, string, number])[]> {
  const counts = new Map<string, { readonly state: string; readonly why: string; number: number }>();
  for (const state of told) {
    for await (const { reason } of leadline.addresses(id, state)) {
      const why = reason?.startsWith('trap: ') ? reason : (reason?.split(/:\s/)[0] ?? '');
      const found = counts.get(`${state} ${why}`) ?? { state, why, number: 0 };
      found.number += 1;
      if (why !== '') counts.set(`${state} ${why}`, found);
    }
  }
  return [...counts.values()].sort((a, b) => b.number - a.number).map(({ state, why, number }) => [state, why, number]);
}

async function printAddresses(leadline: Leadline, id: string, state: string, json: boolean): Promise<void> {
  const known = urlStates.find((each) => each === state);
  if (!known && state !== 'all')
    throw new LeadlineError('usage', `--addresses ${state} is unknown`, {
      hint: `one of all, ${urlStates.join(', ')}`,
    });
  const found: Address[] = [];
  for await (const address of leadline.addresses(id, known)) found.push(address);
  if (json) return printJson(found);
  const rows = found.map((each) => [each.state, each.lastFetchAt?.slice(0, 16) ?? '', each.url, each.reason ?? '']);
  return print(table(['STATE', 'READ', 'ADDRESS', 'REASON'], rows));
}

async function printSource(leadline: Leadline, view: SourceView): Promise<void> {
  const { source, counts, coverage, turns } = view;
  await print(`${source.name} (${source.kind}), ${source.state}${source.reason ? `: ${plain(source.reason)}` : ''}`);
  await print(table(['ADDRESSES', 'NUMBER'], Object.entries(counts)));
  if (view.mirrors.length > 0) await print(mirrorsTable(view.mirrors));
  if (view.mirrorList) await print(mirrorListLine(view.mirrorList));
  if (view.accounts.length > 0) await print(accountsTable(view.accounts, Date.now()));
  const reasons = await reasonsOf(leadline, source.id);
  if (reasons.length > 0) await print(table(['ENDED', 'BECAUSE', 'NUMBER'], reasons));
  if (coverage)
    await print(
      `Coverage of the last complete turn: ${coverage.seen} of about ${Math.round(coverage.estimate)} listings (95 %: ${Math.round(coverage.low)} to ${Math.round(coverage.high)}).`,
    );
  if (source.via === 'tor') for (const line of paceLines(view)) await print(plain(line));
  const rows = turns.map((turn) => [
    turn.startedAt.slice(0, 16),
    turn.outcome,
    [turn.reason, ...(turn.drift ?? []).map(driftWords)].filter(Boolean).join('; '),
  ]);
  await print(table(['TURN', 'OUTCOME', 'REASON'], rows));
}

function show(source: Command): void {
  source
    .command('show <id>')
    .description('one source: addresses by end state and reason, turns, coverage')
    .option(
      '--addresses <state>',
      'every address in a state (all, failed, quarantined, skipped, waiting, …) with its reason',
    )
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExample:\n  leadline source show halyard --addresses failed')
    .action((id: string, options: { addresses?: string; json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        if (options.addresses !== undefined)
          return printAddresses(leadline, id, options.addresses, options.json === true);
        const view = await leadline.source(id);
        return options.json ? printJson(view) : printSource(leadline, view);
      }),
    );
}

function add(source: Command): void {
  source
    .command('add <file>')
    .description('watch the source that a YAML file describes (docs/configuration.md has its keys)')
    .option('--trust', 'also with an address that looks like a known one; compare every letter first')
    .action((file: string, options: { trust?: boolean }, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const added = await operations.addSource(loadSource(file), { trust: options.trust === true });
        say(`Source ${added.id} is watched. leadline source run ${added.id} visits it now.`);
      }),
    );
}

function test(source: Command): void {
  source
    .command('test <file>')
    .description('check a source file or site profile; with --page, show every field, its rule and where it stood')
    .option('--page <saved.html>', 'a saved page to read')
    .option('--url <address>', 'where the page was saved from')
    .option('--json', 'one JSON document')
    .action(async (file: string, options: { page?: string; url?: string; json?: boolean }, command) => {
      const { explainPage, checkFile } = await import('../app/explain.ts');
      const checked = checkFile(configOf(command), file);
      if (!options.page) {
        if (options.json) return printJson({ file, kind: checked.kind, name: checked.name, ok: true });
        return say(`${file}: ${checked.kind} ${checked.name} is well formed.`);
      }
      const result = explainPage(configOf(command), checked, options.page, options.url ?? null);
      if (options.json) return printJson(result);
      await print(`page: ${result.page} (${Math.round(result.confidence * 100)} %), read by ${result.profile}`);
      await print(
        table(
          ['RECORD', 'FIELD', 'VALUE', 'RULE', 'AT', 'SURE'],
          result.fields.map((each) => [
            each.record,
            each.field,
            clip(plain(each.value), 100),
            each.rule,
            each.at,
            `${Math.round(each.confidence * 100)} %`,
          ]),
        ),
      );
      for (const issue of result.issues) await print(`issue: ${plain(issue)}`);
      if (result.missed.length === 0) return;
      const rows = result.missed.map((each) => [each.record, each.field, each.rule, each.reason]);
      await print(`\nWhat found nothing, and why:\n${table(['RECORD', 'FIELD', 'RULE', 'WHY'], rows)}`);
    });
}

function pause(source: Command): void {
  source
    .command('pause <id>')
    .description('stop visiting a source')
    .action((id: string, _options: object, command) =>
      withLeadline(command, true, async ({ operations }) => {
        await operations.setState(id, 'paused', 'paused by hand');
        say(`Source ${id} is paused.`);
      }),
    );
}

function run(source: Command, exit: Parameters<Register>[1]): void {
  source
    .command('run <id>')
    .description('visit a source now, once')
    .option('--json', 'one JSON document')
    .action((id: string, options: { json?: boolean }, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const bar = progress();
        const signal = stopSignal(() => say('\nFinishing the pages under way; Ctrl-C again stops now.'));
        const report = await operations.visit(id, {
          signal,
          onPage: (page) => bar.show(`${page.done} read, ${page.waiting} waiting · ${page.url}`),
        });
        bar.end();
        if (options.json) await printJson(report);
        else
          await print(
            `${id}: ${report.outcome}${report.reason ? ` (${report.reason})` : ''}\n${table(['ADDRESSES', 'THIS TURN'], Object.entries(report.counts))}`,
          );
        exit(report.outcome === 'complete' ? 0 : report.outcome === 'failed' ? 1 : 3);
      }).catch((error: unknown) => {
        if (error instanceof LeadlineError && error.code === 'stopped') return exit(3);
        throw error;
      }),
    );
}

export const register: Register = (program, exit) => {
  const source = program
    .command('source')
    .description('what is watched: list, show, add, test, pause, resume, login, run, candidates');
  list(source);
  show(source);
  add(source);
  registerUpdate(source);
  test(source);
  pause(source);
  registerSessions(source);
  registerIdentity(source);
  registerCandidates(source);
  run(source, exit);
};
