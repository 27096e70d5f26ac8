import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../config.ts';
import type { Config } from '../config.ts';
import { assertStoreIn, inDataDir } from '../data-dir.ts';
import { openStore } from '../stores/open-store.ts';
import { print, printJson, WrongUse } from './output.ts';
import type { Format } from './output.ts';

/** Writes a copy of the embedded store, as it is at one moment, while the server runs. */
export async function backupCommand(config: Config, path: string, format: Format): Promise<boolean> {
  const file = resolve(path);
  if (config.mongodbUrl !== null) {
    throw new WrongUse('MONGODB_URL is set: back MongoDB up by mongodump, as docs/deploy.md says.');
  }
  if (await isThere(file)) throw new WrongUse(`${file} is there already: a back-up is written over nothing.`);
  const folder = dirname(file);
  const isFolder = await stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new ConfigError(`There is no folder ${folder} to write the back-up to.`);
  await assertStoreIn(config);
  const bytes = await copy(config.dataDir, file);
  if (format === 'json') printJson({ file, bytes });
  else print(`${file}: ${bytes.toLocaleString('en')} bytes`);
  return true;
}

/** Under another name until it is whole and on the disk, so that no half of one is ever taken for a back-up. */
async function copy(dataDir: string, file: string): Promise<number> {
  const half = `${file}.part`;
  await rm(half, { force: true });
  const store = await inDataDir(dataDir, () => openStore({ dataDir }));
  try {
    if (store.copyTo === null) throw new Error('This store is not backed up by copying it.');
    await store.copyTo(half).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new ConfigError(`The back-up cannot be written to ${half}: ${why}.`);
    });
  } finally {
    await store.close();
  }
  const written = await open(half, 'r+');
  await written.sync();
  const { size } = await written.stat();
  await written.close();
  await rename(half, file);
  return size;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
