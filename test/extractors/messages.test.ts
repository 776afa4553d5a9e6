import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completion } from '../../extractors/complete.ts';
import { readTelegramExport } from '../../extractors/messages/telegram-export.ts';
import { draftSchema } from '../../model/observation.ts';
import { lexicon, profileOf, read, readJson } from './reading.ts';

const complete = completion(lexicon);
const chat = (...messages: unknown[]) => ({ name: 'Quay group', type: 'private_group', id: 41, messages });
const message = (more: object) => ({
  id: 1,
  type: 'message',
  date: '2024-06-01T12:00:00',
  date_unixtime: '1717243200',
  from: 'Karla',
  from_id: 'user7',
  text: 'hello there',
  ...more,
});
const values = (...messages: unknown[]) =>
  readTelegramExport(chat(...messages), complete)?.drafts.map((draft) =>
    draft.content?.kind === 'message' ? draft.content.value : null,
  );

describe('a Telegram Desktop export', () => {
  it('joins formatted parts of a text and dates it by its instant', () => {
    const text = ['Selling ', { type: 'bold', text: '10g' }, ' MDMA, ask ', { type: 'mention', text: '@quay_example' }];
    expect(values(message({ text }))).toMatchObject([
      {
        author: 'Karla',
        channel: 'Quay group',
        text: 'Selling 10g MDMA, ask @quay_example',
        sentAt: '2024-06-01T12:00:00Z',
      },
    ]);
  });

  it('prefers the list of entities and shows the address that a link hides', () => {
    const text_entities = [
      { type: 'plain', text: 'shop ' },
      { type: 'text_link', text: 'here', href: 'http://x.invalid/' },
    ];
    expect(values(message({ text: 'shop here', text_entities }))?.[0]?.text).toBe('shop here (http://x.invalid/)');
  });

  it('keys messages by chat and number, so that overlapping exports fold together', () => {
    expect(readTelegramExport(chat(message({ id: 9 })), complete)?.drafts[0]?.key).toBe('41/9');
  });

  it('reads the other messages when one has a shape that nobody knows', () => {
    const odd = [
      { id: 2, type: 'message', rich_message: { blocks: [{ text: 'from a later version' }] } },
      { id: 'x', text: { a: 1 } },
      7,
      null,
    ];
    const reading = readTelegramExport(chat(message({}), ...odd, message({ id: 3, text: 'bye' })), complete);
    expect(reading?.drafts.map((draft) => draft.key)).toEqual(['41/1', '41/2', '41/3']);
    expect(reading?.drafts[1]?.content).toMatchObject({ value: { text: 'from a later version' } });
    expect(reading?.skipped.length).toBe(3);
  });

  it('counts service messages and empty ones with a reason', () => {
    const reading = readTelegramExport(
      chat({ id: 5, type: 'service', action: 'pin_message', actor: 'Karla', text: '' }, message({ id: 6, text: '' })),
      complete,
    );
    expect(reading?.drafts).toEqual([]);
    expect(reading?.skipped.map((issue) => issue.message)).toEqual([
      'A service message without content.',
      'A message without text or media.',
    ]);
  });

  it('keeps media paths but not the sentences that stand for skipped files', () => {
    const kept = message({ text: '', photo: 'photos/1.jpg' });
    const skipped = message({ id: 2, file: '(File not included. Change data exporting settings to download.)' });
    expect(values(kept, skipped)?.map((value) => value?.media)).toEqual([['photos/1.jpg'], []]);
  });

  it('gives messages that offer something the fields of a listing', () => {
    const [value] = values(message({ text: 'Fresh batch: 10 g MDMA crystal, 150 EUR, ships from Germany' })) ?? [];
    expect(value?.offer).toMatchObject({
      vendor: 'Karla',
      price: { amount: '150', currency: 'EUR' },
      substances: [{ id: 'mdma' }],
      offers: [{ quantity: { value: 10, unit: 'g' } }],
    });
    expect(values(message({ text: 'Does anybody know a good film about MDMA?' }))?.[0]?.offer).toBeNull();
  });

  it('is recognised by extract() and is no page', () => {
    const json = readJson(JSON.stringify(chat(message({}))), {}, { contentType: 'application/json' });
    expect(json).toMatchObject({
      page: 'channel',
      profile: 'telegram-export@1',
      messages: [{ author: 'Karla', text: 'hello there' }],
    });
    expect(readTelegramExport({ a: 1 }, complete)).toBeNull();
  });

  it('never throws, whatever the messages hold', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 5 }), (messages) => {
        const reading = readTelegramExport(chat(...messages), complete);
        expect((reading?.drafts.length ?? 0) + (reading?.skipped.length ?? 0)).toBe(messages.length);
        for (const draft of reading?.drafts ?? []) expect(draftSchema.safeParse(draft).success).toBe(true);
      }),
    );
  });
});

const board = profileOf(`
name: board
version: 1
kind: forum
marker: ['.topic']
dayOrder: dmy
language: en
pages:
  topic:
    state: forum
    urls: ['[?&]topic=(?<key>\\d+)']
    when: ['.topic']
    follow: 2
    rows:
      - select: '.post'
        kind: message
        key: { attr: id, regex: 'msg(\\d+)' }
        fields: { author: '.who', sentAt: '.when', text: { select: '.body', drop: blockquote }, replyTo: { select: 'blockquote', attr: cite } }
`);
const topic = `<h1 class="topic">Harbour talk</h1><div class="post" id="msg7"><b class="who">karla</b><i class="when">03.09.2023, 18:05</i><div class="body"><blockquote cite="6">old</blockquote>All good.<br>Again.</div></div>
<div class="post" id="msg8"><b class="who">nоrdlicht</b><i class="when">3 days ago</i><div class="body">Landed today.</div></div>`;

describe('forum posts by a profile', () => {
  it('are messages with author, moment and text, quotes left out, in the channel that the topic names', () => {
    expect(read(topic, { profile: board }).drafts).toMatchObject([
      {
        key: '7',
        content: {
          value: {
            author: 'karla',
            sentAt: expect.stringMatching(/^2023-09-03T18:05/),
            text: 'All good.\nAgain.',
            replyTo: '6',
            channel: 'Harbour talk',
          },
        },
      },
      { key: '8', content: { value: { author: 'nоrdlicht', sentAt: expect.stringMatching(/^2024-02-28/) } } },
    ]);
  });
});
