import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A hash over the names and contents of all files below the given paths: equal sources, equal stamp. */
export function stampOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) for (const file of filesBelow(root, path)) add(hash, root, file);
  return hash.digest('hex');
}

function add(hash, root, file) {
  hash
    .update(file)
    .update('\0')
    .update(readFileSync(join(root, file)))
    .update('\0');
}

function filesBelow(root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap(name => filesBelow(root, join(path, name)));
}
