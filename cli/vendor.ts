import type { VendorView } from '../app/api.ts';
import { bold, clip, plain, print, printJson, table } from './output.ts';
import { priceText, unitText } from './search.ts';
import { type Register, withLeadline } from './session.ts';

function human(view: VendorView): string {
  const value = view.item?.current?.kind === 'vendor' ? view.item.current.value : null;
  const facts = value
    ? [
        ...value.pgp.map((key) => `PGP ${key}`),
        ...value.contacts,
        ...value.wallets,
        value.sales === null ? '' : `${value.sales} sales`,
        value.joined ? `joined ${value.joined}` : '',
      ]
    : ['no vendor page was seen'];
  const links = view.links.map(
    (link) => `${link.vendor.title} on ${link.vendor.market}: same ${link.by} ${link.value}`,
  );
  return [
    `${bold(plain(view.handle))} on ${view.market}`,
    facts.filter((fact) => fact !== '').join('\n'),
    links.length > 0 ? `Elsewhere (candidates, to be judged by a person):\n${links.join('\n')}` : '',
    table(
      ['LISTING', 'PRICE', 'UNIT', 'SEEN', ''],
      view.listings.map((item) => [
        clip(plain(item.title), 60),
        priceText(item),
        unitText(item),
        item.lastSeen.slice(0, 10),
        item.gone ? 'gone' : '',
      ]),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export const register: Register = (program) => {
  program
    .command('vendor <id>')
    .description(
      'one vendor: keys, contacts, listings, and candidates for the same person elsewhere (item id, or SOURCE/HANDLE)',
    )
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExample:\n  leadline vendor halyard/greywharf')
    .action((id: string, options: { json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const view = await leadline.vendor(id);
        return options.json ? printJson(view) : print(human(view));
      }),
    );
};
