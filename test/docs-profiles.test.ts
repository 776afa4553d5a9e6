import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileProfile } from '../extractors/sites/compile.ts';
import { fieldNames, profileJsonSchema } from '../extractors/sites/schema.ts';

const text = readFileSync('docs/profiles.md', 'utf8');

/** The first column of the table below a heading of the reference. */
function documented(heading: string): string[] {
  const section = text.split(`### ${heading}\n`)[1]?.split('\n### ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');
}

interface Shape {
  readonly properties?: Record<string, Shape>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly additionalProperties?: Shape;
}
const schema = profileJsonSchema() as Shape; // JSON Schema is plain data
const at = (shape: Shape | undefined, ...path: readonly string[]): Shape =>
  path.reduce<Shape>((found, name) => found.properties?.[name] ?? {}, shape ?? {});
const keys = (shape: Shape | undefined): string[] => Object.keys(shape?.properties ?? {});

/** Every object schema inside a cascade: the rule itself. */
function ruleOf(shape: Shape): Shape {
  if (shape.properties) return shape;
  const inner = [...(shape.anyOf ?? []), ...(shape.items ? [shape.items] : [])].map(ruleOf);
  return inner.find((each) => each.properties) ?? {};
}

describe('docs/profiles.md', () => {
  const page = at(schema, 'pages').additionalProperties;
  const rows = at(page, 'rows').items;

  it('explains every key of a profile file, and no other', () => {
    const nested = ['walls', 'skip'].flatMap((name) => keys(at(schema, name).items).map((key) => `${name}.${key}`));
    expect(documented('The file').sort()).toEqual([...keys(schema), ...nested].sort());
  });

  it('explains every key of page types, rows, offers, rules and tests', () => {
    expect(documented('A page type').sort()).toEqual(keys(page).sort());
    expect(documented('Rows').sort()).toEqual(keys(rows).sort());
    expect(documented('Offers').sort()).toEqual(keys(at(page, 'offers')).sort());
    expect(documented('A rule').sort()).toEqual(keys(ruleOf(at(page, 'key'))).sort());
    const browser = at(schema, 'browser').anyOf?.find((each) => each.properties);
    expect(documented('A browser').sort()).toEqual(keys(browser).sort());
    expect(documented('A test').sort()).toEqual(keys(ruleOf(at(schema, 'marker'))).sort());
  });

  it('explains every field', () => {
    expect(documented('Fields').sort()).toEqual([...fieldNames].sort());
  });

  it('shows an example that is a valid profile', () => {
    const example = /```yaml\n([\s\S]+?)```/.exec(text)?.[1] ?? '';
    expect(compileProfile(parse(example)).name).toBe('bazaar');
  });
});
