import { register } from 'node:module';

// `node --import test/support/typescript.js some.ts`: this Node cannot strip types itself.
register('./typescript-hooks.js', import.meta.url);
