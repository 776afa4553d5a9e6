import { connect } from 'node:net';

const waitMs = 20_000;

/** True when a Tor's SOCKS port opens a connection to port 80 of an onion service, null when it does not. */
export function reaches(port: number, onion: string): Promise<true | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const heard: Buffer[] = [];
    const end = (found: true | null) => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(waitMs, () => end(null));
    socket.on('error', () => end(null)).on('close', () => end(null));
    socket.on('data', (bytes) => {
      heard.push(bytes);
      const all = Buffer.concat(heard);
      // Two bytes answer the greeting; the fourth is the reply's code.
      if (all.length >= 4) end(all[3] === 0 ? true : null);
    });
    const name = Buffer.from(onion);
    const greeting = [5, 1, 0];
    socket.write(Buffer.concat([Buffer.from([...greeting, 5, 1, 0, 3, name.length]), name, Buffer.from([0, 80])]));
  });
}
