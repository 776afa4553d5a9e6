/** The program under watch: does what it is told, one order after the other. */
import { errorText } from '../../model/errors.ts';
import { controls } from './controls.ts';
import type { Done, Order } from './orders.ts';
import { paths } from './paths.ts';

async function obey({ run, seats }: Order): Promise<Done> {
  const path = paths[run];
  if (path) return path(seats);
  await controls[run]?.(seats);
  return { wrong: controls[run] ? null : `there is no "${run}"`, detail: '' };
}

process.on('message', (order: Order) => {
  obey(order)
    .catch((error: unknown): Done => ({ wrong: errorText(error), detail: '' }))
    .then((done) => process.send?.(done));
});
process.send?.({ wrong: null, detail: 'ready' } satisfies Done);
