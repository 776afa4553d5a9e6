import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { extract, type Reader } from '../../extractors/extract.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { type ExtractJson, toExtractJson } from '../../extractors/output.ts';
import { type CompiledProfile, compileProfile } from '../../extractors/sites/compile.ts';
import type { Extraction, PageInput } from '../../extractors/types.ts';

export const lexicon = createLexicon();

/** A profile from YAML text, or from config/sites by name. */
export const profileOf = (yaml: string): CompiledProfile => compileProfile(parse(yaml));
export const shipped = (name: string): CompiledProfile => profileOf(readFileSync(`config/sites/${name}.yaml`, 'utf8'));

export const pageOf = (html: string, more: Partial<PageInput> = {}): PageInput => ({
  bytes: Buffer.from(html, 'utf8'),
  contentType: 'text/html; charset=utf-8',
  url: 'http://shop.invalid/',
  capturedAt: '2024-03-02T12:00:00.000Z',
  status: 200,
  ...more,
});

export const read = (html: string, reader: Partial<Reader> = {}, more: Partial<PageInput> = {}): Extraction =>
  extract(pageOf(html, more), { profile: 'auto', profiles: [], lexicon, ...reader });

export const readJson = (html: string, reader: Partial<Reader> = {}, more: Partial<PageInput> = {}): ExtractJson =>
  toExtractJson('page.html', read(html, reader, more));
