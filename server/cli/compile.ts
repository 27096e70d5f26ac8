import { compileFiles, renderDiagnostics } from '../../dsl/index.ts';
import { DECLARED_OPERATORS } from '../../dsl/check/index.ts';
import type { LoadedDocument } from '../../dsl/index.ts';
import type { Expression, Logic } from '../../dsl/program/logic.ts';
import type { Program } from '../../dsl/program/program.ts';
import { print, printJson } from './output.ts';
import type { Format } from './output.ts';
import { readInCompany } from './read-rules.ts';

type Compiled = { readonly [name: string]: Logic | Compiled } | Logic;

interface CompiledRule {
  readonly kind: string;
  readonly id: string;
  readonly file: string;
  /** One JSONLogic rule, or several by the name of what they say. */
  readonly logic: Compiled;
}

/** Writes what the rules compile to, for any JSONLogic runtime; single files in the company of the other rules. */
export async function compileCommand(paths: readonly string[], format: Format): Promise<boolean> {
  const { files, asked } = await readInCompany(paths, process.env['RULES_DIR'] ?? './rules');
  const { diagnostics, documents, program } = compileFiles(files);
  if (!program) {
    if (format === 'json') printJson({ diagnostics });
    else print(renderDiagnostics(diagnostics, files));
    return false;
  }
  const rules = compiledRules(program, documents).filter(({ file }) => asked.has(file));
  const metrics = Object.values(program.manifest.features);
  if (format === 'json') printJson({ program: program.hash, rules, metrics, operators: OPERATORS });
  else {
    for (const { kind, id, file, logic } of rules)
      print(`${kind}.${id}  (${file})\n  ${JSON.stringify(logic)}`);
    print(`${rules.length} rules over ${metrics.length} metrics; program ${program.hash}`);
  }
  return true;
}

const OPERATORS = DECLARED_OPERATORS.map(({ name, definition }) => ({ name, definition }));

function compiledRules(program: Program, documents: readonly LoadedDocument[]): CompiledRule[] {
  const rows: readonly (readonly [string, string, Compiled])[] = [
    ...program.named.map(rule => [rule.of ?? 'metric', rule.id, rule.value.logic] as const),
    ...program.segments.map(rule => ['segment', rule.id, rule.when.logic] as const),
    ...program.scores.map(rule => {
      const terms = Object.fromEntries(rule.terms.map(term => [term.id, term.value.logic]));
      return [
        'score',
        rule.id,
        {
          terms,
          ...logicOf('result', rule.result),
          ...bounds(rule.atLeast, 'at_least'),
          ...bounds(rule.atMost, 'at_most'),
        },
      ] as const;
    }),
    ...program.missions.map(rule => {
      const variants = Object.fromEntries(
        rule.variants.map(({ name, when, progress, target }) => [
          name === '' ? 'only' : name,
          {
            ...logicOf('when', when),
            progress:
              progress.kind === 'value'
                ? progress.value.logic
                : Object.fromEntries(progress.steps.map(step => [step.id, step.done.logic])),
            target: target.logic,
          },
        ]),
      );
      const fixed = Object.fromEntries(rule.fixed.map(({ name, value }) => [name, value.logic]));
      return ['mission', rule.id, { generate: rule.generate.when.logic, fixed, variants }] as const;
    }),
    ...program.badges.map(rule => {
      const levels = Object.fromEntries(rule.levels.map(({ level, when }) => [level, when.logic]));
      return ['badge', rule.id, levels] as const;
    }),
    ...program.tiers.map(rule => {
      const levels = Object.fromEntries(
        rule.levels.flatMap(({ id, when }) => (when ? [[id, when.logic] as const] : [])),
      );
      return ['tier', rule.id, levels] as const;
    }),
    ...program.campaigns.map(rule => {
      const logic = { ...logicOf('where', rule.trigger?.where), ...logicOf('audience', rule.audience) };
      return ['campaign', rule.id, logic] as const;
    }),
  ];
  return rows.map(([kind, id, logic]) => {
    const file = documents.find(document => document.kind === kind && document.id === id)?.file ?? '';
    return { kind, id, file, logic };
  });
}

function logicOf(name: string, expression: Expression | undefined): Readonly<Record<string, Logic>> {
  return expression === undefined ? {} : { [name]: expression.logic };
}

function bounds(
  rows: Program['scores'][number]['atLeast'],
  name: string,
): Readonly<Record<string, Compiled>> {
  if (rows.length === 0) return {};
  return { [name]: Object.fromEntries(rows.map(bound => [bound.name, bound.when.logic])) };
}
