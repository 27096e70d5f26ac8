import type { DocumentKind, DocumentPath, LoadedDocument } from '../../documents/index.ts';
import type { Logic } from '../../program/logic.ts';
import type { MissionRule } from '../../program/program.ts';
import { printNumber } from '../../syntax/literals.ts';
import { literalUnit } from '../../types/units.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { writeValue } from '../fields/field-fixes.ts';

type Figure = 'days' | 'span' | 'share';

/** Fields that take a plain figure, and what it is; `days` are rounded to whole days. */
const FIGURES: Readonly<Partial<Record<DocumentKind, readonly (readonly [DocumentPath, Figure])[]>>> = {
  mission: [
    [['cooldown', 'success'], 'days'],
    [['cooldown', 'expiry'], 'days'],
    [['reward', 'hold'], 'days'],
    [['control'], 'share'],
  ],
  policy: [
    [['time', 'lateness'], 'span'],
    [['holdout', 'share'], 'share'],
    [['control', 'share'], 'share'],
    [['cooldown', 'success'], 'days'],
    [['cooldown', 'expiry'], 'days'],
    [['points', 'expire'], 'days'],
  ],
  tier: [[['grace'], 'days']],
  campaign: [[['limit', 'per'], 'days']],
};

/** Figures that fit their type and mean nothing: spans below zero, shares above the whole, half days. */
export function checkFigures(documents: readonly LoadedDocument[], fields: FieldCompiler): void {
  for (const document of documents) {
    for (const [path, figure] of FIGURES[document.kind] ?? []) {
      const text = document.locate(path).expression?.text.trim();
      if (text === undefined) continue;
      if (figure === 'share') checkShare(document, path, text, fields);
      else checkSpan(document, path, text, figure, fields);
    }
  }
}

/** `10%`, `0.1`; a plain 10 was most likely meant in a hundred. */
function checkShare(document: LoadedDocument, path: DocumentPath, text: string, fields: FieldCompiler): void {
  const [, digits, percent] = /^(-?[\d.]+)\s*(%?)$/.exec(text) ?? [];
  if (digits === undefined) return;
  const value = Number(digits) / (percent === '%' ? 100 : 1);
  if (value >= 0 && value <= 1) return;
  const meant = percent === '' && value > 1 && value <= 100 ? `${digits}%` : value > 1 ? '100%' : '0%';
  const message = `\`${text}\` is no share: a share lies between 0% and 100%.`;
  const fixes = writeValue(document, path, meant);
  fields.report(document, path, 'figure-share', message, 'such as 10%', fixes);
}

const DAY_MS = 86_400_000;

function checkSpan(
  document: LoadedDocument,
  path: DocumentPath,
  text: string,
  figure: Figure,
  fields: FieldCompiler,
): void {
  const [, minus, digits, name = ''] = /^(-?)\s*([\d.]+)\s*([A-Za-z]+)$/.exec(text) ?? [];
  const unit = literalUnit(name);
  if (digits === undefined || unit?.type !== 'duration') return;
  if (minus === '-' && Number(digits) !== 0) {
    const message = `\`${text}\` is below zero, but a span of time cannot be.`;
    const fixes = writeValue(document, path, text.slice(1).trim());
    fields.report(document, path, 'figure-negative', message, 'such as 7d', fixes);
    return;
  }
  const days = (Number(digits) * unit.factor) / DAY_MS;
  if (figure !== 'days' || Number.isInteger(days)) return;
  const rounded = `${Math.round(days)}d`;
  const message = `Whole days are counted here, so \`${text}\` is taken as \`${rounded}\`.`;
  fields.report(
    document,
    path,
    'figure-whole-days',
    message,
    'whole days',
    writeValue(document, path, rounded),
  );
}

/** Missions that surely fit less than not at all, or more than wholly. */
export function checkFits(
  missions: readonly MissionRule[],
  find: (kind: string, id: string) => LoadedDocument | undefined,
  fields: FieldCompiler,
): void {
  for (const { id, generate } of missions) {
    const document = find('mission', id);
    const fit = constantOf(generate.fit?.logic ?? null);
    if (document === undefined || fit === undefined || (fit >= 0 && fit <= 1)) continue;
    const path = ['generate', 'fit'];
    const meant = fit > 1 && fit <= 100 ? printNumber(fit / 100) : fit > 1 ? '1' : '0';
    const text = document.locate(path).expression?.text.trim() ?? printNumber(fit);
    const message = `\`${text}\` is no fit: how well a mission fits lies between 0 and 1.`;
    fields.report(document, path, 'figure-share', message, '0 to 1', writeValue(document, path, meant));
  }
}

const REWARDS = ['points', 'data', 'money'] as const;

/** A reward that is surely below zero, or nothing. */
export function checkRewards(
  missions: readonly MissionRule[],
  find: (kind: string, id: string) => LoadedDocument | undefined,
  fields: FieldCompiler,
): void {
  for (const mission of missions) {
    const document = find('mission', mission.id);
    if (document === undefined) continue;
    checkNothing(mission, document, fields);
    for (const part of REWARDS) {
      const value = constantOf(mission.reward[part]?.logic ?? null);
      if (value === undefined || value >= 0) continue;
      const path = ['reward', part];
      const { text } = document.locate(path).expression ?? { text: printNumber(value) };
      const message = `The reward \`${text}\` is below zero: a mission that is completed cannot cost the customer ${part}.`;
      const meant = /^-\s*[\d.]/.test(text.trim()) ? text.trim().slice(1).trim() : undefined;
      fields.report(
        document,
        path,
        'reward-negative',
        message,
        '0 or more',
        writeValue(document, path, meant),
      );
    }
  }
}

/** What brings something else besides may well bring no points. */
function checkNothing({ reward }: MissionRule, document: LoadedDocument, fields: FieldCompiler): void {
  const given = REWARDS.filter(part => reward[part] !== undefined);
  const isNothing = given.every(part => constantOf(reward[part]?.logic ?? null) === 0);
  const [first] = given;
  if (first === undefined || !isNothing || reward.offer !== undefined) return;
  const path = ['reward', first];
  const text = document.locate(path).expression?.text.trim() ?? '0';
  const message = `The reward \`${text}\` is nothing: who completes the mission gets nothing for it.`;
  fields.report(document, path, 'reward-nothing', message, 'more than 0, or an `offer`');
}

/** A number, or one with a minus before it. */
function constantOf(logic: Logic): number | undefined {
  if (typeof logic === 'number') return logic;
  if (typeof logic !== 'object' || logic === null || !('-' in logic)) return undefined;
  const operands: unknown = logic['-'];
  const [only, other]: readonly unknown[] = Array.isArray(operands) ? operands : [operands];
  return typeof only === 'number' && other === undefined ? -only : undefined;
}
