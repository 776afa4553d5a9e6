import { formNames } from '../../extractors/lexicon/forms.ts';
import { isPlace } from '../../model/place.ts';
import type { KeywordField, Query } from '../../search/ast.ts';
import { placeNames } from '../../search/leaf.ts';
import { nearestName } from '../../search/syntax-error.ts';
import { fold } from '../../search/words.ts';
import type { Parts } from '../parts.ts';
import { keyword, marketNames } from './context.ts';

type Keyword = Extract<Query, { kind: 'keyword' }>;

/** Whole values that a query asks for; what begins with something may be a name nobody knows yet. */
function asked(query: Query): readonly Keyword[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.nodes.flatMap(asked);
    case 'not':
      return asked(query.node);
    case 'keyword':
      return query.prefix || query.value === 'unknown' ? [] : [query];
    default:
      return [];
  }
}

/** The values that a field can have, as far as they are known beforehand. */
interface Vocabulary {
  readonly has: (value: string) => boolean;
  /** Names among which one that was meant is looked for; all of them are listed where they are few. */
  readonly names: readonly string[];
  readonly more: string;
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function isLanguage(value: string): boolean {
  try {
    return languages.of(value) !== undefined;
  } catch {
    return false; // not even the form of a code
  }
}

const listed = (names: readonly string[], more = ''): Vocabulary => ({
  has: (value) => names.includes(value),
  names,
  more,
});

const places: Vocabulary = {
  has: (value) => isPlace(value.toUpperCase()),
  names: placeNames(),
  more: 'write its code or its English name',
};

/** null: the values of the field are as many as the sites make up. */
async function vocabularyOf(parts: Parts, field: KeywordField): Promise<Vocabulary | null> {
  const { lexicon } = parts;
  switch (field) {
    case 'class':
      return listed([...new Set(lexicon.substances.map((each) => each.class))]);
    case 'form':
      return listed(formNames);
    case 'country':
    case 'to':
      return places;
    case 'lang':
      return { has: isLanguage, names: [], more: 'write the two letters of its code, such as lang:en' };
    case 'market':
    case 'source': {
      const names = [...(await marketNames(parts))];
      return listed(names.flatMap(([id, name]) => (field === 'market' && fold(name) !== id ? [fold(name), id] : [id])));
    }
    case 'substance':
      return listed(
        lexicon.substances.map((each) => each.id),
        'leadline lexicon test "…" shows what is known of a name',
      );
    default:
      return null;
  }
}

const mostListed = 30;

function hint({ field, value }: Keyword, { names, more }: Vocabulary): string {
  const near = nearestName(value, names);
  const all = names.length > 0 && names.length <= mostListed ? `one of ${names.join(', ')}` : '';
  const meant = near === null ? '' : `did you mean ${field}:${/\s/.test(near) ? `"${near}"` : near}?`;
  const next = [meant, all, near === null ? more : ''].filter((part) => part !== '').join(' ');
  return `no such ${field === 'to' ? 'destination' : field}: ${value}${next === '' ? '' : `; ${next}`}`;
}

/**
 * What is probably mistyped in a query that can be read: values that neither the field can have nor any item has. Hints and no errors, since
 * tomorrow a site may show a value of which nobody knows today.
 */
export async function hintsOn(parts: Parts, query: Query): Promise<readonly string[]> {
  const hints: string[] = [];
  for (const node of asked(query)) {
    const vocabulary = await vocabularyOf(parts, node.field);
    if (vocabulary === null || vocabulary.has(node.value)) continue;
    if ((await parts.storage.items.count(keyword(node.field, node.value))) > 0) continue;
    hints.push(hint(node, vocabulary));
  }
  return [...new Set(hints)];
}
