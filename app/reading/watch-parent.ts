// A page that hangs its reader also keeps it from hearing that Leadline was killed. This thread notices, and takes the reader along.
import { workerData } from 'node:worker_threads';

setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, 1_000);
