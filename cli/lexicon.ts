import type { EmergingAnswer } from '../app/emerging.ts';
import { type Explanation, explain } from '../extractors/lexicon/explain.ts';
import { createLexicon, type Lexicon, type Substance } from '../extractors/lexicon/lexicon.ts';
import { findUnlisted } from '../extractors/lexicon/unlisted.ts';
import { LeadlineError } from '../model/errors.ts';
import { bold, dim, plain, print, printJson, table } from './output.ts';
import { type Register, withLeadline } from './session.ts';

interface Asked {
  readonly substances: readonly Substance[];
  /** Set when the lexicon does not know the name, but it is built like those of a class. */
  readonly unlisted: { readonly id: string; readonly class: string; readonly confidence: number } | null;
}

/** Throws `not-found` for a word that names nothing. */
function lookUp(term: string, lexicon: Lexicon): Asked {
  const substances = lexicon.resolve(term).flatMap((id) => lexicon.byId(id) ?? []);
  const [unlisted] = substances.length === 0 ? findUnlisted(term, lexicon) : [];
  if (substances.length === 0 && !unlisted)
    throw new LeadlineError('not-found', `The lexicon knows no "${term}"`, {
      hint: 'leadline lexicon test "…" shows what is found in a whole title',
    });
  return {
    substances,
    unlisted: unlisted ? { id: unlisted.id, class: unlisted.class, confidence: unlisted.confidence } : null,
  };
}

function substanceText(one: Substance): string {
  const rows = [
    ['certain', one.terms],
    ['with an amount or a second term', one.ambiguous],
    ['with a category that agrees', one.weak],
  ] as const;
  return [
    bold(plain(one.name)),
    `${one.id} · ${one.class}${one.nps ? ' · new psychoactive substance' : ''}`,
    ...rows.flatMap(([name, terms]) => (terms.length > 0 ? [`${dim(`${name}:`)} ${plain(terms.join(', '))}`] : [])),
  ].join('\n');
}

const askedText = ({ substances, unlisted }: Asked): string =>
  unlisted
    ? `${bold(plain(unlisted.id))}\nunlisted · built like a ${unlisted.class} (${Math.round(unlisted.confidence * 100)} %)`
    : substances.map(substanceText).join('\n\n');

function explanationText({ text, sights, substances, reading }: Explanation): string {
  const named = substances.map(
    (one) => `${one.id}${one.unlisted ? ' (unlisted)' : ''}, ${one.class}, ${Math.round(one.confidence * 100)} %`,
  );
  const amounts = (['massG', 'volumeMl', 'count', 'doseMg', 'purityPct', 'form'] as const).flatMap((field) =>
    reading[field] === null ? [] : [`${field} ${JSON.stringify(reading[field])}`],
  );
  return [
    bold(plain(text)),
    table(
      ['AT', 'FOUND', 'RULE', 'MAY MEAN'],
      sights.map((one) => [
        `${one.start}-${one.end}`,
        one.matched,
        `${one.rule}${one.denied ? ' (denied)' : ''}`,
        one.ids.slice(0, 4).join(', '),
      ]),
    ),
    `offers: ${named.join('; ') || (reading.isDrug ? 'a drug without a name' : 'no drug')}`,
    ...(amounts.length > 0 ? [`amounts: ${amounts.join(', ')}`] : []),
  ].join('\n');
}

const termsText = ({ part, texts, rest, terms }: EmergingAnswer): string =>
  [
    `${texts} texts (${plain(part)}) against ${rest} others`,
    table(
      ['TERM', 'BUILT LIKE', 'KEYNESS', 'TEXTS', 'VENDORS', 'FIRST SEEN', 'BESIDE', 'EVIDENCE'],
      terms.map((one) => [
        one.term,
        one.chemical?.class ?? '',
        one.keyness,
        one.texts,
        one.vendors,
        one.firstSeen.slice(0, 10),
        one.neighbours.join(', '),
        one.evidence[0] ?? '',
      ]),
    ),
  ].join('\n');

const positive = (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new LeadlineError('usage', `"${value}" is no whole number above 0`);
  return number;
};

export const register: Register = (program) => {
  const lexicon = program.command('lexicon').description('names of substances: what they mean, and which are new');
  lexicon
    .command('show <term>')
    .description('what a name, a nickname or an id means, and every term of it')
    .option('--json', 'one JSON document')
    .action((term: string, options: { json?: boolean }) => {
      const asked = lookUp(term, createLexicon());
      return options.json ? printJson(asked) : print(askedText(asked));
    });
  lexicon
    .command('test <text...>')
    .description('what is found in a text, where, and by which rule')
    .option('--category <name>', 'the category under which the text stands')
    .option('--json', 'one JSON document')
    .action((texts: string[], options: { json?: boolean; category?: string }) => {
      const known = createLexicon();
      const found = texts.map((text) => explain(text, known, options.category ?? null));
      return options.json ? printJson(found) : print(found.map(explanationText).join('\n\n'));
    });
  lexicon
    .command('terms [query]')
    .description('terms outside the lexicon that stand out in the matches of a query, else in what is new')
    .option('--days <n>', 'without a query: what was first seen in the last days of the corpus', positive, 30)
    .option('--limit <n>', 'at most so many terms', positive, 50)
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExample:\n  leadline lexicon terms "class:opioid seen:>-30d" --json')
    .action((query: string | undefined, options: { json?: boolean; days: number; limit: number }, command) =>
      withLeadline(command, false, async ({ parts }) => {
        const { emergingTerms } = await import('../app/emerging.ts');
        const answer = await emergingTerms(parts, { query: query ?? null, days: options.days, limit: options.limit });
        return options.json ? printJson(answer) : print(termsText(answer));
      }),
    );
};
