// `node --import …/set-clock.js`: Date.now is ahead of the real time by the ms that stand in the file CLOCK_FILE, which
// a test writes. It is read again every few ms only, so processes learn of a change at slightly different moments.
import { readFileSync } from 'node:fs';

const READ_EVERY_MS = 5;
const file = process.env.CLOCK_FILE ?? '';
const realNow = Date.now;
let ahead = 0;
let readAt = 0;
Date.now = () => {
  const now = realNow();
  if (now - readAt >= READ_EVERY_MS) {
    ahead = Number(readFileSync(file, 'utf8')) || ahead;
    readAt = now;
  }
  return now + ahead;
};
