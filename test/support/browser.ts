import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** How to start the browser: hand it to playwright's `chromium.launch` as it is. */
export interface Browser {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/** The browser that comes with the development packages, unpacked once and tried; or why there is none. */
export async function findBrowser(): Promise<{ readonly browser: Browser } | { readonly problem: string }> {
  try {
    const folder = await unpacked();
    await describeFonts(folder);
    const problems: string[] = [];
    // The system's libraries first; the package brings the few that a plain machine lacks.
    for (const libraries of [undefined, join(folder, 'al2023', 'lib')]) {
      const browser = browserIn(folder, libraries);
      const problem = await problemOf(browser);
      if (!problem) return { browser };
      problems.push(problem);
    }
    return { problem: `no browser can start here: ${problems[0] ?? ''}` };
  } catch (error) {
    return {
      problem: `no browser could be unpacked: ${error instanceof Error ? firstLine(error.message) : 'unknown'}`,
    };
  }
}

function browserIn(folder: string, libraries: string | undefined): Browser {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    executablePath: join(folder, 'chromium'),
    // The package's own arguments switch web security off, which would hide what the content policy forbids.
    args: ['--no-sandbox', '--headless', '--disable-gpu', '--disable-dev-shm-usage'],
    env: {
      ...Object.fromEntries(inherited),
      FONTCONFIG_FILE: fontsFile(folder),
      ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}),
    },
  };
}

const fontsFile = (folder: string): string => join(folder, 'fonts', 'here.conf');

/** The package's own description names folders of its cloud; a browser without any font dies at the first input field. */
async function describeFonts(folder: string): Promise<void> {
  if (existsSync(fontsFile(folder))) return;
  const beside = `${fontsFile(folder)}-${String(process.pid)}`;
  const description = [
    '<?xml version="1.0" ?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(folder, 'fonts')}</dir>`,
    '  <dir>/usr/share/fonts</dir>',
    `  <cachedir>${join(folder, 'fonts-cache')}</cachedir>`,
    '</fontconfig>',
  ];
  await writeFile(beside, `${description.join('\n')}\n`);
  await rename(beside, fontsFile(folder));
}

async function problemOf(browser: Browser): Promise<string | undefined> {
  try {
    await run(browser.executablePath, ['--version'], { env: browser.env, timeout: 30_000 });
    return undefined;
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    return firstLine(stderr) || 'it does not answer --version';
  }
}

/** Several test files ask at once: each unpacks beside, the first one moves it into place. */
async function unpacked(): Promise<string> {
  const manifest: unknown = JSON.parse(
    await readFile(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  );
  const version =
    manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : '';
  const folder = join(root, '.cache', `browser-${version}`);
  if (existsSync(folder)) return folder;
  const beside = `${folder}-${String(process.pid)}`;
  await mkdir(beside, { recursive: true });
  // CODEBUILD_BUILD_IMAGE makes the package unpack its system libraries as well.
  await run(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    { cwd: root, env: { ...process.env, TMPDIR: beside, CODEBUILD_BUILD_IMAGE: 'nodejs20' } },
  );
  try {
    await rename(beside, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(beside, { recursive: true, force: true });
  }
  return folder;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
