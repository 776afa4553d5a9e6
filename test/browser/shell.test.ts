import { describe, expect, it } from 'vitest';
import { isShell } from '../../crawler/browser/shell.ts';

const script = '<script src="/app.js"></script>';

describe('an empty shell', () => {
  it.each([
    ['an empty element and a script', `<div id="root"></div>${script}`],
    ['a word of waiting', `<p>Loading, please wait…</p>${script}`],
    [
      'words for those without scripts',
      `<noscript>${'You need to enable JavaScript. '.repeat(20)}</noscript>${script}`,
    ],
    ['a title, styles and templates', `<title>${'x'.repeat(300)}</title><style>${'a{}'.repeat(99)}</style>${script}`],
    ['a link to the start', `<a href="/">Undertow</a>${script}`],
  ])('is %s', (_, html) => expect(isShell(html)).toBe(true));

  it.each([
    ['a page without scripts', '<p>gone</p>'],
    ['data in a script element', '<script type="application/ld+json">{}</script>'],
    ['a page of text', `<p>${'words '.repeat(60)}</p>${script}`],
    ['a list of links', `<a href="/item/1">a</a><a href="/item/2">b</a>${script}`],
    ['a login', `<form><input name="user"><input name="password" type="password"></form>${script}`],
    ['a waiting room that sends on by itself', `<meta http-equiv="Refresh" content="5"><p>queue</p>${script}`],
    ['nothing at all', ''],
  ])('is not %s', (_, html) => expect(isShell(html)).toBe(false));
});
