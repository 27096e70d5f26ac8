#!/usr/bin/env node
import { build } from './build.js';

// Only `serve` shows the page; the other commands need not wait for it.
if (!(await build(process.argv[2] === 'serve' ? undefined : ['server']))) process.exit(1);
await import('../../dist/server/cli/main.js');
