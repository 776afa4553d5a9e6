import { describe, expect, it } from 'vitest';
import { nearest } from '../../config/nearest.ts';
import { readRates } from '../../config/rates.ts';
import { configSchema, sourceFileSchema, toSource } from '../../config/schema.ts';
import { readYaml } from '../../config/yaml.ts';
import { LeadlineError } from '../../model/errors.ts';

const fault = (run: () => unknown): LeadlineError => {
  try {
    run();
  } catch (error) {
    if (error instanceof LeadlineError) return error;
    throw error;
  }
  throw new Error('expected an error');
};
const config = (text: string) => readYaml(text, configSchema, 'leadline.yaml');
const source = (text: string) => readYaml(text, sourceFileSchema, 'source.yaml');

describe('reading configuration', () => {
  it('gives every default for an empty file', () => {
    expect(config('')).toMatchObject({
      data: './data',
      proxy: null,
      storage: 'embedded',
      server: { host: '127.0.0.1', port: 8080 },
    });
  });

  it('names file, line, column and the nearest key of an unknown key, at any depth', () => {
    expect(fault(() => config('server:\n  prot: 1\nproxi: x')).message).toBe(
      'leadline.yaml:2:3: unknown key "prot"; did you mean "port"?\nleadline.yaml:3:1: unknown key "proxi"; did you mean "proxy"?',
    );
    expect(fault(() => config('storage: elephant')).message).toMatch(/^leadline\.yaml:1:1: "storage": .*embedded/);
  });

  it('refuses a proxy that would look names up on this machine', () => {
    expect(fault(() => config('proxy: socks5://127.0.0.1:9050')).message).toContain('socks5h://');
    expect(config('proxy: socks5h://127.0.0.1:9050').proxy).toBe('socks5h://127.0.0.1:9050');
  });

  it('refuses a key given twice and points at the second', () => {
    const error = fault(() => source('id: a\nkind: market\npoliteness:\n  minInterval: 10s\n  minInterval: 1s'));
    expect(error.message).toBe('source.yaml:5:3: the key "minInterval" is given twice; keep one');
  });

  it('reads words that older YAML took for booleans as words', () => {
    expect(source('id: no\nname: NO\nkind: market').name).toBe('NO');
  });

  it('names line and column of text that is no YAML, of bad durations and of alias bombs', () => {
    expect(fault(() => source('id: a\nkind: [')).where).toMatch(/^source\.yaml:2:/);
    expect(fault(() => source('id: a\nkind: market\nevery: soon')).message).toContain(
      'source.yaml:3:1: "every": "soon" is no duration',
    );
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`).join('\n')}`;
    expect(fault(() => config(bomb)).code).toBe('config-invalid');
  });

  it('turns a source file into a source with polite defaults', () => {
    expect(toSource(source('id: halyard\nkind: market\npoliteness:\n  minInterval: 5s'))).toMatchObject({
      name: 'halyard',
      via: 'tor',
      state: 'active',
      everyMs: 86_400_000,
      politeness: { minIntervalMs: 5_000, maxInFlight: 1 },
    });
  });
});

describe('nearest()', () => {
  it('proposes a name only when it is near enough to be meant', () => {
    expect(nearest('vendr', ['vendor', 'market'])).toBe('vendor');
    expect(nearest('pirce', ['vendor', 'price'])).toBe('price');
    expect(nearest('xyzzy', ['vendor', 'price'])).toBeNull();
  });
});

describe('the rate table', () => {
  const rates = readRates('date,currency,usd,source\n2026-06-01,EUR,1.10,lab\n2026-06-08,EUR,1.20,lab\n', 'rates.csv');
  it('gives the newest rate of the day or before, with its source', () => {
    expect(rates.usd('EUR', '2026-06-07T23:00:00.000Z')).toEqual({ rate: 1.1, source: 'lab 2026-06-01' });
    expect(rates.usd('EUR', '2026-06-08T00:00:00.000Z')?.rate).toBe(1.2);
  });
  it('knows no rate before the first, after two weeks, or of a currency it lacks', () => {
    expect(rates.usd('EUR', '2026-05-31T00:00:00.000Z')).toBeNull();
    expect(rates.usd('EUR', '2026-06-23T00:00:00.000Z')).toBeNull();
    expect(rates.usd('XMR', '2026-06-08T00:00:00.000Z')).toBeNull();
  });
  it('names the line that it cannot read', () => {
    expect(fault(() => readRates('2026-06-01,EUR,zero,lab', 'rates.csv')).where).toBe('rates.csv:1');
  });
});
