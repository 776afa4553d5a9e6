import { compileSelector, type Page } from './document.ts';
import { mostMentions, type OnionMention, onionsIn, onionsOn } from './onions.ts';
import { lineOf } from './text.ts';
import type { Extraction } from './types.ts';

const titles = compileSelector('title');
const longestTitle = 200;

function withOnions(extraction: Extraction, onions: readonly OnionMention[]): Extraction {
  const more = onions.length - mostMentions;
  const left = { field: null, message: `${more} more onion addresses on the page are left out.`, raw: null };
  if (onions.length === 0) return extraction;
  return {
    ...extraction,
    onions: onions.slice(0, mostMentions),
    ...(more > 0 ? { issues: [...extraction.issues, left] } : {}),
  };
}

/** Adds what is read of every page, whichever reader it has: its title, and the onion addresses of others that it names. */
export function withSurroundings(extraction: Extraction, page: Page): Extraction {
  const title = lineOf(page.first(titles)?.children ?? [], { limit: longestTitle }).slice(0, longestTitle);
  return withOnions(title === '' ? extraction : { ...extraction, title }, onionsOn(page));
}

/** The same for an export of a chat: the messages tell the words around an address, the file also where links lead that no message spells out. */
export function withOnionsIn(extraction: Extraction, file: string): Extraction {
  if (!/onion/i.test(file)) return extraction;
  const messages = extraction.drafts.flatMap(({ content }) =>
    content?.kind === 'message' ? [content.value.text] : [],
  );
  return withOnions(extraction, onionsIn([...messages, file].join('\n')));
}
