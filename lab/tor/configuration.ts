import { join } from 'node:path';

/** Seconds for voting and for exchanging signatures: the least that Tor takes in a private network. */
export const voteSeconds = 2;
/** Between two consensuses. A time period of onion services is 24 of these, so a short one would change descriptors all the time. */
export const intervalSeconds = 600;

export interface Node {
  readonly name: string;
  readonly folder: string;
  readonly orPort: number;
  readonly dirPort: number;
}

/** What makes any tor, also Leadline's own, a member of this network and of no other. */
export const memberLines = (authorities: readonly string[]): readonly string[] => [
  'TestingTorNetwork 1',
  ...authorities.map((line) => `DirAuthority ${line}`),
  'UseDefaultFallbackDirs 0',
  'PathsNeededToBuildCircuits 0.67',
  'TestingClientMaxIntervalWithoutRequest 1 second',
  'TestingDirConnectionMaxStall 5 seconds',
];

const commonLines = (folder: string): readonly string[] => [
  `DataDirectory ${folder}`,
  `__OwningControllerProcess ${process.pid}`,
  'Log notice stdout',
  'SafeLogging 0',
  'RunAsDaemon 0',
  'ShutdownWaitLength 0',
  'HeartbeatPeriod 0',
  'NumCPUs 1',
];

/** An authority that is a relay, a guard and a directory of onion services as well. `offset`: when the votes are held. */
export const authorityLines = (node: Node, members: readonly string[], offset: number): readonly string[] => [
  ...members,
  ...commonLines(node.folder),
  `Nickname ${node.name}`,
  'Address 127.0.0.1',
  `ORPort 127.0.0.1:${node.orPort} IPv4Only`,
  `DirPort 127.0.0.1:${node.dirPort} IPv4Only`,
  'AssumeReachable 1',
  'SocksPort 0',
  'ContactInfo lab',
  'ExitRelay 0',
  'ExitPolicy reject *:*',
  'ServerDNSDetectHijacking 0',
  'ServerDNSAllowBrokenConfig 1',
  `ServerDNSResolvConfFile ${join(node.folder, 'resolv.conf')}`,
  'ServerDNSTestAddresses',
  'DoSConnectionEnabled 0',
  'DoSCircuitCreationEnabled 0',
  'AuthoritativeDirectory 1',
  'V3AuthoritativeDirectory 1',
  'AuthDirTestReachability 0',
  'AuthDirMaxServersPerAddr 0',
  'TestingAuthDirTimeToLearnReachability 0',
  'MinUptimeHidServDirectoryV2 0',
  'TestingDirAuthVoteGuard *',
  'TestingDirAuthVoteHSDir *',
  `TestingV3AuthInitialVotingInterval ${intervalSeconds} seconds`,
  `TestingV3AuthInitialVoteDelay ${voteSeconds} seconds`,
  `TestingV3AuthInitialDistDelay ${voteSeconds} seconds`,
  `TestingV3AuthVotingStartOffset ${offset} seconds`,
  `V3AuthVotingInterval ${intervalSeconds} seconds`,
  `V3AuthVoteDelay ${voteSeconds} seconds`,
  `V3AuthDistDelay ${voteSeconds} seconds`,
  'V3AuthNIntervalsValid 12',
];

/** The tor that holds the onion services. It says of each connection by which circuit it came. */
export const hostLines = (
  folder: string,
  members: readonly string[],
  services: readonly { readonly folder: string; readonly port: number }[],
): readonly string[] => [
  ...members,
  ...commonLines(folder),
  'SocksPort 0',
  ...services.flatMap((service) => [
    `HiddenServiceDir ${service.folder}`,
    'HiddenServiceVersion 3',
    `HiddenServicePort 80 127.0.0.1:${service.port}`,
    'HiddenServiceExportCircuitID haproxy',
  ]),
];

export const clientLines = (folder: string, members: readonly string[], port: number): readonly string[] => [
  ...members,
  ...commonLines(folder),
  `SocksPort 127.0.0.1:${port} IsolateSOCKSAuth KeepAliveIsolateSOCKSAuth ExtendedErrors OnionTrafficOnly`,
  'SafeSocks 1',
  'ClientOnly 1',
  'DormantCanceledByStartup 1',
];
