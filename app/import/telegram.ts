import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { errorText, LeadlineError } from '../../model/errors.ts';

const chunkSize = 500;

export interface TelegramChunk {
  readonly url: string;
  readonly at: string;
  readonly body: string;
}

/** The chat's own fields, which stand before its messages. */
async function headOf(file: string): Promise<Record<string, unknown>> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 << 10), 0, 64 << 10, 0);
    const text = buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    const end = text.search(/"messages"\s*:/);
    if (end < 0) throw new Error('it has no list of messages');
    return JSON.parse(`${text.slice(0, end)}"messages":[]}`) as Record<string, unknown>;
  } catch (cause) {
    throw new LeadlineError(
      'format-unknown',
      `${file} is no Telegram Desktop export of one chat: ${errorText(cause)}`,
      { where: file, hint: 'export one chat as machine-readable JSON, and name its result.json', cause },
    );
  } finally {
    await handle.close();
  }
}

interface RawMessage {
  readonly id?: unknown;
}

async function* messagesOf(file: string): AsyncGenerator<RawMessage> {
  const source = createReadStream(file);
  const elements = source.pipe(pick.withParserAsStream({ filter: 'messages' })).pipe(streamArray.asStream());
  source.on('error', (error) => elements.destroy(error));
  for await (const { value } of elements as AsyncIterable<{ readonly value: RawMessage }>) yield value;
}

/**
 * A Telegram Desktop export (result.json of one chat) in pieces of 500 messages, each a small export of its own: files of any size in
 * constant memory. The address of a piece names the chat and the first and last message.
 */
export async function* telegramChunks(file: string): AsyncGenerator<TelegramChunk> {
  const head = await headOf(file);
  const at = statSync(file).mtime.toISOString();
  const chunk = (messages: readonly RawMessage[]): TelegramChunk => ({
    url: `urn:telegram-export:${String(head.id)}:${String(messages[0]?.id)}-${String(messages.at(-1)?.id)}`,
    at,
    body: JSON.stringify({ ...head, messages }),
  });
  let messages: RawMessage[] = [];
  for await (const message of messagesOf(file)) {
    messages.push(message);
    if (messages.length < chunkSize) continue;
    yield chunk(messages);
    messages = [];
  }
  if (messages.length > 0) yield chunk(messages);
}
