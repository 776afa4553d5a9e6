import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { drawingOf } from '../../app/drawing.ts';
import { examineBrowser } from '../../app/examine-browser.ts';
import { findChromium } from '../../crawler/browser/places.ts';
import { temporaryFolder, testConfig } from '../app/harness.ts';
import { needChromium } from './open-browser.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const config = testConfig(folder.path, null);

describe('the doctor, about the browser', () => {
  it('says where Chromium is, and warns that root has it without its sandbox', () => {
    const named = { ...config, browser: { ...config.browser, path: needChromium() } };
    expect(examineBrowser(named, { sandboxed: true })).toMatchObject({ ok: true, mend: '' });
    expect(examineBrowser(named, { sandboxed: false })).toMatchObject({
      ok: true,
      found: expect.stringContaining('without its sandbox') as string,
      mend: expect.stringContaining('a user of its own') as string,
    });
  });

  it('says that a Chromium which leadline.yaml names is not there', () => {
    const named = { ...config, browser: { ...config.browser, path: '/nowhere/chromium' } };
    expect(examineBrowser(named)).toMatchObject({ ok: false, found: '/nowhere/chromium is not there' });
  });

  it('looks in the usual places, and takes a named one or none', () => {
    expect(findChromium(null, (path) => path === '/usr/bin/chromium-browser')).toBe('/usr/bin/chromium-browser');
    expect(findChromium('/opt/mine', (path) => path === '/opt/mine')).toBe('/opt/mine');
    expect(findChromium('/opt/mine', (path) => path === '/usr/bin/chromium')).toBe(null);
  });
});

describe('a machine without Chromium', () => {
  const without = () => examineBrowser(config, { find: () => null });

  it('is fine until a source needs one, and then the doctor names the source', () => {
    expect(without()).toMatchObject({ ok: true, mend: expect.stringContaining('apt-get install chromium') as string });
    for (const name of ['sites', 'sources']) mkdirSync(join(folder.path, name));
    writeFileSync(
      join(folder.path, 'sites', 'undertow.yaml'),
      'name: undertow\nversion: 1\nkind: market\nmarker: [h1]\nbrowser: true\npages: {}\n',
    );
    writeFileSync(join(folder.path, 'sources', 'undertow.yaml'), 'id: undertow\nkind: market\nprofile: undertow\n');
    expect(without()).toMatchObject({ ok: false, found: 'no Chromium, which undertow cannot be read without' });
  });
});

describe('what a profile says of browsers', () => {
  const asked = { scripts: true, images: false, wait: null };
  it.each([
    [undefined, { ...asked, pages: 'none', shells: true }],
    [false, { ...asked, pages: 'none', shells: false }],
    [true, { ...asked, pages: 'all', shells: false }],
    [['listing'], { ...asked, pages: ['listing'], shells: true }],
    [
      { scripts: false, images: true, wait: 'main' },
      { pages: 'all', scripts: false, images: true, wait: 'main', shells: false },
    ],
  ] as const)('%j is understood', (rule, drawing) =>
    expect(
      drawingOf(rule === undefined ? undefined : (structuredClone(rule) as Parameters<typeof drawingOf>[0]), true),
    ).toEqual(drawing),
  );
});
