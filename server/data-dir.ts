import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config.ts';
import type { Config } from './config.ts';
import { EMBEDDED_FILE } from './stores/open-store.ts';
import { asUnwritable } from './stores/sqlite/unwritable.ts';

/** What file systems and the embedded store refuse by, in words. */
const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['EEXIST', 'a file is where the folder should be'],
  ['ENOTDIR', 'a file is where a folder should be'],
  ['ENOENT', 'there is no such folder, and it cannot be made'],
  ['EACCES', 'this user may not read and write there'],
  ['EPERM', 'this user may not read and write there'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk space that this user may take is used up'],
  ['SQLITE_NOTADB', `${EMBEDDED_FILE} is not a database`],
  ['SQLITE_CORRUPT', `${EMBEDDED_FILE} is damaged; put a back-up in its place`],
]);

/** Makes the folder and runs `work` in it; what cannot be done there is told by the setting that named it. */
export async function inDataDir<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = REASONS.get(code) ?? asUnwritable(error)?.reason;
    if (reason === undefined) throw error;
    throw new ConfigError(`DATA_DIR: ${dataDir} cannot be used: ${reason}.`, { cause: error });
  }
}

/** For what works on a store that a server keeps: of a folder that was mistyped, it would make an empty one. */
export async function assertStoreIn({ dataDir, mongodbUrl }: Config): Promise<void> {
  if (mongodbUrl !== null) return;
  try {
    await access(join(dataDir, EMBEDDED_FILE));
  } catch (error) {
    const sentence = `DATA_DIR: there is no store in ${dataDir}; name the folder that the server has ${EMBEDDED_FILE} in.`;
    throw new ConfigError(sentence, { cause: error });
  }
}
