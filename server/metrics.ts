import type { Status } from '../app/api.ts';

type Labels = Readonly<Record<string, string>>;

const escaped = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

const sample = (name: string, labels: Labels, value: number): string => {
  const inner = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
  return `${name}${inner.length > 0 ? `{${inner.join(',')}}` : ''} ${value}`;
};

function family(name: string, help: string, samples: readonly (readonly [Labels, number])[]): string {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map(([labels, value]) => sample(name, labels, value)),
  ].join('\n');
}

const seconds = (iso: string): number => Math.round(Date.parse(iso) / 1_000);

/** The state of everything as Prometheus text (version 0.0.4). */
export function prometheus(status: Status): string {
  const { sources } = status;
  const families = [
    family('leadline_info', 'Version of this Leadline.', [[{ version: status.version }, 1]]),
    family(
      'leadline_items',
      'Items by kind.',
      Object.entries(status.items).map(([kind, n]) => [{ kind }, n]),
    ),
    family('leadline_captures', 'Archived answers.', [[{}, status.captures]]),
    family('leadline_alerts', 'Alerts recorded.', [[{}, status.alerts.recorded]]),
    family('leadline_deliveries', 'Messages that are not delivered, by state.', [
      [{ state: 'waiting' }, status.alerts.waiting],
      [{ state: 'failed' }, status.alerts.failed],
    ]),
    family(
      'leadline_source_state',
      'State of a source: 1 for the one it is in.',
      sources.map(({ source }) => [{ source: source.id, state: source.state }, 1]),
    ),
    family(
      'leadline_source_addresses',
      'Addresses of a source by how they ended.',
      sources.flatMap((view) =>
        Object.entries(view.counts).map(([state, n]): [Labels, number] => [{ source: view.source.id, state }, n]),
      ),
    ),
    family(
      'leadline_source_items',
      'Items of a source.',
      sources.map((view) => [{ source: view.source.id }, view.items]),
    ),
    family(
      'leadline_source_last_success_seconds',
      'Time of the last good page, since 1970.',
      sources.flatMap(({ source }): [Labels, number][] =>
        source.lastSuccessAt ? [[{ source: source.id }, seconds(source.lastSuccessAt)]] : [],
      ),
    ),
    family(
      'leadline_source_account_parked',
      'Accounts that wait for a person: 1, else 0.',
      sources.flatMap(({ source, accounts }) =>
        accounts.map(({ account, state }): [Labels, number] => [
          { source: source.id, account: account ?? '' },
          state === 'parked' ? 1 : 0,
        ]),
      ),
    ),
    family(
      'leadline_source_session_end_seconds',
      'Time at which a session ends, since 1970, where that is known.',
      sources.flatMap(({ source, accounts }) =>
        accounts.flatMap(({ account, session }): [Labels, number][] =>
          session?.endsAt ? [[{ source: source.id, account: account ?? '' }, seconds(session.endsAt)]] : [],
        ),
      ),
    ),
    family(
      'leadline_source_walls',
      'Answers that were walls, by kind.',
      sources.flatMap(({ source, pace }) =>
        pace.walls.map(({ wall, answers }): [Labels, number] => [{ source: source.id, wall }, answers]),
      ),
    ),
    family(
      'leadline_source_coverage',
      'Share of the estimated listings that the last complete turn saw.',
      sources.flatMap((view): [Labels, number][] =>
        view.coverage ? [[{ source: view.source.id }, view.coverage.share]] : [],
      ),
    ),
  ];
  return `${families.join('\n')}\n`;
}
