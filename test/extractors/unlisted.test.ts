import { describe, expect, it, test } from 'vitest';
import { findSubstances } from '../../extractors/lexicon/find.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { findUnlisted } from '../../extractors/lexicon/unlisted.ts';
import { labels } from './titles-score.ts';

const lexicon = createLexicon();
const found = (text: string) => findUnlisted(text, lexicon).map((one) => [one.id, one.class]);

describe('findUnlisted', () => {
  test.each([
    ['Quartonitazene 100mg', 'quartonitazene', 'nitazene'],
    ['N-Butyl-zedonitazene 50mg', 'n-butyl-zedonitazene', 'nitazene'],
    ['Octanoylfentanyl 1g', 'octanoylfentanyl', 'fentanyl'],
    ['para-hydroxy-valerylfentanil', 'para-hydroxy-valerylfentanil', 'fentanyl'],
    ['Iodobromazolam pellets 2mg', 'iodobromazolam', 'designer-benzodiazepine'],
    ['7F-MDMB-4en-PINACA 10g', '7f-mdmb-4en-pinaca', 'synthetic-cannabinoid'],
    ['ADB-9F-BUTINACA', 'adb-9f-butinaca', 'synthetic-cannabinoid'],
    ['JWH-999 5g', 'jwh-999', 'synthetic-cannabinoid'],
    ['5-CMC 10g crystals', '5-cmc', 'cathinone'],
    ['6F-MMC 25 g', '6f-mmc', 'cathinone'],
    ['5Br-PVP 1g', '5br-pvp', 'cathinone'],
    ['25Z-NBOMe blotter', '25z-nbome', 'phenethylamine'],
    ['5-Br-4-AcO-DMT 1g', '5-br-4-aco-dmt', 'tryptamine'],
    ['1Q-LSD 150ug', '1q-lsd', 'lysergamide'],
    ["2'-Br-DCK 5g", '2-br-dck', 'dissociative'],
  ])('takes the name in %j for one of its class', (text, id, group) => expect(found(text)).toEqual([[id, group]]));

  it('leaves what the lexicon knows to the lexicon', () => {
    const terms = lexicon.substances.flatMap((one) => [one.name, ...one.terms]);
    const words = terms.filter((term) => !/[\s()]/.test(term));
    expect(words.filter((term) => found(term).length > 0)).toEqual([]);
    expect(found('3-MMC, 5F-ADB, metonitazene, bromazolam, 1P-LSD, carfentanil')).toEqual([]);
  });

  it('is what an offer names, under its own name, in place of the known part of it', () => {
    expect(findSubstances('1Q-LSD 150ug x 10', lexicon)).toMatchObject([
      { id: '1q-lsd', class: 'lysergamide', matched: '1Q-LSD' },
    ]);
    expect(findSubstances('quartonitazene test strips', lexicon)).toEqual([]);
    expect(findSubstances('no quartonitazene inside, 5 g', lexicon)).toEqual([]);
  });

  it('takes no long over a word made of groups', () => {
    const parts = ['o', 'me', 'meo', 'f-', 'fm', 'methyl', 'yl', 'di', '4-f', 'a-'];
    const ends = ['azolax', 'fentanx', 'amphetaminx', 'phenidatx', 'mmx-lsd', 'pvx-lsd'];
    const words = parts.flatMap((part) => ends.map((end) => part.repeat(40).slice(0, 40 - end.length) + end));
    const start = performance.now();
    expect(words.flatMap(found)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('takes no ordinary word for a drug', () => {
    const names = [...'en de fr nl es it pl ru pt tr fi hu sv da cs ro'.split(' ')].flatMap((locale) =>
      (['region', 'language', 'currency', 'script'] as const).flatMap((type) => {
        const display = new Intl.DisplayNames(locale, { type, fallback: 'none' });
        return codesOf(type).flatMap((code) => display.of(code) ?? []);
      }),
    );
    expect(names.length).toBeGreaterThan(10_000);
    const words = [...names, ...labels.filter((label) => !label.isDrug).map((label) => label.title), ...traps];
    expect(words.filter((word) => found(word).length > 0)).toEqual([]);
  });
});

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const pairs = letters.flatMap((a) => letters.map((b) => a + b));
function codesOf(type: 'region' | 'language' | 'currency' | 'script'): readonly string[] {
  if (type === 'currency') return Intl.supportedValuesOf('currency');
  if (type === 'script') return ['Latn', 'Cyrl', 'Arab', 'Hans', 'Hant', 'Grek', 'Hebr', 'Deva', 'Thai', 'Kore'];
  return type === 'region' ? pairs : pairs.map((pair) => pair.toLowerCase());
}

/** Words that end or look like a name of a class. */
const traps = [
  'espinaca 500g',
  'típica',
  'África',
  'América',
  'republica',
  'musica',
  'Made in Africa',
  'quadcopter drone',
  'aerodrome',
  'Saxophone',
  'PHP-8 hosting',
  'PHP 8.3 course',
  '4-PHP scripts',
  'USB-C 25W',
  '2C-pack',
  '25 NB shoes',
  '5G-router',
  '3-pack',
  '4K-TV',
  '2-in-1',
  'endorphine',
  'polymorphine',
  'Nintendo DS-3',
  'no-fentanyl',
  'non-fentanyl',
  'anti-fentanyl',
  'the-lad',
  'MP3-player',
  'RTX-4090',
  'H2O-filter',
  'AC-adapter',
  'A-PVC pipe',
  'u-2000 modem',
  'u-boat',
  'BMW M3-CSL',
  'T-shirt 5-pack',
  '100-pack',
  'win-xp',
  '7-zip',
  '3-month',
  'COVID-19 test',
  'F-16',
  'KTM 125-EXC',
  'CD-ROM',
  'DVD-R 25-pack',
  'WD-40',
  'AK-47',
  'MI-6',
  'A-level',
  'B-12 vitamin',
  'omega-3',
  '9-volt',
  '1-year VPN',
  '12-month plan',
  'Lot 3-FA-17',
];
