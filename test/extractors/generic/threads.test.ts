import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

interface Said {
  readonly name: string;
  readonly when: string;
  readonly words: string;
}

const said: readonly Said[] = [
  { name: 'otter', when: '2023-04-01 09:15', words: 'Has anyone had a parcel from the new batch this week?' },
  { name: 'Heron_9', when: '2023-04-01 21:40', words: 'Mine came after four days, well packed.' },
  { name: 'kelp', when: '2023-04-02 07:05', words: 'Sorry for the delay, everything left on Friday.' },
];
const all = (make: (post: Said, at: number) => string, posts = said): string => posts.map(make).join('\n');
const page = (body: string, title = 'Slow parcels?'): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><div><a href="/">Cove</a> <a href="/rules">Rules</a></div><h2>${title}</h2>${body}</body></html>`;
const reply = '<form method="post"><textarea name="t"></textarea><button>Send</button></form>';

const makes: readonly (readonly [string, string])[] = [
  [
    'boxes with a link to the author',
    all(
      (p) =>
        `<div class="q"><div><a href="/v/${p.name}">${p.name}</a> <span>${p.when}</span></div><div>${p.words}</div></div>`,
    ),
  ],
  [
    'a row each, the author and counts beside it',
    `<table>${all((p, at) => `<tr><td><b>${p.name}</b><br>Posts: ${at + 12}<br>Joined: 12.03.2021</td><td><small>${p.when}</small><hr>${p.words}</td></tr>`)}</table>`,
  ],
  [
    'two rows each',
    `<table>${all((p) => `<tr><td><b>${p.name}</b></td><td>${p.when}</td></tr><tr><td colspan="2">${p.words}</td></tr>`)}</table>`,
  ],
  [
    'lines of an author, a day and words',
    all(
      (p) =>
        `<div><div>${p.name}<br><small>Postów: 126</small></div><div>${p.when.slice(0, 10)}</div><div>${p.words}</div></div>`,
    ),
  ],
  ['headings with text after them', all((p) => `<h4>${p.name}</h4><p>${p.when}</p><p>${p.words}</p>`)],
  ['the moment at the end', all((p) => `<li><b>${p.name}</b><p>${p.words}</p><i>${p.when}</i></li>`)],
];

describe('a thread without telling names', () => {
  it.each(makes)('is read as posts: %s', (_name, body) => {
    const read = readJson(page(body + reply));
    expect(read.page).toBe('forum');
    expect(read.messages.map(({ author, sentAt, text }) => [author, sentAt?.slice(0, 10), text])).toEqual(
      said.map(({ name, when, words }) => [name, when.slice(0, 10), words]),
    );
  });

  it.each(['Antworten', 'Répondre', 'Responder', 'Rispondi', 'Odpowiedz', 'Ответить', '回复'])(
    'is known by a place to answer: %s',
    (word) => expect(readJson(page(`${makes[0]?.[1]}<a href="/a">${word}</a>`)).page).toBe('forum'),
  );

  it('keeps the key that a post has', () =>
    expect(
      readJson(
        page(
          all(
            (p, at) => `<div id="p${at}"><a href="/v/${p.name}">${p.name}</a> <u>${p.when}</u><p>${p.words}</p></div>`,
          ) + reply,
        ),
      ).messages.length,
    ).toBe(3));
});

describe('what looks like a thread and is none', () => {
  const boxes = makes[0]?.[1] ?? '';
  it.each([
    ['nobody can answer and nothing says that it is one', page(boxes)],
    ['a conversation', page(boxes + reply, 'Conversation with kelp')],
    ['a dispute', page(boxes + reply, 'Dispute #77')],
    ['a ticket', page(boxes + reply, 'Ticket 1202')],
    ['an inbox', page(boxes + reply, 'Nachrichten')],
    ['news', page(all((p) => `<div><small>${p.when}</small><p>${p.words}</p></div>`) + reply, 'What is new')],
    [
      'a list of topics',
      page(
        `<table>${all((p) => `<tr><td><a href="/t/1">${p.words}</a></td><td><a href="/v/${p.name}">${p.name}</a></td><td>${p.when}</td></tr>`)}</table>`,
        'Forum',
      ),
    ],
    [
      'a list of payments',
      page(
        `<table>${all((p) => `<tr><td>${p.when}</td><td><a href="/v/${p.name}">${p.name}</a></td><td>0.012 BTC</td><td>done</td></tr>`)}</table>${reply}`,
        'Movements',
      ),
    ],
  ])('gives no posts: %s', (_name, html) => expect(readJson(html).messages).toEqual([]));
});
