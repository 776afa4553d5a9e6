import type { ItemView } from '../app/api.ts';
import { placeName } from '../model/place.ts';
import { bold, clip, dim, plain, print, printJson, table } from './output.ts';
import { priceText, unitText } from './search.ts';
import { type Register, withLeadline } from './session.ts';

const short = (value: unknown): string => clip(plain(typeof value === 'string' ? value : JSON.stringify(value)), 70);

function fields(view: ItemView): string {
  const value = view.item.current?.value as Record<string, unknown> | undefined; // shown by name, whatever the kind
  const rows = Object.entries(value ?? {})
    .filter(([, content]) => content !== null && content !== '' && !(Array.isArray(content) && content.length === 0))
    .map(([name, content]) => {
      const origin = view.item.provenance[name];
      return [
        name,
        short(content),
        origin ? `${origin.rule} at ${origin.at}` : '',
        origin ? `${Math.round(origin.confidence * 100)} %` : '',
      ];
    });
  return table(['FIELD', 'VALUE', 'WHERE FROM', 'SURE'], rows);
}

function human(view: ItemView): string {
  const { summary, item, capture } = view;
  const state = item.gone ? `gone since ${item.gone.slice(0, 10)}` : 'on sale';
  const route = `${summary.shipsFrom.map(placeName).join(', ') || 'unknown'} to ${summary.shipsTo.map(placeName).join(', ') || 'unknown'}`;
  return [
    bold(plain(summary.title)),
    `${item.kind} ${item.id} · ${summary.market} · key ${item.key} · ${state}`,
    summary.price ? `${priceText(summary)}${summary.unitPrice ? ` (${unitText(summary)})` : ''} · ${route}` : null,
    `seen ${item.firstSeen.slice(0, 10)} to ${item.lastSeen.slice(0, 10)}, ${view.captures} captures, version ${item.version}`,
    '',
    fields(view),
    '',
    table(
      ['WHEN', 'WHAT', 'DETAIL'],
      item.events.map((event) => [event.at.slice(0, 16), event.reason, event.detail ?? '']),
    ),
    capture
      ? `\n${dim(`Evidence: ${capture.warc.file} at ${capture.warc.offset}, SHA-256 ${capture.sha256}; check with leadline evidence verify`)}`
      : null,
  ]
    .filter((line) => line !== null)
    .join('\n');
}

export const register: Register = (program) => {
  program
    .command('show <id>')
    .description(
      "one item with its history and where every value came from (id, its first letters, or the site's own key)",
    )
    .option('--json', 'one JSON document')
    .action((id: string, options: { json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const view = await leadline.item(id);
        return options.json ? printJson(view) : print(human(view));
      }),
    );
};
