import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../crawler/browser/folder.ts';
import { codeOf } from '../crawler/site.ts';
import { everything, html, openBrowser } from './open-browser.ts';

/** Of a process and all that descend from it. */
const group = (leader: number): readonly string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(pgrp) === leader && state !== 'Z';
    } catch {
      return false;
    }
  });

async function until(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  return holds();
}

const slowly = html('<p id="p"></p><script>setTimeout(() => { p.className = "ready"; }, 5000)</script>');
const waiting = { ...everything, wait: 'p.ready' };

describe('Chromium', () => {
  it('that is killed in the middle of a page makes it wait for another attempt, and is started anew', async () => {
    const site = await openBrowser({ '/slow': slowly });
    try {
      await site.fetch('/item/1');
      const pid = site.drawing.pid() ?? 0;
      const page = codeOf(site.fetch('/slow', waiting));
      await new Promise((resolve) => setTimeout(resolve, 400));
      process.kill(pid, 'SIGKILL');
      expect(await page).toBe('browser-down');
      expect((await site.fetch('/item/2')).text).toContain(site.market.offers[1]?.title);
      expect(site.drawing.pid()).not.toBe(pid);
      expect(await until(() => group(pid).length === 0)).toBe(true);
    } finally {
      await site.close();
    }
  });

  it('is not started before a page needs it, is renewed after so many pages, and leaves nothing when it is closed', async () => {
    const site = await openBrowser({}, { pagesPerStart: 2 });
    const pids = new Set<number>();
    try {
      expect(site.drawing.pid()).toBe(null);
      for (const path of ['/item/1', '/item/2', '/item/3']) {
        const drawing = site.fetch(path);
        await until(() => site.drawing.pid() !== null);
        pids.add(site.drawing.pid() ?? 0);
        await drawing;
      }
      expect(pids.size).toBe(2);
    } finally {
      await site.close();
    }
    expect([...pids].flatMap(group)).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`leadline-browser-${process.pid}-`))).toEqual([]);
  });

  it('ends when a stop is asked for in the middle of a page, which waits on', async () => {
    const site = await openBrowser({ '/slow': slowly });
    try {
      await site.fetch('/item/1');
      const stop = new AbortController();
      const page = codeOf(site.fetch('/slow', waiting, { signal: stop.signal }));
      setTimeout(() => stop.abort(), 300);
      expect(await page).toBe('stopped');
    } finally {
      await site.close();
    }
  });

  it('ends with Leadline, also when that is killed; what it leaves is taken away by the next one', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'leadline-ends-'));
    const child = spawn(process.execPath, [fileURLToPath(new URL('./drawing-child.ts', import.meta.url))], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const pid = await new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
      expect(group(pid).length).toBeGreaterThan(2);
      child.kill('SIGKILL');
      expect(await until(() => group(pid).length === 0)).toBe(true);
      await until(() => child.signalCode !== null);
      makeFolder(temporary).remove();
      expect(readdirSync(temporary).filter((name) => /leadline-browser|profile/.test(name))).toEqual([]);
      expect(existsSync(temporary)).toBe(true);
    } finally {
      child.kill('SIGKILL');
      rmSync(temporary, { recursive: true, force: true });
    }
  });

  it('that is not there is said, where a profile asks for it; an empty shell is taken as it is', async () => {
    const site = await openBrowser({}, { path: '/nowhere/chromium' });
    try {
      expect(await codeOf(site.fetch('/item/1'))).toBe('browser-missing');
      const got = await site.fetch('/item/1', { ...everything, pages: 'none', shells: true });
      expect(got.exchanges.map(({ part }) => part)).toEqual([undefined]);
    } finally {
      await site.close();
    }
  });
});
