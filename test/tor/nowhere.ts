const none = 'F'.repeat(40);

/** Lines of torrc for a network of which only this machine's port 1 is known, where nobody listens: such a Tor never gets ready. */
export const nowhere = [
  'TestingTorNetwork 1',
  'UseDefaultFallbackDirs 0',
  `DirAuthority none orport=1 no-v2 v3ident=${none} 127.0.0.1:1 ${none}`,
  '',
].join('\n');
