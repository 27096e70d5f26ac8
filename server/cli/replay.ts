import type { Config } from '../config.ts';
import { openNode } from '../open-node.ts';
import type { Services } from '../services/index.ts';
import { noteMended } from '../services/restored.ts';
import type { Finding, Verified } from '../services/verify/index.ts';
import { count, print, printJson, rateSince, startBar, WrongUse } from './output.ts';
import type { Format } from './output.ts';
import { addCustomer, addShared, emptyResult, leftOf, showResult, summaryOf } from './replay-report.ts';

export interface ReplayOptions {
  readonly format: Format;
  readonly verify?: boolean;
  readonly repair?: boolean;
  readonly customer?: string;
  readonly from?: string;
  readonly resume?: boolean;
}

const SHOWN_A_KIND = 5;

/** Rebuilds customers from the journal; true where all is what is kept, or was made so. */
export async function replayCommand(config: Config, options: ReplayOptions): Promise<boolean> {
  const { customer, from, resume } = options;
  if ([customer, from, resume].filter(given => given !== undefined).length > 1) {
    throw new WrongUse('--customer, --from and --resume each say where to begin: give one of them.');
  }
  const node = await openNode({ ...config, logLevel: 'fatal' }, { publishAtStart: false, existing: true });
  try {
    return await replay(node.services, options);
  } finally {
    await node.close();
  }
}

async function replay(services: Services, options: ReplayOptions): Promise<boolean> {
  const { format, repair = false, customer } = options;
  const isDetailed = repair || options.verify === true;
  const result = emptyResult();
  await walk(services, options, verified => {
    addCustomer(result, verified);
    if (format === 'text') tell(verified, isDetailed);
  });
  if (isWholeRepair(options)) await noteMended(services.context.store);
  if (isDetailed && customer === undefined) {
    const { findings, repaired } = await services.verify.shared(repair);
    addShared(result, findings, repaired);
    if (format === 'text') tellShared(findings);
  }
  if (format === 'json') printJson(showResult(result, isDetailed));
  else print(summaryOf(result, { isDetailed, repair }));
  return leftOf(result) === 0;
}

/** Of everybody, from the first on. */
function isWholeRepair({ repair = false, customer, from, resume = false }: ReplayOptions): boolean {
  return repair && customer === undefined && from === undefined && !resume;
}

async function walk(
  { context: { store }, verify }: Services,
  { format, repair = false, customer, from, resume }: ReplayOptions,
  take: (verified: Verified) => void,
): Promise<void> {
  if (customer !== undefined) {
    const verified = await verify.customer(customer, repair);
    if (verified.entries === 0 && (await store.keptDocument(customer)) === null)
      throw new WrongUse(`There is no customer "${customer}".`);
    return take(verified);
  }
  const total = (await store.totals({ of: 'customers' }))[0]?.count ?? 0;
  const bar = startBar('Replaying', format);
  const since = Date.now();
  let done = 0;
  const where = { ...(from === undefined ? {} : { from }), ...(resume === undefined ? {} : { resume }) };
  try {
    for await (const verified of verify.everybody({ repair, ...where })) {
      done += 1;
      take(verified);
      bar.update(done, Math.max(total, done), rateSince(since, done, 'customers'));
    }
  } finally {
    bar.end();
  }
}

function tell({ customer, findings, repaired, restored }: Verified, isDetailed: boolean): void {
  if (restored.dropped > 0)
    print(
      `${customer}: ${count(restored.dropped, 'entry', 'entries')} of a step that a back-up had caught by half taken out`,
    );
  if (findings.length === 0) return;
  if (!isDetailed) return print(`${customer} differs`);
  for (const finding of findings) print(sentence(finding));
  if (repaired) print(`${customer}: rebuilt from the journal`);
}

/** A list that was lost whole would hide everything else: the first of each kind show what is wrong. */
function tellShared(findings: readonly Finding[]): void {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const kind = `${finding.in}, ${finding.path.split(': ')[0] ?? ''}`;
    const alike = kinds.get(kind);
    if (alike) alike.push(finding);
    else kinds.set(kind, [finding]);
  }
  for (const [kind, alike] of kinds) {
    for (const finding of alike.slice(0, SHOWN_A_KIND)) print(sentence(finding));
    const more = alike.length - SHOWN_A_KIND;
    if (more > 0)
      print(
        `${kind}: ${more.toLocaleString('en')} more differ${more === 1 ? 's' : ''}; --format json lists all`,
      );
  }
}

/** "ada: journal, entry cdr:7, $.effects[0].amount: expected 5, seen 500" */
function sentence({ customer, in: part, entry, path, expected, seen }: Finding): string {
  const place = entry === null ? part : `${part}, entry ${entry}`;
  return `${customer === null ? '' : `${customer}: `}${place}, ${path}: expected ${expected}, seen ${seen}`;
}
