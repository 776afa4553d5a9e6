// Stands in for a reader of pages that does what none may do.
import { connect } from 'node:net';
import { outsideName } from './orders.ts';

const socket = connect({ host: outsideName, port: 80 }).on('error', () => process.exit(0));
setTimeout(() => {
  socket.destroy();
  process.exit(0);
}, 400);
