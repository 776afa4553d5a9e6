import { z } from 'zod';
import type { Draft, Issue, Provenance } from '../../model/observation.ts';
import type { Completion } from '../facts.ts';

/** Runs of text: a plain string, or an entity with its own text; unknown shapes are kept out, not fatal. */
const runs = z.union([
  z.string(),
  z.array(z.union([z.string(), z.looseObject({ text: z.string().catch(''), href: z.string().optional() })])),
]);
const textual = z.union([z.string(), z.number()]).transform(String);

const messageSchema = z.looseObject({
  id: textual,
  type: z.string().optional(),
  date: z.string().optional(),
  date_unixtime: textual.optional(),
  edited: z.string().optional(),
  edited_unixtime: textual.optional(),
  from: z.string().nullish(),
  actor: z.string().nullish(),
  author: z.string().nullish(),
  text: runs.optional(),
  text_entities: runs.optional(),
  reply_to_message_id: textual.optional(),
  photo: z.string().optional(),
  file: z.string().optional(),
  file_name: z.string().nullish(),
});
type TelegramMessage = z.infer<typeof messageSchema>;

const chatSchema = z.looseObject({
  id: textual,
  name: z.string().nullish(),
  type: z.string().optional(),
  messages: z.array(z.unknown()),
});

/** The drafts of a chunk, and every message that could not become one, with the reason. */
export interface TelegramReading {
  readonly drafts: readonly Draft[];
  readonly skipped: readonly Issue[];
}

function joined(value: z.infer<typeof runs> | undefined): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  return value
    .map((run) =>
      typeof run === 'string' ? run : run.href && run.href !== run.text ? `${run.text} (${run.href})` : run.text,
    )
    .join('');
}

/** Any text in a field that this version does not know, such as a later kind of message. */
function unknownText(value: unknown, depth = 0): string {
  if (depth > 6 || value === null || typeof value !== 'object') return '';
  const own = 'text' in value ? value.text : undefined;
  if (typeof own === 'string') return own;
  const parts = runs.safeParse(own);
  if (parts.success) return joined(parts.data);
  return Object.values(value)
    .map((part) => unknownText(part, depth + 1))
    .filter(Boolean)
    .join('\n');
}

/** `date_unixtime` is an instant; `date` is the local time of a machine nobody names, so it is kept without a zone's claim. */
function moment(seconds: string | undefined, local: string | undefined): string | null {
  const value = Number(seconds);
  if (seconds !== undefined && Number.isFinite(value) && Math.abs(value) < 8e12)
    return new Date(value * 1000).toISOString().replace('.000Z', 'Z');
  return local !== undefined && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(local) ? local : null;
}

const mediaOf = (message: TelegramMessage): string[] =>
  [message.photo, message.file].filter((path): path is string => path !== undefined && !path.startsWith('('));

const issue = (id: string | null, message: string, raw: unknown): Issue => ({
  field: id,
  message,
  raw: JSON.stringify(raw)?.slice(0, 300) ?? null,
});

function readOne(
  chat: { readonly id: string; readonly name: string },
  raw: unknown,
  complete: Completion,
): Draft | Issue {
  const parsed = messageSchema.safeParse(raw);
  if (!parsed.success)
    return issue(null, `A message of unknown shape: ${parsed.error.issues[0]?.message ?? 'unreadable'}.`, raw);
  const message = parsed.data;
  const text = joined(message.text_entities) || joined(message.text) || unknownText(raw);
  const media = mediaOf(message);
  if (message.type === 'service') return issue(message.id, 'A service message without content.', raw);
  if (!text && media.length === 0) return issue(message.id, 'A message without text or media.', raw);
  const author = message.from ?? message.author ?? null;
  const offer = complete.message(text);
  const value = {
    channel: chat.name,
    author,
    sentAt: moment(message.date_unixtime, message.date),
    text,
    replyTo: message.reply_to_message_id ?? null,
    edited: moment(message.edited_unixtime, message.edited),
    media,
    offer: offer && author ? { ...offer, vendor: offer.vendor ?? author } : offer,
  };
  const content = { kind: 'message', value } as const;
  const at = (field: string): Provenance => ({
    raw: '',
    rule: 'telegram-export',
    at: `messages[id=${message.id}].${field}`,
    confidence: 1,
  });
  const provenance = {
    text: { ...at(message.text_entities === undefined ? 'text' : 'text_entities'), raw: text.slice(0, 500) },
    author: { ...at('from'), raw: author ?? '' },
    sentAt: {
      ...at(message.date_unixtime === undefined ? 'date' : 'date_unixtime'),
      raw: message.date_unixtime ?? message.date ?? '',
    },
  };
  return {
    kind: 'message',
    key: `${chat.id}/${message.id}`,
    content,
    gone: false,
    url: null,
    view: 'row',
    language: complete.language(content),
    provenance,
    issues: [],
  };
}

/**
 * Reads one chat, or a chunk of one, of a Telegram Desktop export: `{name, type, id, messages: […]}` as parsed JSON.
 * One strange message never stops the others. Returns null when the value is no such chat.
 */
export function readTelegramExport(chunk: unknown, complete: Completion): TelegramReading | null {
  const chat = chatSchema.safeParse(chunk);
  if (!chat.success) return null;
  const { id, name, messages } = chat.data;
  const read = messages.map((message) => readOne({ id, name: name ?? id }, message, complete));
  return {
    drafts: read.filter((entry): entry is Draft => 'content' in entry),
    skipped: read.filter((entry): entry is Issue => !('content' in entry)),
  };
}
