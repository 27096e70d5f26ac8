import type { Scope, Stream, StreamLeaf } from '../../check/scope.ts';
import type { DocumentOf } from '../../documents/document.ts';
import type { Expression } from '../../program/logic.ts';
import type { CampaignRule, CampaignTrigger } from '../../program/program.ts';
import { parseExpression, parseStream } from '../../syntax/index.ts';
import { eventScope } from '../events/catalogue.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { meantBy, writeValue } from '../fields/field-fixes.ts';
import { optional } from '../optional.ts';
import { ownValue } from '../../program/own-value.ts';

type CampaignDocument = DocumentOf<'campaign'>;

/**
 * `mission.completed where level = "c"`: an event, a family or a derived stream, and a condition on the event. What is
 * not itself a stored event is told by those that it is made of, each with the condition as it reads there.
 */
export function compileTrigger(
  document: CampaignDocument,
  text: string,
  scope: Scope,
  fields: FieldCompiler,
): CampaignRule['trigger'] {
  const found = /^\s*([A-Za-z0-9_.]+)(?:\s+where\s+([\s\S]+))?$/.exec(text);
  if (found === null) {
    if (isCondition(text, scope)) {
      reportCondition(document, text, fields);
      return undefined;
    }
    const { problems } = parseStream(text);
    fields.reportProblems(document, ['trigger'], problems);
    if (problems.length > 0) return undefined;
  }
  const event = found?.[1] ?? text.trim();
  const stream = scope.catalogue.stream(event);
  if (stream === undefined) {
    reportUnknown(document, text, event, scope, fields);
    return undefined;
  }
  const condition = found?.[2];
  const shift = text.length - (condition?.length ?? 0);
  const leaves = stream.leaves.map((leaf, index) => {
    if (condition === undefined) return triggerOf(leaf, undefined);
    const told = { diagnostics: fields.diagnostics.length, conditions: fields.conditions.length };
    const where = fields.expressionPart(
      document,
      ['trigger'],
      condition,
      shift,
      leafScope(leaf, stream, scope),
    );
    if (index > 0) {
      // The author wrote one condition, so its problems are told once.
      fields.diagnostics.length = told.diagnostics;
      fields.conditions.length = told.conditions;
    }
    return triggerOf(leaf, where);
  });
  const [only] = leaves;
  return leaves.length === 1 && only?.event === event ? only : { event, leaves };
}

/** The event as the stream reads it. */
function leafScope({ readings }: StreamLeaf, { attributes }: Stream, scope: Scope): Scope {
  const inEvent = eventScope(attributes, scope);
  return {
    ...inEvent,
    resolve: name => {
      const info = inEvent.resolve(name);
      const logic = ownValue(readings, name);
      return info === undefined || info === 'circular' || logic === undefined ? info : { ...info, logic };
    },
  };
}

function triggerOf({ event, where: own }: StreamLeaf, where: Expression | undefined): CampaignTrigger {
  if (own === undefined) return { event, ...optional({ where }) };
  const logic = where === undefined ? own : { and: [own, where.logic] };
  return { event, where: { text: where?.text ?? '', type: 'boolean', missing: true, logic } };
}

/** `engagement > 60`, of names that are no events. */
function isCondition(text: string, { catalogue }: Scope): boolean {
  const { ast } = parseExpression(text);
  if (ast === undefined) return false;
  const [first = ''] = /[A-Za-z_][\w.]*/.exec(text) ?? [];
  return catalogue.stream(first) === undefined;
}

function reportCondition(document: CampaignDocument, text: string, fields: FieldCompiler): void {
  const message = `\`trigger\` takes an event, and \`${text.trim()}\` is a condition on the customer: that stands in \`audience\`.`;
  fields.report(document, ['trigger'], 'name-unknown-event', message, EXPECTED);
}

const EXPECTED = 'an event, a family or a derived stream, with a `where` if need be';

function reportUnknown(
  document: CampaignDocument,
  text: string,
  event: string,
  scope: Scope,
  fields: FieldCompiler,
): void {
  const { catalogue } = scope;
  if (scope.names.includes(event)) {
    reportCondition(document, text, fields);
    return;
  }
  const { hint, meant } = meantBy(event, catalogue.ids);
  const condition = text.trim().slice(event.length);
  const fixes = writeValue(document, ['trigger'], meant && `${meant}${condition}`);
  fields.report(
    document,
    ['trigger'],
    'name-unknown-event',
    `\`${event}\` is no event${hint}`,
    EXPECTED,
    fixes,
  );
}
