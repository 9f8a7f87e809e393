import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { clock } from '../../../domain/clock.js';

/** Prints a digest of the answers to the inputs on standard input, for processes started in different zones to be compared. */
const STANDARD_INPUT = 0;
const inputs = JSON.parse(readFileSync(STANDARD_INPUT, 'utf8')) as unknown[];
const digest = createHash('sha256');
for (const input of inputs) digest.update(JSON.stringify(clock(input)));
process.stdout.write(digest.digest('hex'));
