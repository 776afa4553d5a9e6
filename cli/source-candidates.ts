import { type Command, InvalidArgumentError } from 'commander';
import type { CandidateView, MirrorListView, MirrorView } from '../app/address-views.ts';
import { type Source, sourceKinds } from '../model/source.ts';
import { clip, plain, print, printJson, say, table } from './output.ts';
import { withLeadline } from './session.ts';

const kindOf = (text: string): Source['kind'] => {
  const kind = sourceKinds.find((each) => each === text);
  if (!kind) throw new InvalidArgumentError(`one of ${sourceKinds.join(', ')}`);
  return kind;
};

const atMost = (text: string): number => {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new InvalidArgumentError('a whole number from 1');
  return limit;
};

/** The addresses of a source for people, in the order of use. */
export function mirrorsTable(mirrors: readonly MirrorView[]): string {
  const rows = mirrors.map((each) => [
    each.address,
    each.restUntil ? `rests until ${each.restUntil.slice(0, 16)}` : each.standing,
    each.lastGoodAt?.slice(0, 16) ?? 'never',
    each.lastFailure ? `${each.lastFailure}${each.failuresInARow > 0 ? ` x${each.failuresInARow}` : ''}` : '-',
    each.medianFirstByteMs === null ? '-' : `${Math.round(each.medianFirstByteMs)} ms`,
    each.reason ? plain(each.reason) : '',
  ]);
  return table(['ADDRESS', 'STATE', 'LAST GOOD', 'LAST FAILURE', 'FIRST BYTE', 'REASON'], rows);
}

export function mirrorListLine(list: MirrorListView): string {
  const taken = list.signedAt ? `signed ${list.signedAt.slice(0, 16)}, ${list.addresses} addresses` : 'none taken yet';
  return `Signed list ${list.list}: ${taken}${list.refusal ? `; ${plain(list.refusal)}` : ''}`;
}

async function printCandidate(view: CandidateView): Promise<void> {
  const names = view.sources.map(({ source, pages }) => `${source} ${pages}`).join(', ') || 'no page';
  const when = view.firstSeen ? `, first ${view.firstSeen.slice(0, 16)}, last ${view.lastDay}` : '';
  await print(`${view.address}\n  named by ${names}${when}`);
  if (view.signedBy.length > 0) await print(`  on the list that ${view.signedBy.join(', ')} has signed`);
  if (view.lookAlike) await print(`  CAREFUL: ${plain(view.lookAlike.words)}`);
  if (view.decision)
    await print(`  ${view.decision.decision}${view.decision.reason ? `: ${plain(view.decision.reason)}` : ''}`);
  for (const { url, capture, context } of view.evidence)
    await print(`  ${clip(plain(url), 100)} (capture ${capture.slice(0, 12)})\n    "${clip(plain(context), 200)}"`);
}

function list(source: Command): void {
  source
    .command('candidates')
    .description('onion addresses that pages name and nobody watches, with what names them; none is visited unasked')
    .option('--decided', 'those that were approved or rejected')
    .option('--limit <n>', 'at most so many', atMost, 100)
    .option('--json', 'one JSON document')
    .action((options: { decided?: boolean; limit: number; json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const { decided = false, limit } = options;
        const found = await leadline.candidates({ decided, limit });
        if (options.json) return printJson(found);
        if (found.total === 0) return say('No page names an unknown onion address.');
        for (const view of found.candidates) await printCandidate(view);
        if (found.total > found.candidates.length)
          say(`${found.total - found.candidates.length} more; --limit shows them.`);
      }),
    );
}

function approve(source: Command): void {
  source
    .command('approve <address>')
    .description('make an address one of a source that is there, or a new source, which is paused')
    .requiredOption('--id <id>', 'id of the source, known or new')
    .option('--name <name>', 'name of a new source')
    .option('--kind <kind>', 'market, forum or channel', kindOf)
    .option('--active', 'visit a new source at once')
    .option('--trust', 'although it looks like a known address; compare every letter first')
    .action(
      (
        address: string,
        options: { id: string; name?: string; kind?: Source['kind']; active?: boolean; trust?: boolean },
        command,
      ) =>
        withLeadline(command, true, async ({ leadline }) => {
          const { id, state, addresses } = await leadline.approve(address, options);
          say(
            `Source ${id} has ${addresses.length === 1 ? 'one address' : `${addresses.length} addresses`} and is ${state}.`,
          );
        }),
    );
}

function reject(source: Command): void {
  source
    .command('reject <address>')
    .description('ask for an address no more')
    .option('--reason <words>', 'why, for those who look at it later')
    .action((address: string, options: { reason?: string }, command) =>
      withLeadline(command, true, async ({ leadline }) => {
        const { id } = await leadline.reject(address, options.reason ?? null);
        say(`${id} is rejected; leadline source candidates --decided lists it.`);
      }),
    );
}

export function registerCandidates(source: Command): void {
  list(source);
  approve(source);
  reject(source);
}
