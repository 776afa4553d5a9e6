import type { TurnReport } from '../crawler/turn.ts';
import type { Delivery } from '../model/alert.ts';
import { iso } from '../model/clock.ts';
import { errorHints } from '../model/errors.ts';
import { deliveryId, idOf } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import type { Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
import type { Parts } from './parts.ts';

export interface Parked {
  readonly source: Source;
  /** The turn in which it happened: one notice for each. */
  readonly turn: string;
  readonly account: string | null;
  readonly report: Pick<TurnReport, 'code' | 'reason'>;
}

/** Tells every operator once that somebody has to act. Part of the commit that parks, so that neither comes without the other. */
export function noticeWrites({ operators, clock }: Pick<Parts, 'operators' | 'clock'>, parked: Parked): Write[] {
  const { source, turn, account, report } = parked;
  const at = iso(clock.now());
  const value: Notice = {
    id: idOf('notice', source.id, turn, account ?? ''),
    source: source.id,
    name: source.name,
    account,
    code: report.code,
    reason: report.reason ?? 'A person has to act.',
    hint: (report.code ? errorHints[report.code] : `leadline source show ${source.id}`).replaceAll(
      ' ID ',
      ` ${source.id} `,
    ),
    at,
  };
  const deliveries = (operators ?? []).map(
    (to): Delivery => ({
      id: deliveryId(value.id, to),
      alert: value.id,
      to,
      state: 'waiting',
      attempts: [],
      nextAt: at,
    }),
  );
  return [
    { do: 'create', collection: 'notices', id: value.id, value },
    ...deliveries.map((each): Write => ({ do: 'create', collection: 'deliveries', id: each.id, value: each })),
  ];
}
