import { Document, isMap, isSeq, type Node, Pair, Scalar } from 'yaml';
import { type DraftProfile, inferProfile } from '../extractors/infer/infer.ts';
import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import type { PageState } from '../model/observation.ts';
import { savedPage } from './saved-page.ts';

/** The node that a comment belongs before: the key of a pair, so that the comment stands on the line above. */
function commented(root: unknown, path: readonly (string | number)[]): Node | null {
  let node: unknown = root;
  let key: Node | null = null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item): item is Pair<Scalar, unknown> =>
          item instanceof Pair && item.key instanceof Scalar && item.key.value === step,
      );
      if (!pair) return key;
      key = pair.key;
      node = pair.value;
    } else if (isSeq(node)) node = node.items[Number(step)];
    else return key;
  }
  return key;
}

/** The draft as YAML, with a comment wherever a person should look. */
export function draftYaml({ profile, notes, pages }: DraftProfile): string {
  const document = new Document(profile);
  document.commentBefore = ` Drafted from ${pages.length} saved pages (${pages.join(', ')}). Look at every line marked CHECK, then delete the mark.`;
  for (const note of notes) {
    const node = commented(document.contents, note.path);
    if (node) node.commentBefore = [node.commentBefore, ` ${note.text}`].filter(Boolean).join('\n');
  }
  return document.toString({ lineWidth: 120 });
}

export interface Inferred {
  readonly name: string;
  readonly yaml: string;
  /** What each file was taken for, in order. */
  readonly pages: readonly PageState[];
  readonly checks: number;
}

/** Drafts a profile from saved pages. `urls`: where they were saved from, in the same order, as far as known. */
export function inferFromFiles(files: readonly string[], urls: readonly string[], name: string | null): Inferred {
  const inputs = files.map((file, index) => savedPage(file, urls[index] ?? null));
  const draft = inferProfile(inputs, createLexicon(), name);
  return { name: String(draft.profile.name), yaml: draftYaml(draft), pages: draft.pages, checks: draft.notes.length };
}
